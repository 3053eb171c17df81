"""The fast parser and the cases against the library's own, on real feature files where they are at hand."""

import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from gherkin.errors import ParserError
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

from storycontract.gherkin_reader.decoding import decode_source
from storycontract.gherkin_reader.fast_parser import read_document
from storycontract.gherkin_reader.parsing import parse_feature

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


def drop_id(node: dict[str, object]) -> dict[str, object]:
    node.pop("id", None)
    return node


def read_as_library(text: str) -> object:
    """Give the library's own tree without its ids; None where it refuses the text."""
    try:
        return json.loads(json.dumps(Parser().parse(text)), object_hook=drop_id)
    except ParserError:
        return None


@pytest.mark.skipif(not ARCHIVE.exists(), reason="the real feature files are not at hand")
def test_real_files_give_the_same_trees() -> None:
    different = [text for text in iter_texts() if read_document(text) != read_as_library(text)]

    assert different == []


def list_pickles(text: str) -> list[object]:
    document = Parser().parse(text)
    pickles = Compiler().compile({**document, "uri": "f.feature"})
    return [
        (
            pickle["name"],
            pickle["location"]["line"],
            [f"@{name}" for name in dict.fromkeys(tag["name"].removeprefix("@") for tag in pickle["tags"])],
            [step["text"] for step in pickle["steps"]],
        )
        for pickle in pickles
        if pickle["steps"]
    ]


def list_cases(text: str) -> list[object]:
    feature = parse_feature(text.encode(), "f.feature").feature
    return [
        (case.name, case.location.line, [f"@{tag}" for tag in case.tags], [step.text for step in case.steps])
        for scenario in (feature.all_scenarios if feature else ())
        for case in scenario.cases
    ]


def is_compiled_alike(text: str) -> bool:
    """Leave out what is told apart on purpose: broken files, outlines without examples, signs of patterns."""
    try:
        list_pickles(text)
    except (ParserError, re.error):
        return False
    feature = parse_feature(text.encode(), "f.feature").feature
    scenarios = feature.all_scenarios if feature else ()
    names = "".join(name for each in scenarios for block in each.examples for name in block.header)
    outlines_have_examples = all(scenario.examples or not scenario.is_outline for scenario in scenarios)
    return outlines_have_examples and re.fullmatch(r"[\w -]*", names) is not None


@pytest.mark.skipif(not ARCHIVE.exists(), reason="the real feature files are not at hand")
def test_cases_of_real_files_are_the_pickles_of_the_library() -> None:
    texts = [text for text in iter_texts() if is_compiled_alike(text)]

    assert [text for text in texts if list_cases(text) != list_pickles(text)] == []
