"""One story in full."""

from collections.abc import Callable

from storycontract.report.stories import CaseEntry, NarrativeEntry, StoriesDocument, StoryEntry
from storycontract.report.terminal_details import render_details
from storycontract.verdict.judgement import StoryVerdict

MakeStory = Callable[..., StoryEntry]
MakeDocument = Callable[..., StoriesDocument]


def test_a_story_is_shown_with_its_promises_and_what_is_known_of_them(
    make_document: MakeDocument, make_story: MakeStory, failing_case: CaseEntry
) -> None:
    story = make_story(
        StoryVerdict.FAILING,
        epic="checkout",
        owner="payments",
        narrative=NarrativeEntry(role=None, want=None, benefit=None, text="As a shopper\nI want to pay"),
        cases=(failing_case,),
    )

    shown = render_details(make_document(story), (story,), 80, colour=False, unicode=True)

    assert shown == (
        "✗ Not working    SHOP-1  Pay\n"
        "                 2 scenarios have not been run\n"
        "\n"
        "  As a shopper\n"
        "  I want to pay\n"
        "  epic checkout · owner payments\n"
        "  features/pay.feature:2\n"
        "\n"
        "  ✗ SHOP-1.1  By card\n"
        "    fails\n"
        "    Then the order is paid\n"
        "    features/pay.feature:6\n"
        "    AssertionError: expected `paid`\n"
    )
