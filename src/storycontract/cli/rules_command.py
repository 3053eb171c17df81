"""`storycontract rules`: all rules of the linter."""

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storycontract.lint.rule import LintRule


class RulesFormat(StrEnum):
    """How the list is shown."""

    TEXT = "text"
    JSON = "json"


def rules(
    *,
    output_format: Annotated[
        RulesFormat, typer.Option(help="`json` prints all fields, for tools.")
    ] = RulesFormat.TEXT,
) -> None:
    """List the rules of the linter by name, with profile and severity."""
    from storycontract.lint.catalogue import RULES  # noqa: PLC0415 - what only this verb needs

    listed = sorted(RULES, key=lambda rule: rule.name)
    render = _render_json if output_format is RulesFormat.JSON else _render_text
    typer.echo(render(listed), nl=False)


def _render_text(listed: "Sequence[LintRule]") -> str:
    from storycontract.lint.rule_page import narrowest_profile  # noqa: PLC0415 - what only this verb needs

    width = max(len(rule.name) for rule in listed)
    lines = [
        f"{rule.name:<{width}}  {narrowest_profile(rule) or 'none':<11}  {rule.severity:<7}  {rule.problem}"
        for rule in listed
    ]
    total = f"{len(listed)} rules; `storycontract explain RULE` says why one is there"
    return "\n".join([*lines, total]) + "\n"


def _render_json(listed: "Sequence[LintRule]") -> str:
    entries = [
        {
            "name": rule.name,
            "severity": rule.severity.value,
            "profiles": sorted(rule.profiles),
            "languages": None if rule.languages is None else sorted(rule.languages),
            "muted_on": sorted(rule.muted_on),
            "structural": rule.structural,
            "problem": rule.problem,
            "why": rule.why,
            "help": rule.fix,
        }
        for rule in listed
    ]
    return json.dumps({"rules": entries}, indent=2, ensure_ascii=False) + "\n"
