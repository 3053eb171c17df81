"""Files of evidence that take their place whole or not at all."""

from pathlib import Path

from storycontract.errors import EvidenceError, say_reason
from storycontract.whole_file import write_whole


def write_evidence(file: Path, content: bytes) -> None:
    """Write a file; readers see all of it or none.

    Raises:
        EvidenceError: it cannot be written.
    """
    try:
        write_whole(file, content, survives_power_cut=True)
    except OSError as error:
        raise EvidenceError(
            f"this file cannot be written: {say_reason(error)}",
            where=str(file),
            fix="free space or make this folder writable, then do it again",
        ) from error
