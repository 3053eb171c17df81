"""The page on disk."""

import os
from contextlib import suppress
from pathlib import Path

from storycontract.errors import CannotDecideError


def save_page(text: str, file: Path) -> None:
    """Save the page whole or not at all.

    Raises:
        CannotDecideError: the file cannot be written.
    """
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(text, encoding="utf-8", errors="replace", newline="\n")
        draft.replace(file)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise CannotDecideError(
            f"the page cannot be written: {(error.strerror or str(error)).lower()}",
            fix="make the folder writable and free some space, then run again",
            where=str(file),
        ) from error


def remove_page(file: Path) -> None:
    """Remove the page, so that nobody takes it for the result of a run that is killed.

    Raises:
        CannotDecideError: it is there and stays.
    """
    try:
        file.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise CannotDecideError(
            f"the page of an earlier run cannot be removed: {(error.strerror or str(error)).lower()}",
            fix="delete it or make its folder writable, then run again",
            where=str(file),
        ) from error
