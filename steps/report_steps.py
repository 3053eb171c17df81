"""Steps about what people and programs read."""

import json
from pathlib import Path
from typing import Any

import jsonschema
from pytest_bdd import parsers, then
from steps.sandbox import Sandbox

SCHEMA = Path(__file__).parent.parent / "docs" / "reference" / "stories.schema.json"


@then(parsers.parse('"{path}" follows the published schema'))
def valid(sandbox: Sandbox, path: str) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    document = json.loads((sandbox.root / path).read_text(encoding="utf-8"))
    assert [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(document)] == []


@then(
    parsers.parse('the failing step of "{criterion_id}" is "{text}" at line {line:d}'),
    target_fixture="failing_step",
)
def failing_step(sandbox: Sandbox, criterion_id: str, text: str, line: int) -> dict[str, Any]:
    criteria = [criterion for story in sandbox.document["stories"] for criterion in story["criteria"]]
    (criterion,) = [criterion for criterion in criteria if criterion["id"] == criterion_id]
    (case,) = criterion["cases"]
    step: dict[str, Any] = case["failing_step"]
    assert (step["text"], step["line"]) == (text, line)
    return step


@then(parsers.parse('its message says "{text}"'))
def message(failing_step: dict[str, Any], text: str) -> None:
    assert text in failing_step["message"]


@then(parsers.parse("no line of the summary is longer than {width:d} characters"))
def narrow(sandbox: Sandbox, width: int) -> None:
    assert sandbox.summary
    assert [line for line in sandbox.summary if len(line) > width] == []


@then("the summary holds no colour codes")
def plain(sandbox: Sandbox) -> None:
    assert "\x1b" not in sandbox.output
