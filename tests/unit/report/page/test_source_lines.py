from collections.abc import Callable

import pytest

from storycontract.report.page.source_lines import SourceReader, split_lines
from storycontract.report.stories import CriterionEntry, NarrativeEntry, StoryEntry

MakeStory = Callable[..., StoryEntry]

TWO_RULES = """\
Feature: Shop
  Background:
    Given a shop

  @story:A
  Rule: First
    Scenario: One
      Then it works

  Rule: Of the feature
    Scenario: Two
      Then it works

  # about the third
  @story:B
  Rule: Third
"""


def make_criterion(story: StoryEntry, name: str, line: int, rule: str | None = None) -> CriterionEntry:
    return story.criteria[0].model_copy(update={"name": name, "line": line, "rule": rule, "cases": ()})


@pytest.fixture
def shop(make_story: MakeStory) -> dict[str, StoryEntry]:
    feature, first, third = (make_story(id=name, line=line) for name, line in (("F", 1), ("A", 6), ("B", 16)))
    return {
        "F": feature.model_copy(update={"criteria": (make_criterion(feature, "Two", 11, "Of the feature"),)}),
        "A": first.model_copy(update={"criteria": (make_criterion(first, "One", 7, "First"),)}),
        "B": third.model_copy(update={"criteria": ()}),
    }


def read(stories: dict[str, StoryEntry], name: str) -> list[tuple[int, tuple[str, ...]]]:
    reader = SourceReader(tuple(stories.values()), {"features/pay.feature": TWO_RULES})
    return [(part.first, part.lines) for part in reader.read(stories[name]).parts]


def test_a_story_alone_in_its_file_is_the_whole_file(make_story: MakeStory) -> None:
    story = make_story(line=1, criteria=())

    source = SourceReader((story,), {story.path: "Feature: Pay\r\n\r\n  As told\r\n"}).read(story)

    assert [(part.first, part.lines) for part in source.parts] == [(1, ("Feature: Pay", "", "  As told"))]
    assert source.note is None


def test_a_rule_that_is_a_story_takes_its_tags_and_ends_where_the_next_rule_begins(
    shop: dict[str, StoryEntry],
) -> None:
    ((first, lines),) = read(shop, "A")

    assert first == 5
    assert lines[0].strip() == "@story:A"
    assert lines[-1].strip() == "Then it works"
    assert len(lines) == 4


def test_a_rule_without_an_id_belongs_to_the_feature(shop: dict[str, StoryEntry]) -> None:
    parts = read(shop, "F")

    assert [first for first, _ in parts] == [1, 10]
    assert [line.strip() for line in parts[1][1]] == [
        "Rule: Of the feature",
        "Scenario: Two",
        "Then it works",
    ]


def test_the_comment_above_a_story_belongs_to_it(shop: dict[str, StoryEntry]) -> None:
    ((first, lines),) = read(shop, "B")

    assert first == 14
    assert lines[-1].strip() == "Rule: Third"


def test_a_file_that_is_gone_leaves_what_the_document_knows(make_story: MakeStory) -> None:
    narrative = NarrativeEntry(role=None, want=None, benefit=None, text="As a shopper\nI want to pay")
    story = make_story(narrative=narrative)

    source = SourceReader((story,), {}).read(story)

    assert source.note is not None
    assert "not here any more" in source.note
    assert source.parts[0].lines == ("Pay", "  As a shopper", "  I want to pay")
    assert source.parts[1].lines == ("  By card",)


def test_a_file_that_says_something_else_now_is_not_marked_with_what_is_known_of_another(
    make_story: MakeStory,
) -> None:
    story = make_story()

    source = SourceReader((story,), {story.path: "Feature: Pay\n\n\n  Scenario: By bill\n"}).read(story)

    assert source.note is not None
    assert "has changed since" in source.note


def test_lines_are_counted_as_gherkin_counts_them() -> None:
    assert split_lines("\ufeffa\r\nb\rc\n") == ["a", "b", "c"]
    assert split_lines("one\u2028same line\x0bstill") == ["one\u2028same line\x0bstill"]
    assert split_lines("") == [""]
