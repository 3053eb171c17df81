"""What evidence lies at the paths that somebody names: closed files, open runs, and what goes with them."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from storycontract.errors import UsageError
from storycontract.evidence.artefacts import FOLDER as ARTEFACTS
from storycontract.evidence.run_file import is_closed_name, is_journal_name
from storycontract.evidence.scope import MANIFESTS
from storycontract.evidence.withdrawal_file import FILE_NAME as WITHDRAWALS

_RUN_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DIGEST_STEM = re.compile(r"[0-9a-f]{64}")


@dataclass(slots=True)
class Brought:
    """Evidence found at some paths, each list sorted by path.

    `renamed` look like evidence but for their names; `kept_files` are pictures and traces by the digest in
    their names; `unlistable` are folders that nobody may look into.
    """

    closed: list[Path] = field(default_factory=list)
    open_runs: list[Path] = field(default_factory=list)
    renamed: list[Path] = field(default_factory=list)
    withdrawals: list[Path] = field(default_factory=list)
    manifests: list[Path] = field(default_factory=list)
    kept_files: dict[str, list[Path]] = field(default_factory=dict)
    unlistable: list[Path] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Tell whether no evidence is there; pictures alone are none."""
        return not (self.closed or self.open_runs or self.renamed or self.withdrawals or self.unlistable)


def find_brought(paths: Iterable[Path]) -> Brought:
    """Find all evidence at files and below folders.

    Raises:
        UsageError: a path is not there, or holds nothing.
    """
    all_found = Brought()
    for path in paths:
        found = _find_at(path)
        if found.is_nothing:
            raise UsageError(
                f"there is no evidence in `{path}`",
                fix="name files as in `reports/evidence`, or folders that hold some, unpacked",
                where="PATH",
            )
        _add(all_found, found)
    return all_found


def _find_at(path: Path) -> Brought:
    if path.is_dir():
        return _with_withdrawals(_search(path), path.parent)
    if not path.exists():
        raise UsageError(f"there is no `{path}`", fix="name a file or a folder of evidence", where="PATH")
    if is_journal_name(path.name) and _RUN_ID.fullmatch(path.absolute().parent.name):
        return _with_withdrawals(Brought(open_runs=[path.parent]), path.parent.parent)
    # What goes with a file lies beside it.
    found = Brought(kept_files=_search(path.parent / ARTEFACTS).kept_files)
    found.manifests.append(path.parent / MANIFESTS)
    _sort_in(found, path)
    return _with_withdrawals(found, path.parent)


def _with_withdrawals(found: Brought, folder: Path) -> Brought:
    """Add what was withdrawn in the folder that a run was taken from: alone it would count again."""
    beside = folder / WITHDRAWALS
    if not found.is_nothing and beside.is_file() and beside not in found.withdrawals:
        found.withdrawals.append(beside)
    return found


def _search(top: Path) -> Brought:
    found = Brought()
    for folder, names in _walk(top, found.unlistable):
        if folder.name == MANIFESTS:
            found.manifests.append(folder)
        elif _RUN_ID.fullmatch(folder.absolute().name) and any(map(is_journal_name, names)):
            found.open_runs.append(folder)
        else:
            for name in names:
                _sort_in(found, folder / name)
    return found


def _walk(top: Path, refused: list[Path]) -> Iterator[tuple[Path, list[str]]]:
    def refuse(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            refused.append(Path(str(error.filename)))

    for path, folders, names in os.walk(top, onerror=refuse):
        folders.sort()
        yield Path(path), sorted(names)


def _sort_in(found: Brought, file: Path) -> None:
    if is_closed_name(file.name):
        found.closed.append(file)
    elif file.name == WITHDRAWALS:
        found.withdrawals.append(file)
    elif is_journal_name(file.name):
        if _looks_like_evidence(file):
            found.renamed.append(file)
    elif (match := _DIGEST_STEM.match(file.name)) is not None:
        found.kept_files.setdefault(match[0], []).append(file)


def _looks_like_evidence(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            first = json.loads(opened.readline())
    except (OSError, ValueError):
        return False
    return isinstance(first, dict) and first.get("line") == "run" and "run_id" in first


def _add(found: Brought, more: Brought) -> None:
    found.closed += more.closed
    found.open_runs += more.open_runs
    found.renamed += more.renamed
    found.withdrawals += more.withdrawals
    found.manifests += more.manifests
    found.unlistable += more.unlistable
    for digest, files in more.kept_files.items():
        found.kept_files.setdefault(digest, []).extend(files)
