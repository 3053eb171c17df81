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


def test_every_verdict_is_counted(read_contract: ReadContract) -> None:
    judged = [judge_story(story, ()) for story in read_contract(BUY).stories]

    assert count_verdicts(judged) == {
        StoryVerdict.FAILING: 0,
        StoryVerdict.UNPROVEN: 0,
        StoryVerdict.UNSPECIFIED: 1,
        StoryVerdict.UNSTARTED: 0,
        StoryVerdict.DONE: 0,
    }
