"""Bytes of a feature file to the text that every line number counts in."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE

from storycontract.contract.location import Location
from storycontract.contract.problem import Problem

# The marks of UTF-32 come first: one of them starts like one of UTF-16.
_MARKS = {BOM_UTF32_LE: "UTF-32", BOM_UTF32_BE: "UTF-32", BOM_UTF16_LE: "UTF-16", BOM_UTF16_BE: "UTF-16"}
# Where the first letters are those of English, or a `#` and a space, every other byte is empty.
_EVERY_OTHER = ((True, False, True, False), (False, True, False, True))


def decode_source(source: bytes, path: str) -> str | Problem:
    """Decode UTF-8 with or without a BOM and any line ends; a problem where the bytes are no UTF-8.

    Line ends become LF, as for every tool that opens the file as text: they never reach a runner.
    """
    if wide := _find_wide_encoding(source[:4]):
        return Problem(
            name="not-utf-8",
            detail=f"the file is {wide}, and not UTF-8",
            fix="save the file as UTF-8",
            location=Location(path, 1, 1),
        )
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


def _find_wide_encoding(start: bytes) -> str | None:
    """Find an encoding of two or four bytes a letter; without its mark, its ASCII is UTF-8 with gaps."""
    for mark, name in _MARKS.items():
        if start.startswith(mark):
            return name
    return "UTF-16" if tuple(map(bool, start)) in _EVERY_OTHER else None


def _unify_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
