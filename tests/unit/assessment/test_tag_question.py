"""A gate that goes by tags passes no story over because of a slip in them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycontract.assessment.gate_policy import read_policy
from storycontract.assessment.tag_question import list_tags
from storycontract.contract.contract import Contract
from storycontract.contract.identity import collect_stories
from storycontract.gherkin_reader.parsing import parse_feature
from storycontract.report.stories import StoryEntry
from storycontract.report.stories_entry import describe_story
from storycontract.verdict.judgement import StoryJudgement, StoryVerdict

SCENARIO = "Scenario: Pay\nWhen Ann pays 20 EUR\nThen the order is confirmed\n"


def read_entries(text: str) -> dict[str, StoryEntry]:
    file = parse_feature(text.encode(), "features/shop.feature")
    contract = Contract(collect_stories([file]), (file,))
    return {
        story.id: describe_story(
            StoryJudgement(
                id=story.id,
                title=story.title,
                location=story.location,
                verdict=StoryVerdict.UNSTARTED,
                story=story,
                criteria=(),
                reasons=(),
            )
        )
        for story in contract.stories
    }


def read_entry(on_story: str, on_scenario: str = "") -> StoryEntry:
    text = f"@story:SHOP-1 {on_story}\nFeature: Shop\n{on_scenario}\n{SCENARIO}"
    return read_entries(text)["SHOP-1"]


def selects(require: str, on_story: str, on_scenario: str = "") -> bool:
    return read_policy(require).selects(read_entry(on_story, on_scenario))


@pytest.mark.parametrize(
    ("require", "on_story", "on_scenario"),
    [
        ("@release:2", "@release:1 @release:2", ""),
        ("@release:1 and @release:2", "@release:1 @release:2", ""),
        ("not @release:1", "@release:1 @release:2", ""),
        ("not @priority:wont", "@priority:wont @priority:must", ""),
        ("@release:2", "@release:1", "@release:2"),
        ("@release:2 and not @priority:wont", "@priority:wont @release:2", "@priority:must"),
        ("must", "@priority:should", "@priority:must"),
        ("must", "@priority:Must", ""),
        ("must", "@Priority:must", ""),
        ("must", "@priority:high", ""),
        ("@priority:must", "@priority:musst @release:1", ""),
        ("must", "@priority:", ""),
        ("@release:RC1", "@release:rc1", ""),
        ("@Release:2", "@release:2", ""),
        ("@release:2", "@release:", ""),
        ("@release:2", "@release: @owner:ann", ""),
        ("@release:2", "@release:1,2", ""),
        ("@release:1", "@release:1;2", ""),
        ("not @release:1", "@release:1 @release:1,2", ""),
        ("@SMOKE", "@smoke", ""),
    ],
)
def test_in_doubt_a_story_is_asked_for_and_the_answer_says_why(
    require: str, on_story: str, on_scenario: str
) -> None:
    policy = read_policy(require)
    entry = read_entry(on_story, on_scenario)

    assert policy.selects(entry)
    assert (policy.explain_doubt(entry) or "").startswith("it is asked for in doubt, since it carries `@")


@pytest.mark.parametrize(
    ("require", "on_story", "on_scenario"),
    [
        ("@release:2", "@release:1", ""),
        ("@release:2", "@release:20 @release:2.1", ""),
        ("@release:2", "@release", ""),
        ("@release:2", "@sprint:", ""),
        ("must", "@priority:should", ""),
        ("must", "@priority:could @priority:wont", ""),
        ("must", "@owner:must", ""),
        ("@priority:high", "@priority:low", ""),
        ("not @priority:wont", "@priority:wont", ""),
        ("not @priority:wont", "@priority:wont @priority:wont", "@priority:wont"),
        ("not @smoke", "@smoke", ""),
        ("@smoke", "", "@smoke"),
        ("must", "@priority:should", "@priority:high"),
        ("@1", "@release:1,2", ""),
    ],
)
def test_what_the_tags_settle_is_no_doubt(require: str, on_story: str, on_scenario: str) -> None:
    assert not selects(require, on_story, on_scenario)
    assert read_policy(require).explain_doubt(read_entry(on_story, on_scenario)) is None


@pytest.mark.parametrize(
    ("require", "on_story"),
    [("@release:1", "@release:1 @release:2"), ("not @smoke", "@Smoke"), ("must", "@priority:must")],
)
def test_what_the_tags_in_effect_say_is_asked_for_without_a_word(require: str, on_story: str) -> None:
    assert selects(require, on_story)
    assert read_policy(require).explain_doubt(read_entry(on_story)) is None


def test_the_doubt_is_told_by_the_tags_it_comes_from() -> None:
    entry = read_entry("@release:1 @release:2 @owner:ann", "@release:3")

    assert read_policy("@release:2").explain_doubt(entry) == (
        "it is asked for in doubt, since it carries `@release:1`, `@release:2`, `@release:3`"
    )


def test_a_rule_may_say_something_else_than_its_feature() -> None:
    text = f"@release:1 @priority:must\nFeature: Shop\n@story:SHOP-1 @release:2\nRule: Pay\n{SCENARIO}"
    entry = read_entries(text)["SHOP-1"]

    assert read_policy("@release:2 and @priority:must").selects(entry)
    assert not read_policy("@release:1").selects(entry)
    assert entry.tags == ("story:SHOP-1", "release:2", "priority:must")


def test_a_rule_that_says_nothing_leaves_it_to_its_feature() -> None:
    text = f"@release:1\nFeature: Shop\n@story:SHOP-1 @release:\nRule: Pay\n{SCENARIO}"

    assert read_policy("@release:1").selects(read_entries(text)["SHOP-1"])


def test_a_draft_can_be_told_by_its_tag() -> None:
    assert "@draft" in list_tags(read_entry("@draft"))
    assert "@draft" not in list_tags(read_entry(""))


RELEASES = ("@release:1", "@release:2", "@release:", "@release", "@Release:2", "@RELEASE:1", "@release:1,2")
PRIORITIES = ("@priority:must", "@priority:wont", "@priority:Must", "@priority:high")
TAGS = st.sampled_from([*RELEASES, *PRIORITIES, "@owner:ann", "@owner:bob", "@ui", "@UI"])
KEYED = st.sampled_from(["@release:1", "@release:2", "@release:3", "@release:", "@Release:1"])


def _expressions(leaves: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.recursive(
        leaves | leaves.map(lambda text: f"not {text}"),
        lambda inner: (
            inner.map(lambda text: f"not ({text})")
            | st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
                lambda parts: f"({' '.join(parts)})"
            )
        ),
        max_leaves=5,
    )


WITHOUT_NOT = st.recursive(
    TAGS,
    lambda inner: st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(
        lambda parts: f"({' '.join(parts)})"
    ),
    max_leaves=5,
)
SOME = st.lists(TAGS, max_size=4)


@given(require=WITHOUT_NOT, tags=SOME, inside=SOME, more=TAGS, place=st.integers(0, 4))
def test_one_more_tag_never_takes_a_story_out_of_what_is_asked_for(
    require: str, tags: list[str], inside: list[str], more: str, place: int
) -> None:
    if selects(require, " ".join(tags), " ".join(inside)):
        assert selects(require, _add(tags, more, place), " ".join(inside))
        assert selects(require, " ".join(tags), _add(inside, more, place))


@given(require=_expressions(KEYED), tags=SOME, inside=SOME, more=KEYED, place=st.integers(0, 1))
def test_a_further_value_takes_no_story_out_even_behind_a_not(
    require: str, tags: list[str], inside: list[str], more: str, place: int
) -> None:
    tags = ["@release:1", *tags]
    if selects(require, " ".join(tags), " ".join(inside)):
        assert selects(require, _add(tags, more, place), " ".join(inside))
        assert selects(require, " ".join(tags), _add(inside, more, place))


@given(require=_expressions(TAGS), tags=SOME, inside=SOME)
def test_what_is_meant_by_the_tags_in_effect_is_always_asked_for(
    require: str, tags: list[str], inside: list[str]
) -> None:
    from cucumber_tag_expressions import parse  # noqa: PLC0415 - the reference

    entry = read_entry(" ".join(tags), " ".join(inside))
    is_meant = parse(require).evaluate(list_tags(entry))

    assert read_policy(require).selects(entry) >= is_meant


def _add(tags: Sequence[str], more: str, place: int) -> str:
    return " ".join((*tags[:place], more, *tags[place:]))
