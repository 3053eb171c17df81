"""Bytes of a feature file to the text that every line number counts in."""

from codecs import BOM_UTF8

from storycontract.contract.location import Location
from storycontract.contract.problem import Problem


def decode_source(source: bytes, path: str) -> str | Problem:
    """Decode UTF-8 with or without a BOM and any line ends; a problem where the bytes are no UTF-8.

    Line ends become LF, as for every tool that opens the file as text: they never reach a runner.
    """
    try:
        # The decoder that would take a BOM off is written in Python, and takes longer.
        text = source.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        seen = error.object
        before = _unify_line_ends(seen[: error.start].decode("utf-8"))
        return Problem(
            name="not-utf-8",
            detail=f"byte 0x{seen[error.start]:02x} is not UTF-8",
            fix="save the file as UTF-8",
            location=Location(path, before.count("\n") + 1, len(before) - before.rfind("\n")),
        )
    return _unify_line_ends(text)


def _unify_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
