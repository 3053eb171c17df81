"""Notes: what has to be known of the runs behind the verdicts, in a sentence each."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from storycontract.evidence.withdrawal_file import FILE_NAME as WITHDRAWALS
from storycontract.report.stories import RunEntry, StoriesDocument
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.wording import count_scenarios, name_some


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to know, and the command that may mend it; `is_warning` where the answer lacks something."""

    text: str
    command: str | None = None
    is_warning: bool = True


def note_runs(document: StoriesDocument) -> Iterator[Note]:
    """Say what the last run left out, what else the answer lacks, and what of it rests on people's word."""
    yield from _note_last_run(document)
    yield from _note_unreadable(document)
    yield from _note_withdrawn(document)
    yield from _note_silenced(document)
    yield from _note_accepted(document)
    yield from _note_remarks(document)


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
            yield Note(
                f"Withdrawn by {run.withdrawn.by}: run {run.id} ({run.withdrawn.reason}).", is_warning=False
            )


def _note_silenced(document: StoriesDocument) -> Iterator[Note]:
    count = sum(len(story.silenced) for story in document.stories)
    if count:
        yield Note(
            f"{count} {'finding is' if count == 1 else 'findings are'} silenced by an author, with a reason.",
            is_warning=False,
        )


def _note_accepted(document: StoriesDocument) -> Iterator[Note]:
    accepted = [
        (story.id, case)
        for story in document.stories
        for criterion in story.criteria
        for case in criterion.cases
        if case.is_manual and case.verdict is CaseVerdict.PASSED
    ]
    if not accepted:
        return
    people = sorted({one.by for _, case in accepted for one in case.acceptances if one.counts})
    what = f"{count_scenarios(len(accepted))} of {name_some(sorted({story for story, _ in accepted}))}"
    yield Note(f"Accepted by a person, not shown by a run: {what}, by {name_some(people)}.", is_warning=False)


def _note_remarks(document: StoriesDocument) -> Iterator[Note]:
    for remark in document.remarks:
        place = "" if remark.path is None else f" ({remark.path}{f':{remark.line}' if remark.line else ''})"
        sentence = remark.sentence.rstrip(".")
        yield Note(f"{sentence[:1].upper()}{sentence[1:]}{place}.")
