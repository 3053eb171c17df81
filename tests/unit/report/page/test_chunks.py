import base64
import json
import zlib

from hypothesis import given
from hypothesis import strategies as st

from storycontract.report.page.chunks import Chunk, pack_details

BACK = str.maketrans(".:,", "<>&")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def unpack(chunk: Chunk) -> list[dict[str, object]]:
    content = zlib.decompress(base64.b85decode(chunk.packed.translate(BACK)))
    unpacked: list[dict[str, object]] = json.loads(content)
    return unpacked


@given(st.lists(st.dictionaries(TEXTS, TEXTS, max_size=3), max_size=5))
def test_what_was_packed_comes_out_again_whatever_it_holds(details: list[dict[str, str]]) -> None:
    assert [each for chunk in pack_details(details) for each in unpack(chunk)] == details


@given(st.lists(st.dictionaries(TEXTS, TEXTS, max_size=3), min_size=1, max_size=5))
def test_nothing_that_is_packed_means_anything_in_html(details: list[dict[str, str]]) -> None:
    packed = "".join(chunk.packed for chunk in pack_details(details))

    assert not set(packed) & set("<>&\"'\\ \n")


def test_many_stories_are_packed_into_several_chunks_that_say_where_they_begin() -> None:
    chunks = list(pack_details({"text": "x" * 50_000, "n": number} for number in range(10)))

    assert [chunk.first for chunk in chunks] == [0, 4, 8]
    assert [len(unpack(chunk)) for chunk in chunks] == [4, 4, 2]


def test_a_lone_surrogate_breaks_nothing() -> None:
    (chunk,) = pack_details([{"name": "a\ud800b"}])

    assert unpack(chunk) == [{"name": "a?b"}]
