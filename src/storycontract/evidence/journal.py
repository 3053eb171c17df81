"""One process's part of a run, written as it happens."""

import errno
import json
import os
import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self

from storycontract.errors import EvidenceError, say_reason
from storycontract.evidence.masking import mask_line
from storycontract.evidence.record import Line

SUFFIX = ".jsonl"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class JournalWriter:
    """Appends whole lines to one journal of a run.

    After a write that failed it accepts no more: the line that was lost may be a failure, and a pass written
    after it would stand alone.
    """

    def __init__(self, run_folder: Path, process: str, patterns: Sequence[re.Pattern[str]]) -> None:
        self._patterns = tuple(patterns)
        self._size_bytes = 0
        self._failure: OSError | None = None
        self.path, self._descriptor = _create(run_folder, process)
        self._identity = _identify(os.fstat(self._descriptor))

    def write(self, line: Line) -> None:
        """Append one line, its free text masked, with one call to the system.

        Raises:
            EvidenceError: the line could not be written, or one before it could not.
        """
        if self._failure is not None:
            raise _writing_error(self._failure, self.path) from self._failure
        values = mask_line(line, self._patterns)
        whole = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        self.check()
        try:
            _write_all(self._descriptor, whole)
        except OSError as error:
            self._fail(error)
        self._size_bytes += len(whole)

    def check(self) -> None:
        """Check that what was written is still there: tests can delete files and close descriptors.

        Raises:
            EvidenceError: it is not.
        """
        try:
            is_ours = self._is_ours()
        except OSError:
            is_ours = False
        if not is_ours:
            self._failure = self._failure or OSError(errno.ENOENT, "what was written is no longer there")
            raise _writing_error(self._failure, self.path) from self._failure

    def close(self) -> None:
        """Close the file; what was written stands."""
        if self._descriptor >= 0:
            with suppress(OSError):
                if _identify(os.fstat(self._descriptor)) == self._identity:
                    os.close(self._descriptor)
        self._descriptor = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _is_ours(self) -> bool:
        by_name, by_number = self.path.stat(), os.fstat(self._descriptor)
        return (
            _identify(by_name) == _identify(by_number) == self._identity
            and by_name.st_size == self._size_bytes
        )

    def _fail(self, error: OSError) -> NoReturn:
        self._failure = error
        with suppress(OSError):
            os.ftruncate(self._descriptor, self._size_bytes)
        if self._size_bytes == 0:
            # A journal without a header would speak of no run at all.
            with suppress(OSError):
                self.path.unlink()
                self.path.parent.rmdir()
        raise _writing_error(error, self.path) from error


def _create(run_folder: Path, process: str) -> tuple[Path, int]:
    stem = re.sub(r"[^A-Za-z0-9._-]", "_", process)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | getattr(os, "O_BINARY", 0)
    for number in count(1):
        path = run_folder / f"{stem}{'' if number == 1 else f'-{number}'}{SUFFIX}"
        try:
            run_folder.mkdir(parents=True, exist_ok=True)
            return path, os.open(path, flags, 0o644)
        except FileExistsError:
            if not run_folder.is_dir():
                raise _writing_error(NotADirectoryError(errno.ENOTDIR, "not a folder"), path) from None
        except OSError as error:
            raise _writing_error(error, path) from error
    raise AssertionError("unreachable")


def _identify(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _write_all(descriptor: int, content: bytes) -> None:
    # A disk that is nearly full takes a part of a line; only the next call says why.
    remaining = memoryview(content)
    while remaining:
        remaining = remaining[os.write(descriptor, remaining) :]


def _writing_error(error: OSError, path: Path) -> EvidenceError:
    reason = say_reason(error)
    fix = "make this folder writable, or set `reports` to one that is, then run again"
    if error.errno in _FULL:
        fix = "free space on this disk, then run again"
    elif error.errno == errno.ENOENT:
        fix = "keep tests from deleting what is there, then run again"
    return EvidenceError(f"evidence cannot be written: {reason}", where=str(path), fix=fix)
