"""The files of a folder, hashed as git would, without git."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

EXECUTABLE = "100755"
REGULAR = "100644"
LINK = "120000"
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Filter:
    """Which files, and which folders as a whole, are left out; paths are relative to one folder."""

    covers: Callable[[str], bool]
    covers_folder: Callable[[str], bool]

    def within(self, folder: str) -> Self:
        """Give the same filter for paths relative to a folder further down."""
        return type(self)(
            lambda path: self.covers(f"{folder}/{path}"),
            lambda path: self.covers_folder(f"{folder}/{path}"),
        )


def walk_files(folder: Path, left_out: Filter) -> Iterator[str]:
    """Walk all that is not left out, as paths relative to `folder`; links are not followed."""
    pending = [""]
    while pending:
        relative = pending.pop()
        try:
            entries = sorted(os.scandir(folder / relative), key=lambda entry: entry.name)
        except OSError:
            # What nobody can list is one entry, so that it does not go unseen.
            yield relative
            continue
        for entry in entries:
            path = f"{relative}/{entry.name}" if relative else entry.name
            if entry.is_dir(follow_symlinks=False):
                pending += () if left_out.covers_folder(path) else (path,)
            elif not left_out.covers(path):
                yield path


def hash_files(top: Path, paths: Iterable[str], algorithm: str = "sha1") -> dict[str, str]:
    """Hash files as git's blobs, without its filters; what is no longer there is left out."""
    blobs = ((path, hash_file(top / path, algorithm)) for path in paths)
    return {path: blob for path, blob in blobs if blob is not None}


def hash_file(path: Path, algorithm: str = "sha1") -> str | None:
    """Give mode and blob of a file or link; None for what git has no blob for, or what is not there."""
    try:
        status = path.lstat()
    except OSError:
        return None
    try:
        return _hash(path, status, algorithm)
    except FileNotFoundError:
        return None
    except OSError:
        # Changed content of a file that cannot be read must not go unseen: its metadata stand in for it.
        return f"unreadable {status.st_size} {status.st_ino} {status.st_mtime_ns} {status.st_ctime_ns}"


def mode_of(status: os.stat_result) -> str | None:
    """Give git's mode for a file; None where git has none (a socket, a pipe, a folder)."""
    if stat.S_ISLNK(status.st_mode):
        return LINK
    if stat.S_ISREG(status.st_mode):
        return EXECUTABLE if status.st_mode & stat.S_IXUSR else REGULAR
    return None


def _hash(path: Path, status: os.stat_result, algorithm: str) -> str | None:
    mode = mode_of(status)
    if mode == LINK:
        target = os.fsencode(path.readlink())
        digest = hashlib.new(algorithm, b"blob %d\0" % len(target) + target, usedforsecurity=False)
        return f"{mode} {digest.hexdigest()}"
    if mode is None:
        if stat.S_ISDIR(status.st_mode):
            os.close(os.open(path, os.O_RDONLY))
        return None
    with path.open("rb") as source:
        size_bytes = os.fstat(source.fileno()).st_size
        digest = hashlib.new(algorithm, b"blob %d\0" % size_bytes, usedforsecurity=False)
        while chunk := source.read(_CHUNK_BYTES):
            digest.update(chunk)
    return f"{mode} {digest.hexdigest()}"
