"""Trends: how it went over time, each as a picture with the same numbers in a table."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from storycontract.report.page.columns import LARGE, Column, ColumnChart, draw_columns
from storycontract.report.page.moments import parse_moment, say_day
from storycontract.report.page.page_sources import PageSources
from storycontract.report.page.wording import count_stories
from storycontract.report.stories import RunReference, StoriesDocument, StoryEntry, TrendEntry
from storycontract.verdict.judgement import StoryVerdict

_LEAST_STATES = 2
_LEAST_DONE = 3
_FLAKY_SHOWN = 10
_COMMIT_SHOWN = 7
_SPANS = ((1, "within a day"), (7, "within a week"), (30, "within 30 days"))
_LEFT_DAYS = ((-1, "over"), (7, "within 7 days"), (30, "within 30 days"))


@dataclass(frozen=True, slots=True)
class Trend:
    """One question about the past: what is to be seen in a sentence, a picture, and the numbers.

    `chart` is None where a table says it all.
    """

    title: str
    sentence: str
    chart: ColumnChart | None
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def list_trends(document: StoriesDocument, sources: PageSources) -> tuple[Trend, ...]:
    """List all trends there is enough history for."""
    trends: list[Trend] = []
    if len(document.trend) >= _LEAST_STATES:
        trends.append(_show_verdicts(document.trend))
        lost = _count_lost(document.stories)
        trends += _show_counts(
            "Stories lost", "failing", document.trend, [lost[it.run] for it in document.trend]
        )
        flaky = [entry.flaky for entry in document.trend]
        trends += _show_counts("Stories that worked only sometimes", "unproven", document.trend, flaky)
        changed = [entry.changed for entry in document.trend]
        trends += _show_counts("Stories whose text changed", "unspecified", document.trend, changed)
    trends += _show_flaky(document.stories, sources)
    trends += _show_lead_times(document)
    trends += _show_waivers(document)
    return tuple(trends)


def _show_verdicts(trend: Sequence[TrendEntry]) -> Trend:
    columns = [
        Column(
            _name_state(entry),
            tuple(
                (verdict.value, getattr(entry.counts, verdict.value)) for verdict in reversed(StoryVerdict)
            ),
            is_faint=not entry.is_full,
        )
        for entry in trend
    ]
    first, last = trend[0].counts, trend[-1].counts
    partial = sum(not entry.is_full for entry in trend)
    note = f" Pale: only a part was run ({partial} of {len(trend)})." if partial else ""
    return Trend(
        title="Stories by verdict",
        sentence=f"From {first.done} of {first.total} done to {last.done} of {last.total}.{note}",
        chart=draw_columns(columns, LARGE),
        head=("When", "Commit", *(verdict.label for verdict in reversed(StoryVerdict)), "Run"),
        rows=tuple(
            (
                say_day(entry.at_utc),
                (entry.commit or "")[:_COMMIT_SHOWN],
                *(str(getattr(entry.counts, verdict.value)) for verdict in reversed(StoryVerdict)),
                "full" if entry.is_full else "partial",
            )
            for entry in reversed(trend)
        ),
    )


def _show_counts(
    title: str, look: str, trend: Sequence[TrendEntry], counts: Sequence[int]
) -> Iterator[Trend]:
    if not any(counts):
        return
    columns = [
        Column(_name_state(entry), ((look, count),)) for entry, count in zip(trend, counts, strict=True)
    ]
    worst = max(counts)
    yield Trend(
        title=title,
        sentence=f"{sum(counts)} in {len(counts)} states of the code, at most {worst} at once.",
        chart=draw_columns(columns),
        head=("When", "Stories"),
        rows=tuple(
            (say_day(entry.at_utc), str(count))
            for entry, count in reversed(list(zip(trend, counts, strict=True)))
            if count
        ),
    )


def _count_lost(stories: Sequence[StoryEntry]) -> Counter[str]:
    lost: Counter[str] = Counter()
    for story in stories:
        for before, after in pairwise(story.history):
            if before.verdict is StoryVerdict.DONE and after.verdict is not StoryVerdict.DONE:
                lost[after.run] += 1
    return lost


def _show_flaky(stories: Sequence[StoryEntry], sources: PageSources) -> Iterator[Trend]:
    flaky = sorted((story for story in stories if story.states_flaky), key=lambda story: -story.states_flaky)
    if not flaky:
        return
    shown = flaky[:_FLAKY_SHOWN]
    more = f" The first {len(shown)} of them:" if len(flaky) > len(shown) else ""
    yield Trend(
        title="Which stories work only sometimes",
        sentence=f"{count_stories(len(flaky))} worked only sometimes on some state of the code.{more}",
        chart=None,
        head=("Story", "Title", "States of the code"),
        rows=tuple(
            (story.id, sources.mask(story.title), f"{story.states_flaky} of {story.states_seen}")
            for story in shown
        ),
    )


def _show_lead_times(document: StoriesDocument) -> Iterator[Trend]:
    days = [
        found
        for story in document.stories
        if (found := _count_days(story.first_ready, story.first_done)) is not None
    ]
    waiting = sum(story.first_ready is not None and story.first_done is None for story in document.stories)
    if len(days) < _LEAST_DONE:
        return
    counted = Counter(_name_span(each) for each in days)
    names = [*(name for _, name in _SPANS), "later"]
    rows = [(name, counted[name], "done") for name in names] + [("not yet", waiting, "unstarted")]
    middle = median(days)
    said = "within a day" if middle < 1 else f"within {middle:.0f} {'day' if round(middle) == 1 else 'days'}"
    yield Trend(
        title="From ready to done",
        sentence=f"Of {len(days)} stories that ever were done, half were so {said} of being ready.",
        chart=draw_columns([Column(name, ((look, count),)) for name, count, look in rows]),
        head=("Done", "Stories"),
        rows=tuple((name, str(count)) for name, count, _ in rows),
    )


def _show_waivers(document: StoriesDocument) -> Iterator[Trend]:
    now = parse_moment(document.generated_utc)
    waivers = [(story, waiver) for story in document.stories for waiver in story.waivers]
    if not waivers or now is None:
        return
    left = [(parse_moment(waiver.expires), story, waiver) for story, waiver in waivers]
    counted: Counter[str] = Counter()
    for end, _, _ in left:
        days = (end.date() - now.date()).days if end is not None else 0
        counted[next((name for most, name in _LEFT_DAYS if days <= most), "later")] += 1
    names = [name for _, name in _LEFT_DAYS] + (["later"] if counted["later"] else [])
    ordered = sorted(waivers, key=lambda pair: pair[1].expires)
    yield Trend(
        title="Waivers by when they end",
        sentence=f"{len(waivers)} in force; the next ends on {say_day(ordered[0][1].expires)}.",
        chart=draw_columns([Column(name, (("unproven", counted[name]),)) for name in names]),
        head=("Ends", "Story", "Who answers"),
        rows=tuple((say_day(waiver.expires), story.id, waiver.owner) for story, waiver in ordered),
    )


def _name_state(entry: TrendEntry) -> str:
    return say_day(entry.at_utc)


def _count_days(start: RunReference | None, end: RunReference | None) -> float | None:
    if start is None or end is None:
        return None
    first, last = parse_moment(start.at_utc), parse_moment(end.at_utc)
    if first is None or last is None:
        return None
    return max(0.0, (last - first).total_seconds() / 86_400)


def _name_span(days: float) -> str:
    return next((name for most, name in _SPANS if days <= most), "later")
