"""Bytes of a feature file to the text that every line number counts in."""

from storycontract.contract.location import Location
from storycontract.contract.problem import Problem


def decode_source(source: bytes, path: str) -> str | Problem:
    """Decode UTF-8 with or without a BOM and any line ends; a problem where the bytes are no UTF-8.

    Line ends become LF, as for every tool that opens the file as text: they never reach a runner.
    """
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = source[: error.start]
        line_start = before.rfind(b"\n") + 1
        column = len(before[line_start:].decode("utf-8", errors="replace")) + 1
        return Problem(
            name="not-utf-8",
            detail=f"byte 0x{source[error.start]:02x} is not UTF-8",
            fix="save the file as UTF-8",
            location=Location(path, before.count(b"\n") + 1, column),
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")
