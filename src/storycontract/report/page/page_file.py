"""The page on disk."""

from pathlib import Path

from storycontract.errors import CannotDecideError, say_reason
from storycontract.whole_file import write_whole


def save_page(text: str, file: Path) -> None:
    """Save the page whole or not at all.

    Raises:
        CannotDecideError: the file cannot be written.
    """
    try:
        write_whole(file, text.encode("utf-8", errors="replace"))
    except OSError as error:
        raise CannotDecideError(
            f"the page cannot be written: {say_reason(error)}",
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
            f"the page of an earlier run cannot be removed: {say_reason(error)}",
            fix="delete it or make its folder writable, then run again",
            where=str(file),
        ) from error
