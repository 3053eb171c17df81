"""The list of stories: one row each, in groups, worst first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from storycontract.report.page.moments import say_day
from storycontract.report.page.page_sources import PageSources
from storycontract.report.page.story_details import make_issue_link
from storycontract.report.page.wording import say_flags
from storycontract.report.stories import StoriesDocument, StoryEntry
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import StoryVerdict
from storycontract.verdict.roll_up import Dimension
from storycontract.verdict.wording import CHANGED_SINCE

_RANK = {verdict: rank for rank, verdict in enumerate(StoryVerdict)}
_REASONS_SHOWN = 2
_NO_GROUP = {
    Dimension.EPIC: "No epic",
    Dimension.OBJECTIVE: "No objective",
    Dimension.RELEASE: "No release",
    Dimension.OWNER: "No owner",
}


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One story at first glance; `number` is its place in the document, from 0."""

    number: int
    id: str
    shown_id: str
    title: str
    verdict: StoryVerdict
    reason: str
    flags: tuple[str, ...]
    since: str
    link: str
    was: tuple[str, ...]
    groups: tuple[tuple[str, str], ...]

    @property
    def owner(self) -> str:
        """Who answers for it; empty where nobody is named."""
        return dict(self.groups).get(Dimension.OWNER, "")


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Stories that share an epic (or what stories are grouped by), worst first.

    `key` is the name as it is written, empty for those that name none; `name` says that, too.
    """

    key: str
    name: str
    rows: tuple[StoryRow, ...]

    @property
    def done(self) -> int:
        """How many of them are done."""
        return sum(row.verdict is StoryVerdict.DONE for row in self.rows)


@dataclass(frozen=True, slots=True)
class StoryList:
    """All groups of the first grouping; `dimensions` are those that at least one story uses, with names."""

    groups: tuple[RowGroup, ...]
    grouped_by: str
    dimensions: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def rows(self) -> tuple[StoryRow, ...]:
        """All rows, in the order of the groups."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def is_dated(self) -> bool:
        """Tell whether it is known of any story since when it is so."""
        return any(row.since for row in self.rows)


def list_stories(document: StoriesDocument, sources: PageSources) -> StoryList:
    """List all stories, grouped by the first of epic, objective and release that any of them names."""
    titles = Counter(story.title for story in document.stories)
    rows = [
        _make_row(number, story, sources, is_alone=titles[story.title] == 1)
        for number, story in enumerate(document.stories)
    ]
    dimensions = tuple(_iter_dimensions(rows))
    # Whoever owns stories knows them; all others ask what they are for.
    dimension = next((name for name, _ in dimensions if name != Dimension.OWNER), "")
    return StoryList(tuple(_group(rows, dimension)), dimension, dimensions)


def _iter_dimensions(rows: Iterable[StoryRow]) -> Iterator[tuple[str, tuple[str, ...]]]:
    used: dict[str, dict[str, None]] = {dimension.value: {} for dimension in Dimension}
    for row in rows:
        for dimension, name in row.groups:
            used[dimension][name] = None
    for dimension, names in used.items():
        if names:
            yield dimension, tuple(sorted(names, key=str.casefold))


def _group(rows: Iterable[StoryRow], dimension: str) -> Iterator[RowGroup]:
    by_name: dict[str, list[StoryRow]] = {}
    for row in rows:
        by_name.setdefault(dict(row.groups).get(dimension, ""), []).append(row)
    ordered = sorted(
        ((name, sorted(group, key=_hurts)) for name, group in by_name.items()),
        key=lambda pair: (_hurts(pair[1][0]), not pair[0], pair[0].casefold()),
    )
    missing = _NO_GROUP[Dimension(dimension)] if dimension else ""
    for name, group in ordered:
        yield RowGroup(name, name or missing, tuple(group))


def _hurts(row: StoryRow) -> int:
    return _RANK[row.verdict]


def _make_row(number: int, story: StoryEntry, sources: PageSources, *, is_alone: bool) -> StoryRow:
    mask = sources.mask
    # Without an id nothing else tells two stories of one title apart.
    where = f" · in `{story.path}`" if story.id_is_derived and not is_alone else ""
    named = [
        (Dimension.EPIC, story.epic),
        (Dimension.OBJECTIVE, story.objective),
        (Dimension.RELEASE, story.release),
        (Dimension.OWNER, story.owner),
    ]
    return StoryRow(
        number=number,
        id=story.id,
        shown_id="" if story.id_is_derived else story.id,
        title=mask(story.title),
        verdict=story.verdict,
        reason=mask(say_reason(story) + where),
        flags=tuple(mask(flag) for flag in say_flags(story)),
        since=say_since_when(story),
        link=make_issue_link(story, sources),
        was=story.was,
        groups=tuple((dimension.value, mask(name)) for dimension, name in named if name),
    )


def say_reason(story: StoryEntry) -> str:
    """Say in one plain line why a story is not done, or what shows that it is."""
    if story.verdict is StoryVerdict.DONE:
        count = sum(len(criterion.cases) for criterion in story.criteria)
        return "its only scenario works" if count == 1 else f"all {count} scenarios work"
    reasons = list(story.reasons)
    if story.verdict is StoryVerdict.UNSPECIFIED:
        # What is not ready is not expected to have been run.
        reasons = [reason for reason in reasons if reason.code != CaseVerdict.NOT_RUN] or reasons
    sentences = [_shorten(reason.sentence) for reason in reasons[:_REASONS_SHOWN]]
    left = len(reasons) - len(sentences)
    if left:
        sentences.append(f"{left} more {'reason' if left == 1 else 'reasons'}")
    return " · ".join(sentences)


def say_since_when(story: StoryEntry) -> str:
    """Say since when a story has its verdict, as far as anybody has seen; empty where nobody has."""
    if story.verdict is StoryVerdict.DONE:
        return f"since {say_day(story.done_since.at_utc)}" if story.done_since else ""
    if story.broke_in is not None:
        return f"since {say_day(story.broke_in.at_utc)}"
    first = None
    for state in reversed(story.history):
        if state.verdict is not story.verdict:
            break
        first = state
    return f"since {say_day(first.at_utc)}" if first else ""


def _shorten(sentence: str) -> str:
    # Which files changed stands below; one change often makes many stories stale.
    start, joint, changes = sentence.partition(CHANGED_SINCE)
    advice = changes.partition(" — ")[2]
    return f"{start} — {advice}" if joint and advice else start
