"""Code that a run sees although it lies where no code is looked for.

Git may ignore a step module, the contract may lie in `docs/` with its steps beside it, a package of the
product may be called like the folder of the reports, and a link may lead out of the work tree.
"""

import os
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path

from storycontract.evidence.file_tree import LINK, hash_file
from storycontract.evidence.left_out import LeftOut, ScopeOptions

_CODE = ".py"
_CONFTEST = "conftest.py"
_STEPS = "steps"
_EVIDENCE = "evidence"
# Behind a link may be a disk full of data: so many folders down without any code, nobody looks further.
_PATIENCE = 2


def hash_hidden_code(
    root: Path, options: ScopeOptions, left_out: LeftOut, known: Mapping[str, str]
) -> dict[str, str]:
    """Hash the code that is not `known` yet, by its path from the top of the work tree."""
    hidden: dict[str, str] = {}
    for file in _iter_code(root, options, left_out):
        path = left_out.relate(file) or left_out.name_as_reached(root, file)
        if path in known or path in hidden or left_out.is_set_aside(path):
            continue
        blob = hash_file(file)
        if blob is not None:
            hidden[path] = blob
    return hidden | _hash_linked({**known, **hidden}, left_out)


def _iter_code(root: Path, options: ScopeOptions, left_out: LeftOut) -> Iterator[Path]:
    for folder in options.steps:
        yield from (root / folder).rglob(f"*{_CODE}")
    for place in options.features:
        yield from _iter_beside_features(root, Path(os.path.normpath(root / place)), left_out)
    reports = root / options.reports
    if _is_left_out(reports, left_out):
        # A package of the product may have that very name.
        yield from _walk(reports, passed_over=reports / _EVIDENCE)


def _iter_beside_features(root: Path, place: Path, left_out: LeftOut) -> Iterator[Path]:
    """Yield what pytest loads with the features of a place; all code of it where none would count else."""
    yield from (folder / _CONFTEST for folder in place.parents if folder.is_relative_to(root))
    is_all = left_out.relate(place / _CONFTEST) is None or _is_left_out(place, left_out)
    for file in _walk(place):
        if is_all or file.name == _CONFTEST or _STEPS in file.relative_to(place).parts:
            yield file


def _is_left_out(folder: Path, left_out: LeftOut) -> bool:
    path = left_out.relate(folder / _CONFTEST)
    return path is not None and left_out.covers_folder(posixpath.dirname(path))


def _walk(folder: Path, passed_over: Path | None = None) -> Iterator[Path]:
    for above, folders, names in os.walk(folder):
        inner = {name: Path(above, name) for name in folders}
        folders[:] = [name for name, path in inner.items() if path != passed_over and not _is_foreign(path)]
        yield from (Path(above, name) for name in names if name.endswith(_CODE))


def _is_foreign(folder: Path) -> bool:
    is_named_so = folder.name.startswith(".") or folder.name in {"node_modules", "__pycache__"}
    return is_named_so or LeftOut.is_marked(str(folder))


def _hash_linked(known: Mapping[str, str], left_out: LeftOut) -> dict[str, str]:
    """Hash what links out of the work tree lead to: their own text says nothing of a change there."""
    linked: dict[str, str] = {}
    for path, blob in known.items():
        if not blob.startswith(f"{LINK} "):
            continue
        target = Path(os.path.realpath(left_out.top / path))
        if target.is_relative_to(left_out.top):
            continue
        if target.is_file():
            linked[path] = f"{blob} {hash_file(target)}"
        elif target.is_dir() and not _is_foreign(target):
            linked |= _hash_linked_folder(path, target, left_out)
    return linked


def _hash_linked_folder(path: str, folder: Path, left_out: LeftOut) -> dict[str, str]:
    files = {f"{path}/{file.relative_to(folder).as_posix()}": file for file in _iter_linked(folder)}
    blobs = {name: hash_file(file) for name, file in files.items() if not left_out.covers(name)}
    return {name: blob for name, blob in blobs.items() if blob is not None}


def _iter_linked(folder: Path, patience: int = _PATIENCE) -> Iterator[Path]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    files = [Path(entry.path) for entry in entries if entry.name.endswith(_CODE) and entry.is_file()]
    yield from files
    left = _PATIENCE if files else patience - 1
    if left < 0:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False) and not _is_foreign(Path(entry.path)):
            yield from _iter_linked(Path(entry.path), left)
