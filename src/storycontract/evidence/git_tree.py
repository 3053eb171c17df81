"""The files of a work tree as git sees them."""

import os
import re
import string
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from storycontract.evidence.file_tree import LINK, Filter, hash_file, hash_files, mode_of, walk_files

GITLINK = "160000"
_MISSING = "000000"
_PLAIN = frozenset((string.ascii_letters + string.digits + "/._-").encode())
_TRUSTED = "H"
# A hook runs with variables that point into its own repository; settings of git itself are kept.
_KEPT = re.compile(r"GIT_CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|GIT_EXEC_PATH")
# Whatever a repository is set to: no shortcut that could call a changed file unchanged.
_EXACT = ("-c", "core.fsmonitor=false", "-c", "core.checkStat=default", "-c", "core.trustctime=true")
_FILE_MODE = ("-c", "core.fileMode=true") if os.name == "posix" else ()
_INDEX_ENTRY = re.compile(
    r"(.) (\d{6}) ([0-9a-f]+) (\d)\t([^\0]*)\0\s+ctime: (\d+):(\d+)\n"
    r"\s+mtime: .*\n\s+dev: .*\n\s+uid: .*\n\s+size: .*\n"
)
_STATUS = (
    "status",
    "--porcelain=v2",
    "--branch",
    "-z",
    "--untracked-files=all",
    "--ignore-submodules=dirty",
    "--no-renames",
)


class GitFailedError(Exception):
    """Git is missing, refuses, or says what nobody can read."""


class IgnoredError(GitFailedError):
    """The folder is in a work tree that ignores it."""


@dataclass(frozen=True, slots=True)
class WorkTree:
    """Where git sees a folder: the top of its work tree, and how that hashes."""

    top: Path
    algorithm: str


@dataclass(frozen=True, slots=True)
class GitTree:
    """Mode and blob of every file by path from the top; commit and tree are None before the first commit."""

    files: Mapping[str, str]
    commit: str | None
    tree: str | None
    dirty: bool


@dataclass(slots=True)
class _Index:
    """What git has on record: blobs of files, submodules, and what it does not even look at.

    `changed_ns` is the inode's time of change when git last looked.
    """

    blobs: dict[str, str] = field(default_factory=dict)
    changed_ns: dict[str, int] = field(default_factory=dict)
    gitlinks: set[str] = field(default_factory=set)
    untrusted: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Status:
    commit: str | None = None
    dirty: bool = False
    removed: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    untracked: set[str] = field(default_factory=set)
    nested: set[str] = field(default_factory=set)


def find_work_tree(folder: Path) -> WorkTree:
    """Find the work tree that a folder belongs to and is not ignored by.

    Raises:
        GitFailedError: there is none, or git cannot say.
    """
    answer = _run(folder, "rev-parse", "--show-object-format", "--show-toplevel")
    algorithm, _, top = os.fsdecode(answer).removesuffix("\n").partition("\n")
    work_tree = WorkTree(Path(top), algorithm)
    if not folder.samefile(top) and _is_ignored(folder):
        raise IgnoredError(str(folder))
    return work_tree


def read_git_tree(work_tree: WorkTree, left_out: Filter) -> GitTree:
    """Read mode and blob of every file, tracked or untracked and not ignored, that is not left out.

    Raises:
        GitFailedError: git cannot say.
    """
    top = work_tree.top
    index = _list_tracked(top, left_out)
    status = _read_status(top, left_out)
    retouched = _find_retouched(top, index) - status.removed
    suspects = (status.changed | index.untrusted | status.untracked | retouched) - index.gitlinks
    unchanged = index.blobs.keys() - suspects - status.removed
    files = {path: index.blobs[path] for path in unchanged}
    files |= _hash_with_filters(work_tree, [path for path in suspects if not left_out.covers(path)])
    is_dirty = status.dirty
    for path in index.gitlinks | status.nested:
        found = _read_nested(work_tree, path, left_out)
        if path in index.gitlinks and found.commit is not None and not left_out.covers(path):
            files[path] = f"{GITLINK} {found.commit}"
        files |= found.files
        is_dirty = is_dirty or found.dirty
    tree = _text(_run(top, "rev-parse", "--verify", "--quiet", "HEAD^{tree}")) if status.commit else None
    return GitTree(files, status.commit, tree, is_dirty)


def holds_tracked(root: Path, path: str) -> bool:
    """Tell whether git tracks a path, relative to `root`, or anything below it; False outside git."""
    try:
        return bool(_run(root, "ls-files", "-z", "--", f":(literal){path}"))
    except GitFailedError:
        return False


def _list_tracked(top: Path, left_out: Filter) -> _Index:
    answer = _run(top, "ls-files", "--stage", "-v", "-z", "--debug")
    entries = _INDEX_ENTRY.findall(os.fsdecode(answer))
    if len(entries) != answer.count(b"\0"):
        raise GitFailedError("ls-files")
    index = _Index()
    for tag, mode, blob, stage, path, seconds, nanoseconds in entries:
        if mode == GITLINK:
            index.gitlinks.add(path)
        elif left_out.covers(path):
            continue
        elif tag != _TRUSTED or stage != "0":
            # assume-unchanged, skip-worktree, a conflict: what git says is not what is there.
            index.untrusted.add(path)
        else:
            index.blobs[path] = f"{mode} {blob}"
            index.changed_ns[path] = int(seconds) * 1_000_000_000 + int(nanoseconds)
    return index


def _find_retouched(top: Path, index: _Index) -> set[str]:
    """Find files touched since git last looked, though maybe within the same second: it compares seconds."""
    if os.name != "posix":
        return set()
    folder = f"{top}/"
    retouched: set[str] = set()
    for path, changed_ns in index.changed_ns.items():
        try:
            status = os.lstat(folder + path)
        except OSError:
            continue
        if status.st_ctime_ns != changed_ns:
            retouched.add(path)
    return retouched


def _read_status(top: Path, left_out: Filter) -> _Status:
    status = _Status()
    for entry in _split(_run(top, *_STATUS)):
        kind, _, rest = entry.partition(" ")
        match kind:
            case "#":
                name, _, value = rest.partition(" ")
                if name == "branch.oid" and value != "(initial)":
                    status.commit = value
            case "?":
                _note_untracked(status, rest, left_out)
            case "1":
                states, _, _, _, mode, _, _, path = rest.split(" ", 7)
                status.dirty = True
                _note_change(status, path, mode, is_changed=states[1] != ".")
            case "u":
                path = rest.split(" ", 9)[9]
                status.dirty = True
                status.changed.add(path)
            case _:
                raise GitFailedError(f"status says `{entry}`")
    return status


def _note_change(status: _Status, path: str, mode: str, *, is_changed: bool) -> None:
    if mode == _MISSING:
        status.removed.add(path)
    elif is_changed:
        status.changed.add(path)


def _note_untracked(status: _Status, path: str, left_out: Filter) -> None:
    # Git names a folder only where a repository of its own is in it.
    folder = path.removesuffix("/")
    if folder != path and not left_out.covers_folder(folder):
        status.nested.add(folder)
        status.dirty = True
    elif folder == path and not left_out.covers(path):
        status.untracked.add(path)
        status.dirty = True


def _read_nested(work_tree: WorkTree, path: str, left_out: Filter) -> GitTree:
    """Read a submodule or a repository within the work tree; its files count under its path."""
    folder = work_tree.top / path
    if left_out.covers_folder(path):
        return GitTree({}, None, None, dirty=False)
    if folder.is_symlink() or not folder.is_dir():
        paths = () if left_out.covers(path) else (path,)
        return GitTree(hash_files(work_tree.top, paths, work_tree.algorithm), None, None, dirty=False)
    within = left_out.within(path)
    try:
        found = read_git_tree(_find_nested(folder), within)
    except GitFailedError:
        found = GitTree(
            hash_files(folder, walk_files(folder, within), work_tree.algorithm), None, None, dirty=False
        )
    files = {f"{path}/{inner}": blob for inner, blob in found.files.items()}
    return GitTree(files, found.commit, found.tree, found.dirty)


def _find_nested(folder: Path) -> WorkTree:
    nested = find_work_tree(folder)
    if not nested.top.samefile(folder):
        # A submodule that is not checked out: git answers for the repository around it.
        raise GitFailedError(str(folder))
    return nested


def _hash_with_filters(work_tree: WorkTree, paths: Iterable[str]) -> dict[str, str]:
    """Hash what git has no blob of, after its filters; links and what git will not hash without."""
    regular: dict[str, str] = {}
    others: dict[str, str] = {}
    for path in paths:
        try:
            mode = mode_of((work_tree.top / path).lstat())
        except OSError:
            continue
        if mode is not None and mode != LINK:
            regular[path] = mode
        elif (blob := hash_file(work_tree.top / path, work_tree.algorithm)) is not None:
            others[path] = blob
    return others | _hash_regular(work_tree, regular)


def _hash_regular(work_tree: WorkTree, modes: Mapping[str, str]) -> dict[str, str]:
    if not modes:
        return {}
    try:
        listed = b"\n".join(_quote(path) for path in modes) + b"\n"
        blobs = _run(work_tree.top, "hash-object", "--stdin-paths", given=listed).decode().split()
    except GitFailedError:
        blobs = []
    if len(blobs) != len(modes):
        # One file that went away, cannot be read or has a broken filter stops git for all of them.
        return hash_files(work_tree.top, modes, work_tree.algorithm)
    return {path: f"{mode} {blob}" for (path, mode), blob in zip(modes.items(), blobs, strict=True)}


def _quote(path: str) -> bytes:
    # Octal for all but plain characters: git reads one C string a line.
    plain = (bytes((byte,)) if byte in _PLAIN else b"\\%03o" % byte for byte in os.fsencode(path))
    return b'"' + b"".join(plain) + b'"'


def _is_ignored(folder: Path) -> bool:
    command = _command("check-ignore", "--quiet", "--no-index", "--", str(folder))
    return (
        subprocess.run(  # noqa: S603 - git, with arguments of ours
            command, cwd=folder, env=_environment(), capture_output=True, check=False
        ).returncode
        != 1
    )


def _split(answer: bytes) -> list[str]:
    return [entry for entry in os.fsdecode(answer).split("\0") if entry]


def _text(answer: bytes) -> str:
    return os.fsdecode(answer).strip()


def _run(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    try:
        return subprocess.run(  # noqa: S603 - git, with arguments of ours
            _command(*arguments), cwd=folder, env=_environment(), input=given, capture_output=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise GitFailedError(f"git {arguments[0]}") from error


def _command(*arguments: str) -> tuple[str, ...]:
    return ("git", *_EXACT, *_FILE_MODE, *arguments)


def _environment() -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or _KEPT.fullmatch(name)
    }
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
