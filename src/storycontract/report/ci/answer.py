"""The document as CI outputs tell it: what they show of it and nothing else, fit to be shown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from storycontract.report.ci.shown_text import ShownText
from storycontract.report.run_note import find_last_run, note_runs
from storycontract.report.sidecar_wording import say_waiver
from storycontract.report.stories import (
    CaseEntry,
    MoveEntry,
    StaleEntry,
    StoriesDocument,
    StoryEntry,
    VerdictCounts,
)
from storycontract.report.terminal import say_headline
from storycontract.report.terminal_details import CASE_LABELS, MANUAL_LABELS
from storycontract.report.terminal_history import list_flags, say_base, say_minute
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import StoryVerdict
from storycontract.verdict.wording import name_some

_SHOWN_COMMIT = 7
_LONGEST_STEP = 240


@dataclass(frozen=True, slots=True)
class CaseTold:
    """One case; `name` has the values of its row, `message` says why it did not pass."""

    name: str
    verdict: CaseVerdict
    label: str
    path: str
    line: int
    duration_ms: float
    message: str
    details: str


@dataclass(frozen=True, slots=True)
class ReasonTold:
    """Why a story is not done, and where to look; `step` is what ended there and what it said, or empty."""

    sentence: str
    step: str
    path: str
    line: int
    command: str | None


@dataclass(frozen=True, slots=True)
class StoryTold:
    """One story; `path` and `line` are where to look first, `beside` what else is to be known of it."""

    id: str
    title: str
    verdict: StoryVerdict
    path: str
    line: int
    epic: str | None
    owner: str | None
    reasons: tuple[ReasonTold, ...]
    beside: tuple[str, ...]

    @property
    def name(self) -> str:
        """Give id and title, once where they are the same."""
        return self.id if self.title in {"", self.id} else f"{self.id} {self.title}"


@dataclass(frozen=True, slots=True)
class MoveTold:
    """A story whose verdict is another than before; None where there is none."""

    id: str
    title: str
    before: StoryVerdict | None
    after: StoryVerdict | None
    reason: str


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """What was lost and gained since `base`; `before` is None where nobody counted then."""

    base: str
    before: VerdictCounts | None
    lost: tuple[MoveTold, ...]
    vanished: tuple[MoveTold, ...]
    gained: tuple[MoveTold, ...]


class Answer:
    """The document, told; texts are masked and clean, paths are from the root of the repository."""

    def __init__(
        self, document: StoriesDocument, *, secrets: Sequence[re.Pattern[str]], prefix: str = ""
    ) -> None:
        self._document = document
        self._shown = ShownText(secrets)
        self._prefix = prefix
        self.counts = document.counts

    @property
    def headline(self) -> str:
        """Say how many stories are done."""
        return say_headline(self.counts)

    @property
    def others(self) -> str:
        """Say how many stories have each verdict but done."""
        return say_others(self.counts)

    @cached_property
    def stories(self) -> tuple[StoryTold, ...]:
        """All stories, in the order of the document."""
        return tuple(self._tell_story(story) for story in self._document.stories)

    @property
    def unfinished(self) -> list[StoryTold]:
        """The stories that are not done, worst first."""
        order = list(StoryVerdict)
        left = [story for story in self.stories if story.verdict is not StoryVerdict.DONE]
        return sorted(left, key=lambda story: order.index(story.verdict))

    @cached_property
    def change(self) -> ChangeTold | None:
        """What was lost and gained; None where there is nothing to compare with."""
        comparison = self._document.comparison
        if comparison is None:
            return None
        return ChangeTold(
            base=self._shown.line(say_base(comparison)),
            before=next(
                (
                    entry.counts
                    for entry in self._document.trend
                    if entry.run == comparison.base.run and entry.is_full
                ),
                None,
            ),
            lost=self._tell_moves(comparison.lost),
            vanished=self._tell_moves(comparison.vanished),
            gained=self._tell_moves(comparison.gained),
        )

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What has to be known of the runs behind the verdicts."""
        return tuple(self._shown.line(note.text, note.command or "") for note in note_runs(self._document))

    @property
    def trust(self) -> str:
        """Say when and on what the newest run was."""
        last = find_last_run(self._document)
        if last is None:
            return "no run yet"
        whole = last.complete and last.selection is not None and last.selection.is_full
        words = [
            f"commit {last.commit[:_SHOWN_COMMIT]}" if last.commit else "",
            f"{say_minute(last.started_utc)} UTC" if last.started_utc else "",
            last.environment if last.environment not in {None, "default"} else "",
            "full run" if whole else "partial run",
        ]
        return self._shown.line("last run: " + ", ".join(filter(None, words)))

    def iter_cases(self) -> Iterator[tuple[StoryTold, list[CaseTold]]]:
        """Iterate over all stories with their cases, in the order of the files."""
        for told, story in zip(self.stories, self._document.stories, strict=True):
            yield told, list(self._tell_cases(story))

    def _tell_cases(self, story: StoryEntry) -> Iterator[CaseTold]:
        cases = (case for criterion in story.criteria for case in criterion.cases)
        for case in cases:
            labels = {**CASE_LABELS, **MANUAL_LABELS} if case.is_manual else CASE_LABELS
            yield CaseTold(
                name=self._shown.line(case.name, _say_row(case)),
                verdict=case.verdict,
                label=labels[case.verdict],
                path=self._place(case.path),
                line=case.line,
                duration_ms=case.duration_ms or 0,
                message=self._shown.line(_say_message(case)),
                details=self._shown.block(_say_details(case)),
            )

    def _tell_story(self, story: StoryEntry) -> StoryTold:
        steps = dict(_iter_failing_steps(story))
        reasons = tuple(
            ReasonTold(
                sentence=self._shown.line(reason.sentence),
                step=self._shown.line(steps.get((reason.path, reason.line), ""), longest=_LONGEST_STEP),
                path=self._place(reason.path),
                line=reason.line,
                command=None if reason.command is None else self._shown.line(reason.command),
            )
            for reason in story.reasons
        )
        beside = [*list_flags(story), *map(say_waiver, story.waivers)]
        return StoryTold(
            id=self._shown.line(story.id),
            title=self._shown.line(story.title),
            verdict=story.verdict,
            path=reasons[0].path if reasons else self._place(story.path),
            line=reasons[0].line if reasons else story.line,
            epic=None if story.epic is None else self._shown.line(story.epic),
            owner=None if story.owner is None else self._shown.line(story.owner),
            reasons=reasons,
            beside=tuple(map(self._shown.line, beside)),
        )

    def _tell_moves(self, moves: tuple[MoveEntry, ...]) -> tuple[MoveTold, ...]:
        reasons = {story.id: story.reasons[0].sentence for story in self._document.stories if story.reasons}
        return tuple(
            MoveTold(
                id=self._shown.line(move.id),
                title=self._shown.line(move.title),
                before=move.before,
                after=move.after,
                reason=self._shown.line(reasons.get(move.id, "")),
            )
            for move in moves
        )

    def _place(self, path: str) -> str:
        return self._shown.line(f"{self._prefix}{path}")


def say_others(counts: VerdictCounts) -> str:
    """Say how many stories have each verdict but done."""
    others = (
        (getattr(counts, verdict.value), verdict)
        for verdict in StoryVerdict
        if verdict is not StoryVerdict.DONE
    )
    return " · ".join(f"{count} {verdict.label.lower()}" for count, verdict in others if count)


def _iter_failing_steps(story: StoryEntry) -> Iterator[tuple[tuple[str, int], str]]:
    for criterion in story.criteria:
        for case in criterion.cases:
            if case.failing_step is not None:
                yield (case.failing_step.path, case.failing_step.line), _say_message(case)


def _say_row(case: CaseEntry) -> str:
    return f"[{', '.join(f'{cell.column}={cell.value}' for cell in case.example)}]" if case.example else ""


def _say_message(case: CaseEntry) -> str:
    """Say in a line why a case did not pass."""
    step, said = case.failing_step, case.problem or case.message
    if step is not None:
        said = step.message or said
        return f"{step.keyword} {step.text}{f': {said}' if said else ''}"
    causes = [_say_cause(cell.stale) for cell in case.environments if cell.stale is not None]
    return said or next(iter(causes), "")


def _say_cause(stale: StaleEntry) -> str:
    cause = stale.cause or f"changed since: {name_some(stale.changed)}"
    return f"{cause}; {stale.advice}"


def _say_details(case: CaseEntry) -> str:
    step = case.failing_step
    if step is None:
        return "\n".join(filter(None, (case.problem, case.message)))
    return "\n".join(
        filter(
            None,
            (
                f"{step.keyword} {step.text}",
                f"{step.path}:{step.line}",
                step.function,
                step.message or case.message,
            ),
        )
    )
