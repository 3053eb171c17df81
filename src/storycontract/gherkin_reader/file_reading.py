"""Whole files to bytes, as every run does with many."""

import errno
import os
from pathlib import Path
from stat import S_ISREG

# Without waiting for somebody to write into a pipe. Windows knows no such thing, but kinds of files.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class NoRegularFileError(OSError):
    """What goes by the name of a file may have no end: it is a pipe, a device or the like."""


def read_whole(file: Path | str) -> bytes:
    """Read a file of which nothing is left for later.

    Raises:
        OSError: the system does not let us.
        NoRegularFileError: there is another thing than a file.
    """
    descriptor = os.open(file, _FLAGS)
    try:
        status = os.fstat(descriptor)
        if not S_ISREG(status.st_mode):
            raise NoRegularFileError(errno.EINVAL, "it is no regular file", os.fspath(file))
        content = os.read(descriptor, status.st_size + 1)
        if len(content) != status.st_size:
            # It is written just now, or larger than one look.
            content += b"".join(iter(lambda: os.read(descriptor, _PORTION), b""))
        return content
    finally:
        os.close(descriptor)


_PORTION = 1 << 20
