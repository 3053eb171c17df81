"""Which findings bring the change that would mend them, and which of these are safe."""

from collections.abc import Callable, Sequence

import pytest

from storycontract.lint.catalogue import RULES
from storycontract.lint.finding import Finding
from storycontract.lint.repair import Edit
from storycontract.lint.rule import LintRule

LintExample = Callable[[str, Sequence[LintRule]], tuple[Finding, ...]]
BY_NAME = {rule.name: rule for rule in RULES}


@pytest.mark.parametrize(
    ("language", "lines", "edit"),
    [
        ("en", ["Feature: F", "Scenario: S", "Given a", "Given b"], Edit(5, 1, 5, 6, "And")),
        (
            "de",
            ["Funktionalität: F", "Szenario: S", "Angenommen a", "Angenommen b"],
            Edit(5, 1, 5, 11, "Und"),
        ),
    ],
)
def test_a_repeated_keyword_becomes_and_without_any_case_changing(
    language: str, lines: list[str], edit: Edit, lint_example: LintExample
) -> None:
    text = "\n".join([f"# language: {language}", *lines, ""])

    (found,) = lint_example(text, [BY_NAME["use-and"]])

    assert found.repair is not None
    assert found.repair.is_safe
    assert found.repair.edits == (edit,)


def test_taking_a_row_away_is_not_safe(lint_example: LintExample) -> None:
    rule = BY_NAME["duplicate-example-row"]

    (found,) = lint_example(rule.breaks, [rule])

    assert found.repair is not None
    assert not found.repair.is_safe
    assert found.repair.edits[0].text == ""
