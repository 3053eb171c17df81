"""The fast parser gives the tree that the library's own parser gives, and none where that refuses."""

import gc
import json

import pytest
from gherkin.dialect import DIALECTS
from gherkin.errors import ParserError
from gherkin.parser import Parser
from hypothesis import given
from hypothesis import strategies as st

from storycontract.gherkin_reader.fast_parser import read_document

LINES = (
    "Feature: f",
    "# language: de",
    "#language:xx",
    "Funktionalität: f",
    "  Background:",
    "  Rule: r",
    "  Scenario: s",
    "  Scenario Outline: o",
    "    Examples:",
    "    Given a cart",
    "    * something",
    "    And more: Scenario: x",
    "    Angenommen ein Korb",
    "      | a | b |",
    "      |a\\|b|\\n|",
    "      | \u3000x\t|  | ",
    "      | open",
    "      |",
    "      \\| no row |",
    '      """',
    '      """json',
    "      ```",
    '      \\"\\"\\"',
    "  @a @b#c @d #e",
    "@with space @x",
    "# a comment",
    "plain words",
    "Scenario without a colon",
    "",
    "   \t",
)


def drop_id(node: dict[str, object]) -> dict[str, object]:
    node.pop("id", None)
    return node


def read_as_library(text: str) -> object:
    """Give the library's own tree without its ids; None where it refuses the text."""
    try:
        return json.loads(json.dumps(Parser().parse(text)), object_hook=drop_id)
    except ParserError:
        return None


@given(st.lists(st.sampled_from(LINES), max_size=14), st.sampled_from(["", "\n"]))
def test_trees_are_those_of_the_library(lines: list[str], end: str) -> None:
    text = "\n".join(lines) + end

    assert read_document(text) == read_as_library(text)


@given(st.text(alphabet="|\\ nab\u00a0\u3000\x1c", max_size=20))
def test_cells_are_split_as_the_library_splits_them(row: str) -> None:
    text = f"Feature: f\n  Scenario: s\n    Given a\n      |{row}|\n"

    assert read_document(text) == read_as_library(text)


@pytest.mark.parametrize("language", ["en", "de", "fr", "ja", "zh-CN", "ar", "en-pirate", "ht"])
def test_keywords_of_a_language_are_found(language: str) -> None:
    words = DIALECTS[language]
    steps = [keyword for kind in ("given", "when", "then", "and", "but") for keyword in words[kind]]
    text = "\n".join(
        [
            f"# language: {language}",
            f"{words['feature'][-1]}: f",
            f"{words['background'][-1]}:",
            *(f"{keyword}x" for keyword in steps),
            f"{words['rule'][-1]}: r",
            f"{words['scenario'][-1]}: s",
            *(f"{keyword}x" for keyword in steps),
            f"{words['scenarioOutline'][-1]}: o",
            f"{words['examples'][-1]}:",
            "| a |",
        ]
    )

    assert read_document(text) == read_as_library(text)


def test_what_was_read_is_freed_without_the_collector() -> None:
    text = "Feature: f\n  Scenario: s\n    Given a\n"
    gc.collect()
    gc.disable()
    try:
        read_document(text)
        read_document(f"{text}out of place\n")
        left = gc.collect()
    finally:
        gc.enable()

    assert left == 0
