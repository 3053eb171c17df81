"""Steps about what is kept of a browser."""

import json
import zipfile
from typing import Any

from pytest_bdd import parsers, then
from steps.sandbox import Sandbox


@then(
    parsers.re(r'the evidence of "(?P<criterion_id>[^"]+)" holds the screenshot "(?P<name>.+)"'),
    target_fixture="kept_files",
)
def screenshot(sandbox: Sandbox, criterion_id: str, name: str) -> list[dict[str, Any]]:
    files = list_files(sandbox, criterion_id)
    (picture,) = (file for file in files if file["kind"] == "screenshot")
    assert picture["name"] == name
    assert (sandbox.root / "reports" / picture["path"]).read_bytes().startswith(b"\x89PNG")
    return files


@then("its trace shows the steps")
def trace(sandbox: Sandbox, kept_files: list[dict[str, Any]], datatable: list[list[str]]) -> None:
    (file,) = (file for file in kept_files if file["kind"] == "trace")
    with zipfile.ZipFile(sandbox.root / "reports" / file["path"]) as archive:
        events = [json.loads(line) for line in archive.read("trace.trace").splitlines()]
    groups = [event for event in events if event.get("method") == "tracingGroup"]
    shown = [[event["title"], str(event["stack"][0]["line"])] for event in groups]
    assert shown == datatable[1:]


@then(parsers.parse('the evidence of "{criterion_id}" holds no files'))
def nothing(sandbox: Sandbox, criterion_id: str) -> None:
    assert list_files(sandbox, criterion_id) == []


def list_files(sandbox: Sandbox, criterion_id: str) -> list[dict[str, Any]]:
    """List the files that belong to the attempts of a criterion."""
    criteria = [criterion for story in sandbox.document["stories"] for criterion in story["criteria"]]
    (criterion,) = [criterion for criterion in criteria if criterion["id"] == criterion_id]
    attempts = [attempt for case in criterion["cases"] for attempt in case["attempts"]]
    return [file for attempt in attempts for file in attempt["artefacts"]]
