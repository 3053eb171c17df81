"""Which comments silence which rules, and where."""

import pytest

from storycontract.contract.feature import Comment
from storycontract.contract.location import Location
from storycontract.lint.outline import Element, Outline
from storycontract.lint.suppression import Suppression, parse_suppressions

STRUCTURAL = frozenset({"empty-scenario"})
OUTLINE = Outline((Element(keyword_line=3, first_line=3, end_line=7, story_ids=(), criterion_id=None),))


def parse(*texts: str) -> tuple[Suppression, ...]:
    comments = [Comment(text, Location("a.feature", line)) for line, text in enumerate(texts, start=2)]
    return parse_suppressions(comments, OUTLINE, STRUCTURAL)


def test_rules_and_reason_are_read() -> None:
    (found,) = parse("# storycontract: ignore[rule-a, rule-b] -- a panel -- of four -- judges this")

    assert (found.rules, found.reason) == (("rule-a", "rule-b"), "a panel -- of four -- judges this")


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
    (found,) = parse(text)

    assert (found.rules, found.reason) == (("rule-a",), None)
    assert not found.silences("rule-a", 3)


def test_structural_rules_are_refused_by_name() -> None:
    (found,) = parse("# storycontract: ignore[rule-a, empty-scenario] -- later")

    assert found.refused == ("empty-scenario",)


@pytest.mark.parametrize("text", ["# a remark", "# ignore[rule-a] -- x"])
def test_other_comments_silence_nothing(text: str) -> None:
    assert parse(text) == ()


def test_the_next_element_is_silenced_and_nothing_behind_it() -> None:
    (found,) = parse("# storycontract: ignore[rule-a] -- why")

    assert [line for line in range(1, 9) if found.silences("rule-a", line)] == [3, 4, 5, 6]


def test_a_region_ends_where_its_rules_end() -> None:
    found, _ = parse(
        "# storycontract: ignore-start[rule-a] -- why",
        "# storycontract: ignore-end[rule-b]",
        "# storycontract: ignore-end[rule-a, rule-b]",
    )

    assert [line for line in range(1, 9) if found.silences("rule-a", line)] == [2, 3]


def test_a_region_goes_on_until_all_its_rules_have_ended() -> None:
    found, _ = parse(
        "# storycontract: ignore-start[rule-a, rule-b] -- why",
        "# storycontract: ignore-end[rule-a]",
        "# storycontract: ignore-end[rule-a, rule-b]",
    )

    assert [line for line in range(1, 9) if found.silences("rule-a", line)] == [2, 3]


def test_a_region_without_an_end_runs_to_the_end_of_the_file() -> None:
    (found,) = parse("# storycontract: ignore-start[rule-a] -- why")

    assert [line for line in range(1, 9) if found.silences("rule-a", line)] == [2, 3, 4, 5, 6, 7, 8]


def test_a_whole_file_is_silenced_from_its_first_line() -> None:
    (found,) = parse("# storycontract: ignore-file[rule-a] -- why")

    assert [line for line in range(1, 9) if found.silences("rule-a", line)] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_an_end_that_ends_nothing_is_not_understood() -> None:
    found = parse(
        "# storycontract: ignore-end[rule-a]",
        "# storycontract: ignore-start[rule-a, rule-b] -- why",
        "# storycontract: ignore-end[rule-a]",
        "# storycontract: ignore-end[rule-b, rule-a]",
        "# storycontract: ignore-end[rule-b, rule-a]",
    )

    assert [each.location.line for each in found if not each.is_understood] == [2, 4, 6]
