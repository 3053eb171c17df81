"""Files that take their place whole or not at all, whoever else writes them at the same time."""

import os
from contextlib import suppress
from pathlib import Path

from storycontract.errors import EvidenceError


def write_whole(file: Path, content: bytes) -> None:
    """Write a file; readers see all of it or none.

    Raises:
        EvidenceError: it cannot be written.
    """
    draft = file.with_name(f".{file.name}-{os.getpid()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        draft.replace(file)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise EvidenceError(
            f"this file cannot be written: {(error.strerror or str(error)).lower()}",
            where=str(file),
            fix="free space or make this folder writable, then do it again",
        ) from error
