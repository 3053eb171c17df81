"""The Python files that may define steps, and which features see what each defines."""

import ast
import hashlib
import os
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from storycontract.gherkin_reader.file_reading import read_whole

_STEPS_FOLDER = "steps"
_CONFTEST = "conftest.py"
# Where pytest looks by default.
_TEST_MODULES = ("test_*.py", "*_test.py", _CONFTEST)
_FOREIGN_FOLDERS = frozenset({"node_modules", "__pycache__", "site-packages"})
_PACKAGE = b"pytest_bdd"
_PLUGINS = "pytest_plugins"
_BRINGS_STEPS = re.compile(rb"pytest_bdd|pytest_plugins|import[ \t]*\*")
_STAR_IMPORT = re.compile(rb"import[ \t]*\*")


class StepFile(NamedTuple):
    """A file that may define steps; features in or below the `folders` see them, nobody knows who else.

    `path` and `folders` are relative to the project root; the root itself is an empty text.
    """

    path: str
    content: bytes
    folders: tuple[str, ...] = ()


def find_step_files(
    root: Path, features: Sequence[str], steps: Sequence[str], feature_paths: Iterable[str]
) -> tuple[StepFile, ...]:
    """Find the files that may define steps, by path; none where nothing speaks of pytest-bdd.

    The folders `steps` are seen by all features of the configured tree, `features`.
    """
    seen_from = _find_seen(root, features, steps, feature_paths)
    files = {path: StepFile(path, content, folders) for path, (content, folders) in seen_from.items()}
    if not files:
        return ()
    unplaced: dict[str, tuple[bytes, tuple[str, ...]]] = {}
    for path in _iter_test_modules(root):
        if path not in files:
            content = _read(root / path)
            if _BRINGS_STEPS.search(content):
                unplaced[path] = (content, ())
    _follow_stars(root, unplaced)
    _follow_plugins(root, unplaced)
    for path, (content, folders) in unplaced.items():
        if path not in files and _PACKAGE in content:
            files[path] = StepFile(path, content, folders)
    return tuple(files[path] for path in sorted(files))


def digest_step_files(files: Sequence[StepFile]) -> str:
    """Digest the files; empty where there are none."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.path}\0{file.folders}\0{hashlib.sha256(file.content).hexdigest()}\0".encode())
    return digest.hexdigest() if files else ""


def _find_seen(
    root: Path, features: Sequence[str], steps: Sequence[str], feature_paths: Iterable[str]
) -> Mapping[str, tuple[bytes, tuple[str, ...]]]:
    """Find the files that features are known to see; none where no step is defined in any."""
    seen: dict[str, tuple[str, ...]] = {}
    top = tuple(os.path.normpath(place) for place in features)
    for shared in steps:
        seen |= dict.fromkeys(_list_modules(root, os.path.normpath(shared)), top)
    for folder in sorted({above for path in feature_paths for above in _iter_above(path)}):
        for path in _list_modules(root, f"{folder}/{_STEPS_FOLDER}" if folder else _STEPS_FOLDER):
            seen.setdefault(path, (folder,))
        conftest = f"{folder}/{_CONFTEST}" if folder else _CONFTEST
        if (root / conftest).is_file():
            seen.setdefault(conftest, (folder,))
    read = {path: (_read(root / path), folders) for path, folders in seen.items()}
    _follow_stars(root, read)
    _follow_plugins(root, read)
    return read if any(_PACKAGE in content for content, _ in read.values()) else {}


def _follow_plugins(root: Path, read: dict[str, tuple[bytes, tuple[str, ...]]]) -> None:
    """Read also the files of the project that are named as plugins: pytest loads them for everything."""
    for content, _ in tuple(read.values()):
        for path in _list_plugins(root, content):
            read[path] = (_read(root / path), ("",))


def _follow_stars(root: Path, read: dict[str, tuple[bytes, tuple[str, ...]]]) -> None:
    """Read also the files of the project that others import everything from: steps are among that."""
    waiting = list(read.items())
    while waiting:
        path, (content, folders) = waiting.pop()
        for found in _list_star_imported(root, path, content):
            if found not in read:
                read[found] = (_read(root / found), folders)
                waiting.append((found, read[found]))


def _list_star_imported(root: Path, path: str, content: bytes) -> list[str]:
    if not _STAR_IMPORT.search(content):
        return []
    tree = _parse(content)
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)] if tree else []
    stars = [node for node in imports if any(alias.name == "*" for alias in node.names)]
    files = [file for node in stars for file in _list_places(path, node.module or "", node.level)]
    return [file for file in files if (root / file).is_file()]


def _list_places(importer: str, module: str, level: int) -> list[str]:
    """List where a module may lie: beside or above the importer, or where Python looks for all."""
    folder = importer.rpartition("/")[0]
    above = "/".join(folder.split("/")[: -(level - 1) or None]) if level else ""
    bare = module.replace(".", "/")
    places = [above] if level else ["", folder, "src"]
    stems = ["/".join(filter(None, (place, bare))) for place in places]
    return [f"{stem}{ending}" for stem in stems for ending in (".py", "/__init__.py")]


def _list_modules(root: Path, folder: str) -> list[str]:
    return [file.relative_to(root).as_posix() for file in (root / folder).rglob("*.py")]


def _list_plugins(root: Path, content: bytes) -> list[str]:
    """List the files of the project that a module names in `pytest_plugins`."""
    if _PLUGINS.encode() not in content:
        return []
    tree = _parse(content)
    body = tree.body if tree else []
    named = [each.value for each in body if isinstance(each, ast.Assign) and _is_plugins(each.targets)]
    texts = [part.value for value in named for part in ast.walk(value) if isinstance(part, ast.Constant)]
    places = [text.replace(".", "/") for text in texts if isinstance(text, str)]
    files = [f"{place}{ending}" for place in places for ending in (".py", "/__init__.py")]
    return [file for file in files if (root / file).is_file()]


def _parse(content: bytes) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python warns of this file when it is imported
            return ast.parse(content)
    except (SyntaxError, ValueError, RecursionError):
        return None


def _is_plugins(targets: list[ast.expr]) -> bool:
    return any(isinstance(target, ast.Name) and target.id == _PLUGINS for target in targets)


def _iter_above(path: str) -> Iterator[str]:
    while path and not path.startswith(("/", "../")):
        path = path.rpartition("/")[0]
        yield path


def _iter_test_modules(root: Path) -> Iterator[str]:
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = [
            name
            for name in subfolders
            if not name.startswith(".")
            and name not in _FOREIGN_FOLDERS
            and not (Path(folder) / name / "pyvenv.cfg").exists()
        ]
        for name in names:
            if any(fnmatch(name, pattern) for pattern in _TEST_MODULES):
                yield (Path(folder) / name).relative_to(root).as_posix()


def _read(file: Path) -> bytes:
    try:
        return read_whole(file)
    except OSError:
        # What cannot be read may define anything.
        return b"from pytest_bdd import *"
