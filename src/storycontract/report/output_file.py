"""Files that somebody named for an output."""

import os
import stat
from pathlib import Path

from storycontract.errors import SetUpError, say_reason
from storycontract.whole_file import write_whole

_DEVICES = "/dev/"


def write_output(text: str, file: Path) -> None:
    """Write a file whole or not at all, in a folder that is made where there is none.

    A link is followed. A device or a pipe, such as `/dev/stdout`, is written to and never replaced: a regular
    file in its place would break every program on the machine. What UTF-8 cannot say is spelled out.

    Raises:
        SetUpError: the file cannot be written.
    """
    content = text.encode("utf-8", errors="backslashreplace")
    try:
        if _is_stream(file):
            with file.open("ab") as stream:
                stream.write(content)
        else:
            write_whole(Path(os.path.realpath(file)), content)
    except OSError as error:
        raise SetUpError(
            f"it cannot be written: {say_reason(error)}",
            fix="name a file in a folder that is writable",
            where=str(file),
        ) from error


def _is_stream(file: Path) -> bool:
    # Standard output may lead to a regular file, which belongs to whoever opened it.
    if os.path.abspath(file).startswith(_DEVICES):  # noqa: PTH100 - resolve would follow it
        return True
    try:
        mode = file.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)
