"""A run is taken back with a reason: kept, shown, and counted no more."""

import difflib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from storycontract.errors import UsageError
from storycontract.evidence.masking import mask_text
from storycontract.evidence.reading import RecordedRun, load_runs
from storycontract.evidence.record import Withdrawal
from storycontract.evidence.withdrawal_file import FILE_NAME, append_withdrawal

SHORTEST_PREFIX = 8


def withdraw_run(  # noqa: PLR0913 - the first two say which run, the others what is recorded
    evidence_folder: Path,
    run: str,
    *,
    reason: str,
    by: str,
    at_utc: str,
    patterns: Iterable[re.Pattern[str]] = (),
    elsewhere: Iterable[RecordedRun] = (),
) -> Withdrawal:
    """Withdraw the run with this id, a unique beginning of it, or a file of this name.

    `elsewhere` are runs that a ledger knows, whose files need not be in the folder.

    Raises:
        UsageError: no run, or more than one, is meant; or no reason is given.
        EvidenceError: the withdrawal cannot be written.
    """
    if not reason.strip():
        raise UsageError("a withdrawal needs a reason", fix='add --reason "what went wrong"')
    runs = (*load_runs(evidence_folder), *elsewhere)
    name = _find_name(runs, run.strip(), evidence_folder)
    withdrawal = Withdrawal(run=name, reason=mask_text(reason.strip(), patterns), by=by, at_utc=at_utc)
    append_withdrawal(evidence_folder / FILE_NAME, withdrawal)
    return withdrawal


def _find_name(runs: Sequence[RecordedRun], wanted: str, evidence_folder: Path) -> str:
    """Find the name to record: as it was given in full, or the one that it begins."""
    names = {name: index for index, run in enumerate(runs) for name in _list_names(run, evidence_folder)}
    if wanted in names:
        return _prefer_id(runs[names[wanted]], wanted)
    if len(wanted) < SHORTEST_PREFIX:
        raise _unknown(wanted, names, runs)
    begun = {name: index for name, index in names.items() if name.startswith(wanted)}
    if not begun:
        raise _unknown(wanted, names, runs)
    if len({runs[index].run_id for index in begun.values()}) > 1:
        raise UsageError(
            f"`{wanted}` could be any of {_quote(sorted(begun))}", fix="give more of the run id", where="RUN"
        )
    return _prefer_id(runs[next(iter(begun.values()))], next(iter(begun)))


def _prefer_id(run: RecordedRun, name: str) -> str:
    # The id follows a run wherever its files are copied; what is damaged may not be the run it says it is.
    return run.run_id if run.damage is None else name


def _list_names(run: RecordedRun, evidence_folder: Path) -> Iterable[str]:
    if run.file.name == FILE_NAME:
        return
    yield run.run_id
    yield run.file.name
    if run.file.is_relative_to(evidence_folder):
        yield run.file.relative_to(evidence_folder).as_posix()


def _unknown(wanted: str, names: Iterable[str], runs: Sequence[RecordedRun]) -> UsageError:
    near = difflib.get_close_matches(wanted, list(names), n=3, cutoff=0.5)
    in_order = sorted(runs, key=lambda run: run.header.started_utc if run.header else "")
    newest = list(dict.fromkeys(run.run_id for run in in_order if run.file.name != FILE_NAME))[-3:]
    if near:
        fix = f"did you mean {_quote(near)}?"
    elif newest:
        fix = f"the newest runs are {_quote(newest)}; give at least {SHORTEST_PREFIX} characters"
    else:
        fix = "there is no evidence yet: run pytest first"
    return UsageError(f"no run `{wanted}`", fix=fix, where="RUN")


def _quote(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
