"""How long reading feature files takes, beside the library alone: `python benchmarks/parsing.py [FOLDER]`."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from gherkin.errors import ParserError
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

from storycontract.contract.identity import collect_stories
from storycontract.gherkin_reader.decoding import decode_source
from storycontract.gherkin_reader.parsing import parse_feature

WRITTEN_FILES = 300
SCENARIO = (
    "  Scenario: s{0}\n    Given a reader\n      | name |\n      | Ann  |\n    When b{0}\n    Then c{0}\n"
)
OUTLINE = "  Scenario Outline: o\n    When <a>\n    Then <b>\n    Examples:\n      | a | b |\n"


def write_source(number: int) -> bytes:
    """Write a file of ten scenarios and an outline of fifty rows."""
    scenarios = "".join(SCENARIO.format(each) for each in range(10))
    rows = "".join(f"      | {row} | {row + number} |\n" for row in range(50))
    return f"@story:S-{number}\nFeature: f\n{scenarios}{OUTLINE}{rows}".encode()


def compile_with_library(source: bytes) -> None:
    """Parse and compile without any noun of ours."""
    text = decode_source(source, "f.feature")
    if isinstance(text, str):
        try:
            Compiler().compile({**Parser().parse(text), "uri": "f.feature"})
        except ParserError:
            return


def read_story(source: bytes) -> None:
    """Read a file to its stories, fingerprints included."""
    collect_stories([parse_feature(source, "f.feature")])


def measure(name: str, read: Callable[[bytes], None], sources: list[bytes]) -> None:
    """Print the CPU seconds that reading all sources takes."""
    start = time.process_time()
    for source in sources:
        read(source)
    print(f"{name:<10}{time.process_time() - start:7.2f} CPU seconds")


def main(folder: str | None) -> None:
    """Measure on the files below a folder, or on files written for it."""
    found = sorted(Path(folder).rglob("*.feature")) if folder else []
    sources = [file.read_bytes() for file in found] or [
        write_source(number) for number in range(WRITTEN_FILES)
    ]
    lines = sum(source.count(b"\n") for source in sources)
    print(f"{len(sources)} files, {lines} lines")
    measure("library", compile_with_library, sources)
    measure("ours", read_story, sources)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
