"""Which comments silence which rules."""

import pytest

from storycontract.contract.feature import Comment
from storycontract.contract.location import Location
from storycontract.lint.suppression import Suppression, parse_suppression

PLACE = Location("a.feature", 2)
STRUCTURAL = frozenset({"empty-scenario"})


def parse(text: str) -> Suppression | None:
    return parse_suppression(Comment(text, PLACE), STRUCTURAL)


def test_rules_and_reason_are_read() -> None:
    found = parse("# storycontract: ignore[rule-a, rule-b] -- a panel -- of four -- judges this")

    assert found == Suppression(("rule-a", "rule-b"), (), "a panel -- of four -- judges this", PLACE)


@pytest.mark.parametrize(
    "text",
    [
        "# storycontract: ignore[rule-a]",
        "# storycontract: ignore[rule-a] --",
        "# storycontract: ignore[rule-a] -- ...",
        "# storycontract: ignore[rule-a] because of the panel",
    ],
)
def test_a_reason_needs_dashes_and_a_word(text: str) -> None:
    assert parse(text) == Suppression(("rule-a",), (), None, PLACE)


def test_structural_rules_are_refused_by_name() -> None:
    assert parse("# storycontract: ignore[rule-a, empty-scenario] -- later") == Suppression(
        ("rule-a", "empty-scenario"), ("empty-scenario",), "later", PLACE
    )


@pytest.mark.parametrize(
    "text", ["# a remark", "# storycontract: ignore everything", "# ignore[rule-a] -- x"]
)
def test_other_comments_silence_nothing(text: str) -> None:
    assert parse(text) is None
