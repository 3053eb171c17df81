"""The evidence folder to recorded runs."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from storycontract.evidence.folding import RecordedItem
from storycontract.evidence.record import Withdrawal
from storycontract.evidence.recorded_run import (
    RecordedRun,
    choose_header,
    record_damaged,
    record_intact,
)
from storycontract.evidence.run_file import (
    RunFile,
    describe,
    is_closed_name,
    is_journal_name,
    name_unreadable,
    read_closed,
    read_open,
)
from storycontract.evidence.withdrawal_file import FILE_NAME as WITHDRAWALS
from storycontract.evidence.withdrawal_file import find_withdrawal, load_withdrawals

__all__ = ["RecordedItem", "RecordedRun", "load_runs"]

SEARCHES = 5
_NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class _Folder:
    """What was found below the evidence folder: files of evidence, what was withdrawn, what is known."""

    found: tuple[RunFile, ...]
    withdrawn: tuple[Withdrawal, ...]
    passed_over: frozenset[Path]


def load_runs(
    evidence_folder: Path,
    *,
    known: Mapping[str, str] = _NOTHING,
    withdrawn: Iterable[Withdrawal] = (),
) -> tuple[RecordedRun, ...]:
    """Load every run below a folder, in the order of their start; none where there is no folder.

    The folder is searched with all that is in it, so that evidence of other machines can be put beside one's
    own. What cannot be read is a run with damage, never an error. Runs of other projects are among them: the
    header says so.

    `known` are the digests of closed files that a ledger holds, with the ids of their runs: such a file is
    passed over, unless something else in the folder claims to be the same run. `withdrawn` was taken back
    elsewhere.
    """
    folder = _search_at_rest(evidence_folder, known)
    said = dict.fromkeys((*withdrawn, *folder.withdrawn))
    taken_back = sorted(said, key=lambda record: record.at_utc)
    runs = chain.from_iterable(_resolve(alike, taken_back, evidence_folder) for alike in _group(folder.found))
    return tuple(sorted(runs, key=_age))


def _age(run: RecordedRun) -> tuple[str, str, str]:
    return (run.header.started_utc if run.header else "", run.run_id, str(run.file))


def _search_at_rest(evidence_folder: Path, known: Mapping[str, str]) -> _Folder:
    """Search again while runs are being closed: one could leave its folder before its file was looked for."""
    folder = _search(evidence_folder, known)
    for _ in range(SEARCHES - 1):
        seen = {*(found.file for found in folder.found), *folder.passed_over}
        if all(path in seen for path in evidence_folder.rglob("*.jsonl") if is_closed_name(path.name)):
            break
        folder = _search(evidence_folder, known)
    return folder


def _search(evidence_folder: Path, known: Mapping[str, str]) -> _Folder:
    found: list[RunFile] = []
    passed_over: list[Path] = []
    withdrawn: list[Withdrawal] = []
    for folder, names in _walk(evidence_folder, found.append):
        closed = [name for name in names if is_closed_name(name)]
        journals = [name for name in names if is_journal_name(name) and name != WITHDRAWALS]
        passed_over += (folder / name for name in closed if Path(name).stem in known)
        found += (read_closed(folder / name) for name in closed if Path(name).stem not in known)
        if folder == evidence_folder:
            # No run is open right here: these are files that somebody renamed or dropped.
            found += (read_closed(folder / name) for name in journals)
        elif journals:
            found.append(read_open(folder))
        if WITHDRAWALS in names:
            withdrawals = load_withdrawals(folder / WITHDRAWALS)
            withdrawn += withdrawals.records
            if withdrawals.damage is not None:
                file = folder / WITHDRAWALS
                found.append(name_unreadable(file, withdrawals.damage, is_open=False))
    claimed = set(map(_name_claim, found))
    contested = [path for path in passed_over if known[path.stem] in claimed]
    found += map(read_closed, contested)
    return _Folder(
        tuple(found), tuple(withdrawn), frozenset(path for path in passed_over if path not in contested)
    )


def _walk(folder: Path, report: Callable[[RunFile], None]) -> Iterator[tuple[Path, list[str]]]:
    def refuse(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            report(name_unreadable(Path(str(error.filename)), describe(error), is_open=True))

    for path, folders, names in os.walk(folder, onerror=refuse):
        folders.sort()
        yield Path(path), sorted(names)


def _group(found: Iterable[RunFile]) -> Iterable[list[RunFile]]:
    """Group what claims to be one run; what claims nothing is alone with its copies."""
    groups: defaultdict[object, list[RunFile]] = defaultdict(list)
    for file in found:
        groups[_claim(file)].append(file)
    return groups.values()


def _claim(found: RunFile) -> object:
    if not found.sections:
        return (found.file.name, found.lines)
    header = choose_header(found.sections)
    return (header.run_id, header.shard)


def _name_claim(found: RunFile) -> str:
    # The folder of an open run bears the id of the run, even where nothing in it can be read.
    return choose_header(found.sections).run_id if found.sections else found.file.name


def _resolve(
    alike: Sequence[RunFile], withdrawn: Sequence[Withdrawal], evidence_folder: Path
) -> Iterator[RecordedRun]:
    in_force: list[RunFile] = []
    for found in _drop_copies(alike):
        withdrawal = find_withdrawal(_list_names(found, evidence_folder), withdrawn)
        if withdrawal is None:
            in_force.append(found)
        else:
            yield _record(found, withdrawal)
    yield from _resolve_claims(in_force)


def _drop_copies(alike: Iterable[RunFile]) -> Iterator[RunFile]:
    seen: set[tuple[bool, bool, frozenset[bytes]]] = set()
    for found in sorted(alike, key=lambda found: (len(found.file.parts), str(found.file))):
        content = (found.is_open, found.damage is None, found.lines)
        if content not in seen:
            seen.add(content)
            yield found


def _resolve_claims(alike: Sequence[RunFile]) -> Iterator[RecordedRun]:
    if not alike:
        return
    fullest = min(alike, key=lambda found: (found.is_open, -len(found.lines), str(found.file)))
    others = [found for found in alike if found is not fullest]
    if all(_is_leftover(found, fullest) for found in others):
        yield _record(fullest, None, tuple(f"`{found.file}` is a leftover of it" for found in others))
        return
    for found in alike:
        rival = next(other for other in alike if other is not found)
        damage = found.damage or f"`{rival.file}` claims to be the same run and says something else"
        yield record_damaged(found, None, damage)


def _is_leftover(found: RunFile, fullest: RunFile) -> bool:
    """Whether an open folder adds nothing: a closing was killed before it could remove it."""
    return found.is_open and fullest.damage is None and found.lines <= fullest.lines


def _record(found: RunFile, withdrawal: Withdrawal | None, notes: tuple[str, ...] = ()) -> RecordedRun:
    if found.damage is not None:
        return record_damaged(found, withdrawal, found.damage)
    return record_intact(found, withdrawal, notes)


def _list_names(found: RunFile, evidence_folder: Path) -> Iterator[str]:
    if found.file.name == WITHDRAWALS:
        # Nobody can withdraw the withdrawals.
        return
    yield found.file.relative_to(evidence_folder).as_posix()
    yield found.file.name
    if found.sections:
        yield choose_header(found.sections).run_id
