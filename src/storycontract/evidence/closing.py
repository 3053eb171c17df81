"""The journals of a run become one file, named by the digest of its content."""

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from glob import escape
from pathlib import Path

from storycontract.errors import EvidenceError, say_reason
from storycontract.evidence.run_file import (
    Journal,
    RunFile,
    find_journal_damage,
    is_closed_name,
    list_journals,
    name_closed,
    read_closed,
)


def close_run(run_folder: Path) -> Path:
    """Close a run; give its file, or its folder where it has not ended or cannot be read.

    Closing twice, or after a closing that was killed, is harmless.

    Raises:
        EvidenceError: the file cannot be written; the folder then stays as it was.
    """
    try:
        journals = list_journals(run_folder)
    except FileNotFoundError:
        # Nothing there any more, or another process is removing what it closed.
        journals = ()
    if not _can_close(run_folder, journals):
        return _find_closed(run_folder, journals) or run_folder
    content = _join(journals)
    file = run_folder.parent / name_closed(content)
    _write_whole(file, content, run_folder.name)
    _remove(run_folder, journals)
    return file


def render_closed(run_folder: Path) -> bytes | None:
    """Render what closing a run would write, and change nothing; None where it has no end or is damaged.

    Raises:
        OSError: a journal cannot be read, or is no longer there.
    """
    journals = list_journals(run_folder)
    return _join(journals) if _can_close(run_folder, journals) else None


def _join(journals: Sequence[Journal]) -> bytes:
    return b"".join(line + b"\n" for journal in journals for line in journal.lines)


def _can_close(run_folder: Path, journals: Sequence[Journal]) -> bool:
    if not journals or not journals[-1].ends_run:
        return False
    return find_journal_damage(run_folder, journals) is None


def _find_closed(run_folder: Path, journals: Sequence[Journal]) -> Path | None:
    said = {line for journal in journals for line in journal.lines}
    for closed in _iter_closed(run_folder.parent):
        ids = {section.header.run_id for section in closed.sections}
        if closed.damage is None and ids == {run_folder.name} and said <= closed.lines:
            _remove(run_folder, journals)
            return closed.file
    return None


def _iter_closed(evidence_folder: Path) -> Iterable[RunFile]:
    paths = sorted(evidence_folder.iterdir()) if evidence_folder.is_dir() else ()
    return (read_closed(path) for path in paths if is_closed_name(path.name))


def _write_whole(file: Path, content: bytes, run_id: str) -> None:
    temporary = file.with_name(f".closing-{run_id}-{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        temporary.replace(file)
        _sync_folder(file.parent)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        if file.exists():
            # Another process closed the same run at the same time, with the same content.
            return
        raise EvidenceError(
            f"the run cannot be closed: {say_reason(error)}",
            where=str(file.parent),
            fix="free space or make this folder writable, then run again",
        ) from error


def _sync_folder(folder: Path) -> None:
    # Not every system lets a folder be opened or flushed; the rename stands without.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(run_folder: Path, journals: Sequence[Journal]) -> None:
    # The journal with the end goes first: what a kill leaves behind can then never be closed a second time.
    leftovers = run_folder.parent.glob(f".closing-{escape(run_folder.name)}-*.tmp")
    with suppress(OSError):
        for path in (*(journal.file for journal in reversed(journals)), *leftovers):
            path.unlink(missing_ok=True)
        run_folder.rmdir()
