"""The badge and its endpoint."""

from collections.abc import Callable

import pytest
from tests.unit.report.ci.consumers import read_badge, read_shields

from storycontract.report.ci.answer import Answer
from storycontract.report.ci.badge import render_badge, render_shields
from storycontract.report.stories import StoriesDocument, StoryEntry
from storycontract.verdict.judgement import StoryVerdict

GREEN = "#1a7f37"

MakeStory = Callable[..., StoryEntry]
MakeDocument = Callable[..., StoriesDocument]


@pytest.mark.parametrize(
    ("verdicts", "headline", "words"),
    [
        ([], "no story found", "nothing to show"),
        ([StoryVerdict.DONE], "1 of 1 story done", "all of them"),
        ([StoryVerdict.DONE, StoryVerdict.UNPROVEN], "1 of 2 stories done", "1 not proven"),
        ([StoryVerdict.UNPROVEN, StoryVerdict.FAILING], "0 of 2 stories done", "1 not working"),
    ],
    ids=["no story", "all done", "one not proven", "one not working"],
)
def test_a_badge_says_in_words_what_its_colour_says(
    make_document: MakeDocument,
    make_story: MakeStory,
    verdicts: list[StoryVerdict],
    headline: str,
    words: str,
) -> None:
    answer = Answer(make_document(*map(make_story, verdicts)), secrets=())

    endpoint = read_shields(render_shields(answer))
    is_green = GREEN in render_badge(answer)

    assert read_badge(render_badge(answer)) == (f"{headline}: {words}", [headline, words])
    assert (endpoint["label"], endpoint["message"]) == (headline, words)
    assert is_green == (endpoint["color"] == GREEN) == (words == "all of them")
