"""Formats and files from the command line, paired."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from storycontract.errors import UsageError

Format = TypeVar("Format", bound=StrEnum)


def pair_outputs(formats: Sequence[Format], files: Sequence[Path]) -> list[tuple[Format, Path | None]]:
    """Pair the files with the last formats, in order; a format left over is printed.

    Raises:
        UsageError: there are more files than formats, or more than one format would be printed.
    """
    printed = len(formats) - len(files)
    if printed < 0:
        raise UsageError(
            f"more of --output-file ({len(files)}) than of --output-format ({len(formats)})",
            fix="give one --output-format for each file",
        )
    if printed > 1:
        raise UsageError(
            f"{printed} formats would be printed at once: {', '.join(formats[:printed])}",
            fix="give an --output-file for all formats but one",
        )
    return list(zip(formats, (*[None] * printed, *files), strict=True))
