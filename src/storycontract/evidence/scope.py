"""What code a run saw: one digest over the files that could have made a difference."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from storycontract.errors import EvidenceError, SettingsError, say_reason
from storycontract.evidence.file_tree import Filter, hash_files, walk_files
from storycontract.evidence.git_tree import (
    GitFailedError,
    GitTree,
    IgnoredError,
    find_work_tree,
    read_git_tree,
)
from storycontract.evidence.hidden_code import hash_hidden_code
from storycontract.evidence.left_out import LeftOut, ScopeOptions
from storycontract.whole_file import write_whole

__all__ = [
    "Change",
    "ChangedFile",
    "Scope",
    "ScopeOptions",
    "compare_manifests",
    "compute_scope",
    "load_manifest",
    "save_manifest",
]

DOMAIN = "sc/scope/1"
MANIFESTS = "manifests"


class Change(StrEnum):
    """What became of a file between two scopes."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file that differs between two scopes."""

    path: str
    change: Change


@dataclass(frozen=True, slots=True)
class Scope:
    """The state of the code; commit and tree are None outside git and before the first commit.

    `manifest` gives mode and blob of every file by its path from the top of the work tree.
    """

    digest: str
    manifest: Mapping[str, str]
    commit: str | None
    tree: str | None
    dirty: bool


def compute_scope(root: Path, options: ScopeOptions) -> Scope:
    """Compute the scope of the project at `root`.

    Within git these are the tracked and the untracked but not ignored files of the whole work tree; where git
    cannot say, all files; and in any case what features run as code. Never HEAD, never a timestamp.

    Raises:
        SettingsError: the globs of the settings leave nothing.
    """
    found, left_out = _read_tree(root, options)
    files = {**found.files, **hash_hidden_code(root, options, left_out, found.files)}
    if not files and (options.scope or options.outputs):
        raise SettingsError(
            "`scope` and `outputs` leave no file, so that no change could ever make evidence stale",
            fix="widen `scope`, or take globs out of `outputs`",
            where="pyproject.toml [tool.storycontract]",
        )
    return Scope(digest_manifest(files), files, found.commit, found.tree, found.dirty)


def digest_manifest(manifest: Mapping[str, str]) -> str:
    """Digest paths and blobs: 64 hexadecimal digits."""
    entries = "".join(f"{path}\0{blob}\0" for path, blob in sorted(manifest.items()))
    return hashlib.sha256(f"{DOMAIN}\n{entries}".encode(errors="surrogateescape")).hexdigest()


def compare_manifests(then: Mapping[str, str], now: Mapping[str, str]) -> tuple[ChangedFile, ...]:
    """Compare two states of the code, file by file, in the order of their paths."""
    return tuple(
        ChangedFile(path, _judge_change(path, then, now))
        for path in sorted({*then, *now})
        if then.get(path) != now.get(path)
    )


def save_manifest(evidence_folder: Path, scope: Scope) -> Path:
    """Keep the manifest behind a digest, once.

    Raises:
        EvidenceError: it cannot be written.
    """
    file = _manifest_file(evidence_folder, scope.digest)
    if load_manifest(evidence_folder, scope.digest) is not None:
        return file
    try:
        write_whole(file, json.dumps(dict(scope.manifest), indent=0).encode("ascii"))
    except OSError as error:
        raise EvidenceError(
            f"the list of files cannot be written: {say_reason(error)}",
            where=str(file),
            fix="free space or make this folder writable, then run again",
        ) from error
    return file


def load_manifest(evidence_folder: Path, digest: str) -> Mapping[str, str] | None:
    """Load the manifest behind a digest; None where it was not kept or is not what was kept."""
    try:
        manifest = json.loads(_manifest_file(evidence_folder, digest).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(manifest, dict) or not all(isinstance(blob, str) for blob in manifest.values()):
        return None
    return manifest if digest_manifest(manifest) == digest else None


def _read_tree(root: Path, options: ScopeOptions) -> tuple[GitTree, LeftOut]:
    try:
        work_tree = find_work_tree(root)
        left_out = LeftOut(work_tree.top, root, options)
        found = read_git_tree(work_tree, Filter(left_out.covers, left_out.covers_folder))
    except IgnoredError:
        return _walk_tree(root, root, options)
    except GitFailedError:
        top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
        return _walk_tree(top, root, options)
    if any(left_out.is_in_project(path) for path in found.files):
        return found, left_out
    # A project that git knows no file of (one that ignores itself, say) would never change.
    return _walk_tree(root, root, options)


def _walk_tree(top: Path, root: Path, options: ScopeOptions) -> tuple[GitTree, LeftOut]:
    left_out = LeftOut(top, root, options)
    files = hash_files(top, walk_files(top, Filter(left_out.covers, left_out.covers_folder)))
    return GitTree(files, commit=None, tree=None, dirty=False), left_out


def _judge_change(path: str, then: Mapping[str, str], now: Mapping[str, str]) -> Change:
    if path not in then:
        return Change.ADDED
    return Change.CHANGED if path in now else Change.REMOVED


def _manifest_file(evidence_folder: Path, digest: str) -> Path:
    return evidence_folder / MANIFESTS / f"{digest}.json"
