"""Tags put into the bytes of a feature file, every other byte kept."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from storycontract.contract.location import Location
from storycontract.contract.tag import Tag

_BOM = b"\xef\xbb\xbf"
_LINE = re.compile(rb"([^\r\n]*)(\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True)
class NewTag:
    """A tag for an element; `name` is without `@`, `place` is where the keyword of the element stands.

    It goes behind `last_tag`, the last tag that the element has; on a line of its own where that is None.
    """

    name: str
    place: Location
    last_tag: Tag | None


def insert_tags(source: bytes, tags: Iterable[NewTag]) -> bytes:
    """Insert tags into a feature file with its own indentation, line ends and encoding.

    `source` is UTF-8, with or without a BOM.
    """
    bom = _BOM if source.startswith(_BOM) else b""
    lines = [(line.decode("utf-8"), end) for line, end in _LINE.findall(source[len(bom) :])]
    # From the end, so that the places of those before stay as they are.
    for tag in sorted(tags, key=lambda tag: tag.place.line, reverse=True):
        if tag.last_tag is None or not _append(lines, tag.last_tag, tag.name):
            _insert_line(lines, tag)
    return bom + b"".join(line.encode("utf-8") + end for line, end in lines)


def _append(lines: list[tuple[str, bytes]], last: Tag, name: str) -> bool:
    line, end = lines[last.location.line - 1]
    start = last.location.column - 1
    behind = start + len(last.name) + 1
    if line[start:behind] != f"@{last.name}":
        return False
    lines[last.location.line - 1] = (f"{line[:behind]} @{name}{line[behind:]}", end)
    return True


def _insert_line(lines: list[tuple[str, bytes]], tag: NewTag) -> None:
    index = tag.place.line - 1
    line, end = lines[index]
    # The last line of a file may have no end to take over.
    above = lines[index - 1][1] if index else b""
    lines.insert(index, (f"{line[: tag.place.column - 1]}@{tag.name}", end or above or b"\n"))
