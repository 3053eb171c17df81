"""Stories counted by group."""

from collections.abc import Callable

from storycontract.contract.contract import Contract
from storycontract.verdict.judgement import StoryVerdict
from storycontract.verdict.roll_up import Dimension, count_verdicts, roll_up
from storycontract.verdict.story_verdict import judge_story

ReadContract = Callable[..., Contract]

BUY = "@story:A-1 @epic:checkout\nFeature: Buy\n"
PAY = "@story:A-2 @epic:checkout\nFeature: Pay\n"
FIND = "@story:A-3 @epic:catalogue\nFeature: Find\n"
HELP = "@story:A-4\nFeature: Help\n"


def test_stories_are_counted_by_group_and_those_without_one_come_last(read_contract: ReadContract) -> None:
    judged = [judge_story(story, ()) for story in read_contract(BUY, PAY, FIND, HELP).stories]

    groups = [
        (group.dimension, group.name, group.counts[StoryVerdict.UNSPECIFIED]) for group in roll_up(judged)
    ]

    assert groups == [
        (Dimension.EPIC, "catalogue", 1),
        (Dimension.EPIC, "checkout", 2),
        (Dimension.EPIC, None, 1),
    ]


def test_a_story_that_names_two_groups_counts_in_both(read_contract: ReadContract) -> None:
    both = "@story:A-5 @release:2.0 @release:2.1\nFeature: Return\n"
    judged = [judge_story(story, ()) for story in read_contract(both, BUY).stories]

    groups = [
        (group.name, group.counts[StoryVerdict.UNSPECIFIED])
        for group in roll_up(judged)
        if group.dimension is Dimension.RELEASE
    ]

    assert groups == [("2.0", 1), ("2.1", 1), (None, 1)]


def test_a_rule_that_is_a_story_counts_in_its_own_group_alone(read_contract: ReadContract) -> None:
    feature = "@story:A-6 @release:2.0\nFeature: Gifts\n  @story:A-7 @release:2.1\n  Rule: Wrapped\n"
    judged = [judge_story(story, ()) for story in read_contract(feature).stories]

    names = [group.name for group in roll_up(judged) if group.dimension is Dimension.RELEASE]

    assert names == ["2.0", "2.1"]
    assert {judgement.story.id for judgement in judged if judgement.story} == {"A-6", "A-7"}


def test_every_verdict_is_counted(read_contract: ReadContract) -> None:
    judged = [judge_story(story, ()) for story in read_contract(BUY).stories]

    assert count_verdicts(judged) == {
        StoryVerdict.FAILING: 0,
        StoryVerdict.UNPROVEN: 0,
        StoryVerdict.UNSPECIFIED: 1,
        StoryVerdict.UNSTARTED: 0,
        StoryVerdict.DONE: 0,
    }
