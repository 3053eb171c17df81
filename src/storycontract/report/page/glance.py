"""The first glance: how many stories are done, what was lost and gained, and whether that can be trusted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storycontract.report.page.moments import say_day, say_moment
from storycontract.report.page.page_sources import PageSources
from storycontract.report.page.wording import count_stories
from storycontract.report.run_note import Note, find_last_run, note_runs
from storycontract.report.stories import MoveEntry, RunEntry, StoriesDocument
from storycontract.report.terminal import say_headline
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import StoryVerdict

BAR_WIDTH = 1000
_COMMIT_SHOWN = 7
_NARROWEST = 6
_UNTRIED = {CaseVerdict.STALE, CaseVerdict.NOT_RUN, CaseVerdict.UNREADABLE}


@dataclass(frozen=True, slots=True)
class BarPart:
    """The stories of one verdict; `x` and `width` are thousandths of the bar."""

    verdict: StoryVerdict
    count: int
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Move:
    """Stories lost, gained or gone since the base, in a sentence; `stories` are ids and titles."""

    look: str
    sentence: str
    stories: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TrustFact:
    """One thing on which it rests whether to believe the page; `is_good` is None where it is neither."""

    text: str
    is_good: bool | None = None


@dataclass(frozen=True, slots=True)
class Banner:
    """What has to be known before anything else; `place` is where it is written."""

    text: str
    command: str = ""
    place: str = ""
    stories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Glance:
    """All of the first glance."""

    product: str
    headline: str
    total: int
    bar: tuple[BarPart, ...]
    moves: tuple[Move, ...]
    comparison: str
    trust: tuple[TrustFact, ...]
    banners: tuple[Banner, ...]
    notes: tuple[str, ...]


def take_glance(document: StoriesDocument, sources: PageSources) -> Glance:
    """Say of a document what is to be seen first."""
    # Remarks are shown with links to the stories they are about.
    headline = say_headline(document.counts)
    notes = tuple(note_runs(document.model_copy(update={"remarks": ()})))
    return Glance(
        product=sources.mask(document.product),
        headline=f"{headline[:1].upper()}{headline[1:]}",
        total=document.counts.total,
        bar=tuple(_iter_bar(document)),
        moves=tuple(_iter_moves(document, sources)),
        comparison=sources.mask(_say_base(document)),
        trust=tuple(_iter_trust(document, sources)),
        banners=tuple(_iter_banners(document, notes, sources)),
        notes=tuple(sources.mask(note.text) for note in notes if not note.is_warning),
    )


def _iter_bar(document: StoriesDocument) -> Iterator[BarPart]:
    total = document.counts.total
    shown = [(verdict, getattr(document.counts, verdict.value)) for verdict in reversed(StoryVerdict)]
    shown = [(verdict, count) for verdict, count in shown if count]
    # What is rare must not vanish: it takes its width from the others.
    widths = [max(_NARROWEST, BAR_WIDTH * count // total) for _, count in shown]
    if widths:
        widths[widths.index(max(widths))] += BAR_WIDTH - sum(widths)
    x = 0
    for (verdict, count), width in zip(shown, widths, strict=True):
        yield BarPart(verdict, count, x, width)
        x += width


def _iter_moves(document: StoriesDocument, sources: PageSources) -> Iterator[Move]:
    comparison = document.comparison
    if comparison is None:
        return
    if comparison.lost:
        yield _make_move("failing", "lost", comparison.lost, sources)
    if comparison.vanished:
        yield _make_move("failing", "gone that was done", comparison.vanished, sources)
    if comparison.gained:
        yield _make_move("done", "gained", comparison.gained, sources)


def _make_move(look: str, word: str, moves: tuple[MoveEntry, ...], sources: PageSources) -> Move:
    if word.startswith("gone") and len(moves) > 1:
        word = "gone that were done"
    stories = tuple((move.id, sources.mask(move.title)) for move in moves)
    return Move(look, f"{count_stories(len(moves))} {word}", stories)


def _say_base(document: StoriesDocument) -> str:
    comparison = document.comparison
    if comparison is None:
        return ""
    since = f"since {comparison.base.name} ({say_day(comparison.base.at_utc)})"
    has_moved = comparison.lost or comparison.gained or comparison.vanished
    return since if has_moved else f"No story lost or gained {since}"


def _iter_trust(document: StoriesDocument, sources: PageSources) -> Iterator[TrustFact]:
    last = find_last_run(document)
    if document.environments != ("default",):
        yield TrustFact(f"in {', '.join(document.environments)}")
    if last is None:
        yield TrustFact("Nothing has been run yet", is_good=False)
        return
    ended = last.ended_utc or last.started_utc
    if ended is not None:
        yield TrustFact(f"Last run {say_moment(ended)}")
    if last.commit is not None:
        yield TrustFact(f"Commit {last.commit[:_COMMIT_SHOWN]}{' with local changes' if last.dirty else ''}")
    if last.product_version is not None:
        yield TrustFact(sources.mask(f"Version {last.product_version}"))
    yield from _judge_run(last)
    yield _judge_cases(document)


def _judge_run(last: RunEntry) -> Iterator[TrustFact]:
    is_full = last.selection is not None and last.selection.is_full
    if last.shard is not None and last.shard.total > 1:
        yield TrustFact(f"Part {last.shard.index} of {last.shard.total}")
    yield TrustFact("Full run" if is_full else "Partial run", is_good=is_full)
    yield TrustFact("Complete" if last.complete else "Incomplete", is_good=last.complete)


def _judge_cases(document: StoriesDocument) -> TrustFact:
    verdicts = [
        case.verdict for story in document.stories for criterion in story.criteria for case in criterion.cases
    ]
    stale = sum(verdict is CaseVerdict.STALE for verdict in verdicts)
    if stale:
        return TrustFact(f"{stale} of {len(verdicts)} scenarios last tried on older code", is_good=False)
    untried = sum(verdict in _UNTRIED for verdict in verdicts)
    tried = f"{len(verdicts) - untried} of {len(verdicts)} scenarios tried on this code"
    return TrustFact(tried, is_good=not untried and bool(verdicts))


def _iter_banners(document: StoriesDocument, notes: Sequence[Note], sources: PageSources) -> Iterator[Banner]:
    for note in notes:
        if note.is_warning:
            yield Banner(sources.mask(note.text), sources.mask(note.command or ""))
    for remark in document.remarks:
        place = "" if remark.path is None else f"{remark.path}:{remark.line}" if remark.line else remark.path
        text = f"{remark.sentence[:1].upper()}{remark.sentence[1:].removesuffix('.')}."
        yield Banner(sources.mask(text), place=place, stories=remark.stories)
