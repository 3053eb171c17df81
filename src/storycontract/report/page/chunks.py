"""The details of many stories, packed small into text that a page can hold."""

import base64
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

# Large enough that neighbours help one another to be small, small enough to unfold in a moment.
_CHUNK_BYTES = 160_000
_LEVEL = 9
# The alphabet of Base85 without the characters that mean something in HTML.
_HARMLESS = str.maketrans("<>&", ".:,")


@dataclass(frozen=True, slots=True)
class Chunk:
    """The details of some stories that follow one another; `first` counts the stories before them."""

    first: int
    packed: str


def pack_details(details: Iterable[Mapping[str, object]]) -> Iterator[Chunk]:
    """Pack the details of each story, in order, as deflated JSON lists in Base85.

    Base85 takes a fifteenth less than Base64: `<`, `>` and `&` of RFC 1924 are written `.`, `:` and `,`.
    """
    gathered: list[str] = []
    first = size = 0
    for detail in details:
        text = json.dumps(detail, ensure_ascii=False, separators=(",", ":"))
        gathered.append(text)
        size += len(text)
        if size >= _CHUNK_BYTES:
            yield _pack(first, gathered)
            first, size, gathered = first + len(gathered), 0, []
    if gathered:
        yield _pack(first, gathered)


def _deflate(content: bytes) -> bytes:
    deflating = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL + 1)
    return deflating.compress(content) + deflating.flush()


def _pack(first: int, texts: list[str]) -> Chunk:
    # Lone surrogates have no form in UTF-8; shown, they are as good as a question mark.
    content = f"[{','.join(texts)}]".encode("utf-8", "replace")
    packed = base64.b85encode(_deflate(content)).decode("ascii")
    return Chunk(first, packed.translate(_HARMLESS))
