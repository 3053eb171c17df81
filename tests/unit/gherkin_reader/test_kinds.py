"""The kind of each step."""

from storycontract.contract.step import StepKind
from storycontract.gherkin_reader.kinds import resolve_kinds


def kinds(*types: str) -> list[StepKind]:
    return resolve_kinds(types)


def test_each_kind_is_told_by_its_keyword() -> None:
    assert kinds("Context", "Action", "Outcome") == [StepKind.CONTEXT, StepKind.ACTION, StepKind.OUTCOME]


def test_conjunctions_and_unknown_keywords_keep_the_kind_above() -> None:
    assert kinds("Action", "Conjunction", "Unknown") == [StepKind.ACTION] * 3


def test_the_first_step_is_context_where_its_keyword_does_not_say() -> None:
    assert kinds("Unknown", "Conjunction") == [StepKind.CONTEXT] * 2


def test_steps_go_on_from_the_kind_above() -> None:
    assert resolve_kinds(["Conjunction", "Outcome"], StepKind.ACTION) == [StepKind.ACTION, StepKind.OUTCOME]
