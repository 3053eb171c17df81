"""Which files of a work tree say nothing about the code that a run saw.

Source: DESIGN section 5, scope digest.
"""

import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

ANYWHERE = frozenset(
    {
        ".git",
        "__pycache__",
        ".pytest_cache",
        "test-results",
        "allure-results",
        "allure-results-stories",
        "node_modules",
    }
)
MARKERS = ("pyvenv.cfg", "CACHEDIR.TAG")
AT_ROOT = ("docs", ".storycontract")
_PROSE = re.compile(r"(README|CHANGELOG|LICENSE)(\.[\w-]+)*", re.IGNORECASE)
_CODE = re.compile(r".*\.(py|pyi|pyx|sh|js|ts|toml|json|ya?ml)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ScopeOptions:
    """What the settings and the command line say about the scope; paths are relative to the project root.

    `features`, `steps` and `reports` are settings; `scope` are globs that narrow, `outputs` globs left out;
    `output_paths` are files and folders that pytest was told to write to.
    """

    features: tuple[str, ...] = ("features",)
    steps: tuple[str, ...] = ()
    reports: str = "reports"
    scope: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    output_paths: tuple[str, ...] = ()


class LeftOut:
    """Judges paths relative to the top of a work tree, within which the project root may be a folder."""

    def __init__(self, top: Path, root: Path, options: ScopeOptions) -> None:
        self._top = os.path.realpath(top)
        self._root = os.path.realpath(root)
        self._prefix = self._relate(self._root) or ""
        self._features = tuple(self._anchor_all(options.features))
        self._anchored = self._list_anchored(options)
        self._outputs = self._compile(options.outputs) if options.outputs else None
        self._scope = self._compile(options.scope) if options.scope else None
        # An output path that holds the project itself (`--output .`) must not leave out all the code.
        self._folders: dict[str, bool] = dict.fromkeys(_iter_ancestors(self._prefix), False)

    @property
    def top(self) -> Path:
        """The top of the work tree, with no link on the way to it."""
        return Path(self._top)

    def covers(self, path: str) -> bool:
        """Tell whether a file is left out."""
        folder, _, name = path.rpartition("/")
        if self.covers_folder(folder) or _is_output(name) or path in self._anchored:
            return True
        if name.endswith(".feature") and any(_is_within(path, feature) for feature in self._features):
            return True
        if folder == self._prefix and _PROSE.fullmatch(name) and not _CODE.fullmatch(name):
            return True
        return self.is_set_aside(path)

    def is_set_aside(self, path: str) -> bool:
        """Tell whether the settings themselves leave a file out, by `outputs` or `scope`."""
        if self._outputs is not None and self._outputs.match_file(path):
            return True
        return self._scope is not None and not self._scope.match_file(path)

    def relate(self, file: Path) -> str | None:
        """Name a file by its path from the top of the work tree; None where it is outside."""
        return self._relate(os.path.join(os.path.realpath(file.parent), file.name))  # noqa: PTH118 - as below

    def name_as_reached(self, root: Path, file: Path) -> str:
        """Name a file by the way to it from the project, which may be a link out of the work tree."""
        way = os.path.relpath(file, root).replace(os.sep, "/")
        return posixpath.normpath(posixpath.join(self._prefix, way))

    def covers_folder(self, folder: str) -> bool:
        """Tell whether all of a folder is left out; never where the project is in it."""
        known = self._folders.get(folder)
        if known is None:
            parent, _, name = folder.rpartition("/")
            known = (
                self.covers_folder(parent)
                or _is_output(name)
                or folder in self._anchored
                or self.is_marked(f"{self._top}/{folder}")
            )
            self._folders[folder] = known
        return known

    def is_in_project(self, path: str) -> bool:
        """Tell whether a file is below the project root."""
        return _is_within(path, self._prefix)

    @staticmethod
    def is_marked(folder: str) -> bool:
        """Tell whether a folder says of itself that it is a virtual environment or a cache."""
        return any(os.path.lexists(f"{folder}/{marker}") for marker in MARKERS)

    def _list_anchored(self, options: ScopeOptions) -> frozenset[str]:
        paths = (*AT_ROOT, options.reports, *options.output_paths)
        written = (f"{options.reports}/evidence", f"{options.reports}/stories.json")
        return frozenset(self._anchor_all((*paths, *written)))

    def _anchor_all(self, paths: Iterable[str]) -> Iterator[str]:
        for path in paths:
            whole = os.path.join(self._root, path)  # noqa: PTH118 - keeps an absolute path as it is
            for variant in {os.path.normpath(whole), os.path.realpath(whole)}:
                anchored = self._relate(variant)
                if anchored is not None:
                    yield anchored

    def _relate(self, path: str) -> str | None:
        relative = os.path.relpath(path, self._top).replace(os.sep, "/")
        if relative == ".." or relative.startswith("../"):
            return None
        return "" if relative == "." else relative

    def _compile(self, globs: Iterable[str]) -> GitIgnoreSpec:
        lines = (_anchor_glob(glob, self._prefix) for glob in globs)
        return GitIgnoreSpec.from_lines(line for line in lines if line is not None)


def _is_output(name: str) -> bool:
    return name in ANYWHERE or name.endswith(".pyc") or name.startswith(".coverage")


def _is_within(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")


def _iter_ancestors(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition("/")[0]
    yield ""


def _anchor_glob(glob: str, prefix: str) -> str | None:
    """Give the glob as a gitignore line at the top of the work tree; None where it is outside or empty."""
    is_negated = glob.startswith("!")
    body = glob.removeprefix("!")
    if not body.strip():
        return None
    escaped = re.sub(r"([\\*?\[\]!# ])", r"\\\1", prefix)
    joined = posixpath.normpath(posixpath.join(escaped, body.lstrip("/")))
    if joined == ".." or joined.startswith("../"):
        return None
    anchored = "/**" if joined == "." else f"/{joined}"
    return f"{'!' if is_negated else ''}{anchored}{'/' if body.endswith('/') and joined != '.' else ''}"
