"""The fast parser against the library's own, on real feature files where they are at hand."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from gherkin.errors import CompositeParserException, ParserError
from gherkin.parser import Parser

from storycontract.gherkin_reader.decoding import decode_source
from storycontract.gherkin_reader.fast_parser import parse_document

ARCHIVE = Path(__file__).parents[3] / "shared" / "corpus" / "features.tar.gz"
EVERY = 12


def iter_texts() -> Iterator[str]:
    with tarfile.open(ARCHIVE) as archive:
        members = [member for member in archive.getmembers() if member.name.endswith(".feature")]
        for member in members[::EVERY]:
            source = archive.extractfile(member)
            text = decode_source(source.read(), member.name) if source else None
            if isinstance(text, str):
                yield text


def read(parse: object, text: str) -> object:
    assert callable(parse)
    try:
        return parse(text)
    except CompositeParserException as error:
        return [(type(each), str(each), each.location) for each in error.errors]
    except ParserError as error:
        return type(error), str(error)


@pytest.mark.skipif(not ARCHIVE.exists(), reason="the real feature files are not at hand")
def test_real_files_give_the_same_trees_and_errors() -> None:
    different = [text for text in iter_texts() if read(parse_document, text) != read(Parser().parse, text)]

    assert different == []
