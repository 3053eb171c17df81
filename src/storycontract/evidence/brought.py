"""What evidence lies at the paths that somebody names: closed files, open runs, and what goes with them.

Nothing is read that a link leads to outside of these paths: an artefact of CI was made by whoever opened the
pull request, and what is merged is shown to others.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from storycontract.errors import UsageError
from storycontract.evidence.artefacts import FOLDER as ARTEFACTS
from storycontract.evidence.journal import SUFFIX
from storycontract.evidence.run_file import is_closed_name, is_journal_name
from storycontract.evidence.scope import MANIFESTS
from storycontract.evidence.withdrawal_file import FILE_NAME as WITHDRAWALS

_RUN_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DIGEST_STEM = re.compile(r"[0-9a-f]{64}")


@dataclass(slots=True)
class Brought:
    """Evidence found at some paths, each list sorted by path.

    `renamed` look like evidence but for their names; `kept_files` are pictures and traces by the digest in
    their names; `unlistable` are folders that nobody may look into; `links` lead out of what was named, and
    were not followed.
    """

    closed: list[Path] = field(default_factory=list)
    open_runs: list[Path] = field(default_factory=list)
    renamed: list[Path] = field(default_factory=list)
    withdrawals: list[Path] = field(default_factory=list)
    manifests: list[Path] = field(default_factory=list)
    kept_files: dict[str, list[Path]] = field(default_factory=dict)
    unlistable: list[Path] = field(default_factory=list)
    links: list[Path] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Tell whether no evidence is there; pictures alone are none."""
        is_found = self.closed or self.open_runs or self.renamed or self.withdrawals
        return not (is_found or self.unlistable or self.links)


def find_brought(paths: Iterable[Path]) -> Brought:
    """Find all evidence at files and below folders.

    Raises:
        UsageError: a path is not there, or holds nothing.
    """
    named = tuple(paths)
    tops = tuple(Path(os.path.realpath(path)) for path in named)
    all_found = Brought()
    for path in named:
        found = _find_at(path, tops)
        if found.is_nothing:
            raise UsageError(
                f"there is no evidence in `{path}`",
                fix="name files as in `reports/evidence`, or folders that hold some, unpacked",
                where="PATH",
            )
        _add(all_found, found)
    return all_found


def is_below(path: Path, tops: Iterable[Path]) -> bool:
    """Tell whether a path, all links followed, is one of some that have no links in them, or below one."""
    # Other than `Path.resolve`, it lets a circle of links be.
    real = Path(os.path.realpath(path))
    return any(real.is_relative_to(top) for top in tops)


def _find_at(path: Path, tops: Sequence[Path]) -> Brought:
    if path.is_dir():
        return _with_withdrawals(_search(path, tops), _parent(path), tops)
    if not path.exists():
        raise UsageError(f"there is no `{path}`", fix="name a file or a folder of evidence", where="PATH")
    # What goes with a file lies beside it.
    beside = (*tops, Path(os.path.realpath(path.parent)))
    if is_journal_name(path.name) and _RUN_ID.fullmatch(path.absolute().parent.name):
        return _with_withdrawals(_search(path.parent, beside), _parent(path.parent), tops)
    artefacts, manifests = path.parent / ARTEFACTS, path.parent / MANIFESTS
    found = Brought(links=[folder for folder in (artefacts, manifests) if not is_below(folder, beside)])
    if artefacts not in found.links:
        more = _search(artefacts, beside)
        found.kept_files, found.links = more.kept_files, [*found.links, *more.links]
    if manifests not in found.links:
        found.manifests.append(manifests)
    _sort_in(found, path)
    return _with_withdrawals(found, path.parent, tops)


def _with_withdrawals(found: Brought, folder: Path, tops: Sequence[Path]) -> Brought:
    """Add what was withdrawn in the folder that a run was taken from.

    That folder is not among what was named where somebody names one run, or a part of the evidence. It is
    read all the same: a withdrawal only takes away, and without it the run would count again.
    """
    beside = folder / WITHDRAWALS
    if not found.is_nothing and beside.is_file() and beside not in found.withdrawals:
        is_there = is_below(beside, (*tops, Path(os.path.realpath(folder))))
        (found.withdrawals if is_there else found.links).append(beside)
    return found


def _parent(path: Path) -> Path:
    # `.` and `..` do not say what they lie in.
    return Path(os.path.realpath(path)).parent if path.name in {"", ".."} else path.parent


def _search(top: Path, tops: Sequence[Path]) -> Brought:
    found = Brought()
    for folder, names, links in _walk(top, tops, found.unlistable):
        found.links += links
        if folder.name == MANIFESTS:
            found.manifests.append(folder)
        elif _RUN_ID.fullmatch(folder.absolute().name) and any(map(is_journal_name, names)):
            # A part of a run is another run.
            if not links:
                found.open_runs.append(folder)
        else:
            for name in names:
                _sort_in(found, folder / name)
    return found


def _walk(
    top: Path, tops: Sequence[Path], refused: list[Path]
) -> Iterator[tuple[Path, list[str], list[Path]]]:
    """Give every folder with the names of its files, and the links in it that lead out and might matter."""

    def refuse(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            refused.append(Path(str(error.filename)))

    for path, folders, names in os.walk(top, onerror=refuse):
        folders.sort()
        folder = Path(path)
        leading_out = {
            name
            for name in (*folders, *names)
            if (folder / name).is_symlink() and not is_below(folder / name, tops)
        }
        links = [folder / name for name in sorted(leading_out) if name in folders or _may_matter(name)]
        yield folder, sorted(set(names) - leading_out), links


def _may_matter(name: str) -> bool:
    return name.endswith(SUFFIX) or _DIGEST_STEM.match(name) is not None


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
    found.links += more.links
    for digest, files in more.kept_files.items():
        found.kept_files.setdefault(digest, []).extend(files)
