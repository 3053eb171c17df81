"""Files of the evidence on a terminal: where the picture is, and how to open the trace."""

from collections.abc import Iterator

from storycontract.evidence.record import Outcome
from storycontract.report.stories import AttemptEntry, CaseEntry, StoryEntry

_OPENERS = {"trace": "playwright show-trace "}


def list_files(case: CaseEntry, reports: str) -> Iterator[str]:
    """List the files of the last attempt that did not pass, and what was not kept of it.

    `reports` is the folder that paths of evidence are relative to.
    """
    attempt = _find_telling(case)
    if attempt is None:
        return
    for file in attempt.artefacts:
        yield f"{file.kind}: {_OPENERS.get(file.kind, '')}{reports}/{file.path}"
    yield from attempt.left_out


def has_files(story: StoryEntry) -> bool:
    """Tell whether there is a file to look at."""
    attempts = (_find_telling(case) for criterion in story.criteria for case in criterion.cases)
    return any(attempt is not None and attempt.artefacts for attempt in attempts)


def _find_telling(case: CaseEntry) -> AttemptEntry | None:
    not_passed = [
        attempt for attempt in case.attempts if attempt.counts and attempt.outcome is not Outcome.PASSED
    ]
    return max(not_passed, key=lambda attempt: attempt.started_utc, default=None)
