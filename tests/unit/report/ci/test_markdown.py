"""Markdown for people: the summary of a step, and the text for a pull request."""

from collections.abc import Callable

import pytest
from tests.unit.report.ci.consumers import ZERO_WIDTH_SPACE, read_markdown

from storycontract.report.ci.answer import Answer
from storycontract.report.ci.github_summary import render_github_summary
from storycontract.report.ci.pull_request import ROOM_BYTES, render_pull_request
from storycontract.report.markdown import escape_text, render_code
from storycontract.report.stories import (
    BaseEntry,
    ComparisonEntry,
    MoveEntry,
    StoriesDocument,
    StoryEntry,
    TrendEntry,
    VerdictCounts,
)
from storycontract.verdict.judgement import StoryVerdict

MakeStory = Callable[..., StoryEntry]
MakeDocument = Callable[..., StoriesDocument]

BASE = BaseEntry(name="main", run="r1", at_utc="2026-11-20T10:00:00.000+00:00", commit="abc1234def")
LOST = MoveEntry(id="SHOP-1", title="Pay", before=StoryVerdict.DONE, after=StoryVerdict.FAILING)
GAINED = MoveEntry(id="SHOP-2", title="Search", before=None, after=StoryVerdict.DONE)
VANISHED = MoveEntry(id="SHOP-9", title="Wrap", before=StoryVerdict.DONE, after=None)
COUNTS = VerdictCounts(total=3, done=2, failing=0, unproven=1, unspecified=0, unstarted=0)
BEFORE = TrendEntry(
    run="r1", at_utc=BASE.at_utc, commit=None, is_full=True, counts=COUNTS, flaky=0, changed=0
)


@pytest.fixture
def document(make_document: MakeDocument, make_story: MakeStory) -> StoriesDocument:
    stories = (
        make_story(StoryVerdict.FAILING, owner="team-checkout"),
        make_story(StoryVerdict.DONE, id="SHOP-2"),
    )
    comparison = ComparisonEntry(base=BASE, lost=(LOST,), gained=(GAINED,), vanished=(VANISHED,))
    return make_document(*stories).model_copy(update={"comparison": comparison, "trend": (BEFORE,)})


def test_a_pull_request_shows_before_and_after(document: StoriesDocument) -> None:
    rendered = read_markdown(render_pull_request(Answer(document, secrets=())))

    assert rendered.texts["h3"] == "1 of 2 stories done"
    assert rendered.texts["strong"] == "Since main (2026-11-20, abc1234): 2 lost, 1 gained."
    assert "Before: 2 of 3 stories done." in rendered.plain
    assert rendered.rows[1:4] == [
        ["lost", "SHOP-1 Pay", "✓ Done", "✗ Not working", "2 scenarios have not been run"],
        ["vanished", "SHOP-9 Wrap", "✓ Done", "gone", ""],
        ["gained", "SHOP-2 Search", "", "✓ Done", ""],
    ]


def test_counts_of_a_partial_run_are_not_told_as_before(document: StoriesDocument) -> None:
    partial = BEFORE.model_copy(update={"is_full": False})

    text = render_pull_request(Answer(document.model_copy(update={"trend": (partial,)}), secrets=()))

    assert "Before:" not in text


def test_a_pull_request_that_moves_nothing_says_so(document: StoriesDocument) -> None:
    same = ComparisonEntry(base=BASE, lost=(), gained=(), vanished=())

    text = render_pull_request(Answer(document.model_copy(update={"comparison": same}), secrets=()))

    assert "Since main (2026-11-20, abc1234): no story lost, none gained." in text


def test_the_summary_names_verdict_reason_and_owner(document: StoriesDocument) -> None:
    rendered = read_markdown(render_github_summary(Answer(document, secrets=())))

    assert rendered.texts["h2"] == "1 of 2 stories done"
    assert rendered.rows[-1] == [
        "SHOP-1 Pay",
        "✗ Not working",
        "2 scenarios have not been run",
        "team-checkout",
    ]
    assert rendered.texts["summary"] == "Every reason, and where to look"
    assert "features/pay.feature:3" in rendered.texts["code"]


def test_a_pull_request_with_many_stories_fits_into_a_comment(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    title = "|" * 100
    stories = [make_story(StoryVerdict.FAILING, id=f"SHOP-{number}", title=title) for number in range(500)]

    text = render_pull_request(Answer(make_document(*stories), secrets=()))
    rendered = read_markdown(text)

    assert len(text.encode()) <= ROOM_BYTES
    assert rendered.tags["details"] == 1
    assert "more stories that are not done did not fit here." in rendered.plain


@pytest.mark.parametrize(
    "text",
    [
        "a | b \\| c \\",
        "`code` and ``more``",
        "<b>bold</b> &amp; <!-- gone -->",
        "*a* _b_ ~~c~~ **d**",
        "[a](b) ![c](d) [e]: f",
        "@team #12 GH-3 !4 www.x.example https://x.example a@b.example :tada:",
        "- entry",
        "1. entry",
        "10) entry",
        "# heading",
        "---",
    ],
)
@pytest.mark.parametrize("render", [escape_text, render_code])
def test_text_is_shown_letter_by_letter(text: str, render: Callable[[str], str]) -> None:
    rendered = read_markdown(f"| |\n|---|\n| {render(text)} |\n\n- {render(text)}\n")

    shown = [cell.replace(ZERO_WIDTH_SPACE, "") for row in rendered.rows for cell in row]
    assert shown == ["", text]
    assert rendered.texts["ul"].replace(ZERO_WIDTH_SPACE, "").strip() == text
    assert set(rendered.tags) <= {"table", "thead", "tbody", "tr", "th", "td", "ul", "li", "code"}
