"""Notes: what has to be known of the runs behind the verdicts, in a sentence each."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from storycontract.evidence.withdrawal_file import FILE_NAME as WITHDRAWALS
from storycontract.report.stories import RunEntry, StoriesDocument


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to know, and the command that may mend it."""

    text: str
    command: str | None = None


def note_runs(document: StoriesDocument) -> Iterator[Note]:
    """Say what the last run left out, which evidence cannot be read and which was taken back."""
    yield from _note_last_run(document)
    yield from _note_unreadable(document)
    yield from _note_withdrawn(document)
    yield from _note_silenced(document)


def find_last_run(document: StoriesDocument) -> RunEntry | None:
    """Find the newest run of this product that can be read and stands."""
    own = [run for run in document.runs if run.project == document.product]
    standing = [run for run in own if run.damage is None and run.withdrawn is None]
    return standing[-1] if standing else None


def _note_last_run(document: StoriesDocument) -> Iterator[Note]:
    last = find_last_run(document)
    if last is None:
        return
    if last.selection is not None and not last.selection.is_full:
        by = ", ".join(last.selection.reasons) or "a selection"
        yield Note(
            f"The last run was partial: filtered by {by}. Stories it left out keep their earlier evidence."
        )
    if not last.complete:
        yield Note(f"The last run is incomplete: {last.why_incomplete}.")


def _note_unreadable(document: StoriesDocument) -> Iterator[Note]:
    damaging = {
        name
        for story in document.stories
        for criterion in story.criteria
        for case in criterion.cases
        for cell in case.environments
        for name in cell.damaged_runs
    }
    for run in document.runs:
        name = PurePosixPath(run.file).name
        if run.damage is None or run.withdrawn is not None or name not in damaging:
            continue
        yield Note(
            f"Evidence cannot be read: {run.file}: {run.damage}. Until it is mended or withdrawn, no story "
            "that it may speak of is done.",
            None if name == WITHDRAWALS else f'storycontract withdraw {name} --reason "…"',
        )


def _note_withdrawn(document: StoriesDocument) -> Iterator[Note]:
    for run in document.runs:
        if run.withdrawn is not None:
            yield Note(f"Withdrawn by {run.withdrawn.by}: run {run.id} ({run.withdrawn.reason}).")


def _note_silenced(document: StoriesDocument) -> Iterator[Note]:
    count = sum(len(story.silenced) for story in document.stories)
    if count:
        yield Note(
            f"{count} {'finding is' if count == 1 else 'findings are'} silenced by an author, with a reason."
        )
