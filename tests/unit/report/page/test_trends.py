from collections.abc import Callable

import pytest

from storycontract.report.page.columns import LARGE, Column, draw_columns
from storycontract.report.page.page_sources import PageSources
from storycontract.report.page.trends import Trend, list_trends
from storycontract.report.stories import (
    HistoryEntry,
    RunReference,
    StoriesDocument,
    StoryEntry,
    TrendEntry,
    VerdictCounts,
    WaiverEntry,
)
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import StoryVerdict

MakeStory = Callable[..., StoryEntry]
MakeDocument = Callable[..., StoriesDocument]


def make_state(day: int, done: int, *, flaky: int = 0, is_full: bool = True) -> TrendEntry:
    return TrendEntry(
        run=f"run-{day}",
        at_utc=f"2026-11-{day:02}T10:00:00+00:00",
        commit="4f2a91c0d3",
        is_full=is_full,
        counts=VerdictCounts(total=4, done=done, failing=4 - done, unproven=0, unspecified=0, unstarted=0),
        flaky=flaky,
        changed=0,
    )


def make_moment(day: int) -> RunReference:
    return RunReference(run=f"run-{day}", at_utc=f"2026-11-{day:02}T10:00:00+00:00", commit=None)


def make_waiver(expires: str) -> WaiverEntry:
    return WaiverEntry(
        criterion="SHOP-1.1",
        verdicts=(CaseVerdict.FAILED,),
        reason="known",
        owner="Ann",
        ticket="T-1",
        expires=expires,
    )


def find_trend(document: StoriesDocument, title: str) -> Trend:
    return next(trend for trend in list_trends(document, PageSources()) if trend.title == title)


def test_without_history_there_is_no_trend(make_document: MakeDocument, make_story: MakeStory) -> None:
    document = make_document(make_story()).model_copy(update={"trend": (make_state(1, 2),)})

    assert list_trends(document, PageSources()) == ()


def test_verdicts_over_time_are_told_in_a_sentence_and_a_table_newest_first(
    make_document: MakeDocument,
) -> None:
    trend = (make_state(1, 1), make_state(2, 2, is_full=False), make_state(3, 3))
    document = make_document().model_copy(update={"trend": trend})

    told = find_trend(document, "Stories by verdict")

    assert told.sentence == "From 1 of 4 done to 3 of 4. Pale: only a part was run (1 of 3)."
    assert [row[0] for row in told.rows] == ["3 Nov 2026", "2 Nov 2026", "1 Nov 2026"]
    assert told.rows[1][-1] == "partial"
    assert told.chart is not None
    assert {bar.is_faint for bar in told.chart.bars} == {True, False}


def test_what_never_happened_has_no_picture(make_document: MakeDocument) -> None:
    document = make_document().model_copy(update={"trend": (make_state(1, 1), make_state(2, 2))})

    assert [trend.title for trend in list_trends(document, PageSources())] == ["Stories by verdict"]


def test_stories_lost_are_counted_at_the_state_that_lost_them(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    history = tuple(
        HistoryEntry(run=f"run-{day}", at_utc="", commit=None, verdict=verdict)
        for day, verdict in enumerate((StoryVerdict.DONE, StoryVerdict.FAILING, StoryVerdict.FAILING), 1)
    )
    trend = (make_state(1, 4), make_state(2, 3), make_state(3, 3))
    document = make_document(make_story(history=history)).model_copy(update={"trend": trend})

    assert find_trend(document, "Stories lost").rows == (("2 Nov 2026", "1"),)


def test_the_stories_that_work_only_sometimes_are_named_the_worst_first(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    document = make_document(
        make_story(id="A", states_flaky=1, states_seen=9), make_story(id="B", states_flaky=3, states_seen=4)
    )

    assert [row[0::2] for row in find_trend(document, "Which stories work only sometimes").rows] == [
        ("B", "3 of 4"),
        ("A", "1 of 9"),
    ]


def test_how_long_stories_take_from_ready_to_done_is_told_once_three_were_done(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    done = [make_story(first_ready=make_moment(1), first_done=make_moment(day)) for day in (1, 4, 20)]
    waiting = make_story(first_ready=make_moment(1))

    told = find_trend(make_document(*done, waiting), "From ready to done")

    assert told.sentence == "Of 3 stories that ever were done, half were so within 3 days of being ready."
    assert told.rows == (
        ("within a day", "1"),
        ("within a week", "1"),
        ("within 30 days", "1"),
        ("later", "0"),
        ("not yet", "1"),
    )
    assert list_trends(make_document(*done[:2]), PageSources()) == ()


def test_waivers_are_told_by_when_they_end(make_document: MakeDocument, make_story: MakeStory) -> None:
    waivers = tuple(make_waiver(day) for day in ("2026-12-20", "2026-11-22", "2026-11-30"))

    told = find_trend(make_document(make_story(waivers=waivers)), "Waivers by when they end")

    assert told.sentence == "3 in force; the next ends on 22 Nov 2026."
    assert [row[0] for row in told.rows] == ["22 Nov 2026", "30 Nov 2026", "20 Dec 2026"]


@pytest.mark.parametrize("count", [1, 8, 9, 60, 300])
def test_however_many_columns_there_are_they_stay_within_the_chart(count: int) -> None:
    chart = draw_columns(
        [Column(str(each), (("done", 3), ("failing", each % 3))) for each in range(count)], LARGE
    )

    assert max(bar.x + bar.width for bar in chart.bars) <= chart.width
    assert min(bar.y for bar in chart.bars) >= 0
    assert all(bar.width > 0 for bar in chart.bars)


def test_columns_of_nothing_draw_nothing() -> None:
    assert draw_columns([Column("a", (("done", 0),))]).bars == ()
