"""Whatever bytes come in: a feature or problems, never an exception."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycontract.contract.feature import FeatureFile
from storycontract.contract.identity import collect_stories
from storycontract.gherkin_reader.parsing import parse_feature

LINES = [
    "Feature: f",
    "Rule: r",
    "Background:",
    "Scenario: s",
    "Scenario Outline: o <a>",
    "Examples:",
    "| a | b |",
    "| 1 |",
    "|",
    r"| <a> | \n \| \\ |",
    "| ( | [ |",
    "| a | a |",
    "@",
    "@a @b #c",
    "@ a",
    "@story:S-1",
    "@story",
    "@ac:",
    "@é:ü",
    "Given <a> <(> <[>",
    "When b",
    "Then c",
    "* d",
    "And e",
    '"""',
    "```json",
    "'''",
    "# language: de",
    "# language: xx",
    "words",
    "As a cook",
    "",
    "\\",
    "\x00",
    "\x0c",
    "a\x85b",
    "a\u2028b",
    "\ufeff",
]
FRAGMENTS = st.lists(st.sampled_from(LINES), max_size=20)
LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def check(source: bytes) -> FeatureFile:
    file = parse_feature(source, "f.feature")
    assert (file.feature is None) == bool(file.problems)
    assert all(problem.detail and problem.fix for problem in file.problems)
    assert all(problem.location.line >= 1 and problem.location.column >= 1 for problem in file.problems)
    # A story comes out exactly where a feature was read.
    assert bool(collect_stories([file])) == (file.feature is not None)
    return file


@given(FRAGMENTS, LINE_ENDS)
def test_any_lines_give_a_feature_or_problems(lines: list[str], line_end: str) -> None:
    check(line_end.join(lines).encode())


@given(FRAGMENTS)
def test_any_lines_below_a_feature_give_a_feature_or_problems(lines: list[str]) -> None:
    check("\n".join(["Feature: f", *lines]).encode())


@given(st.binary())
def test_any_bytes_give_a_feature_or_problems(source: bytes) -> None:
    check(source)


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_below_a_feature_gives_a_feature_or_problems(text: str) -> None:
    check(f"Feature: f\nScenario: s\nGiven {text}".encode())


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param('Given a\n"""\nopen', id="open doc string"),
        pytest.param("Given a\n| a |\n| b | c |", id="ragged rows"),
        pytest.param("Given <a>\nExamples:\n| a |\n| 1 | 2 |", id="ragged examples"),
        pytest.param("@a b\nScenario: t", id="tag with a space"),
    ],
)
def test_broken_input_is_a_problem(lines: str) -> None:
    assert check(f"Feature: f\nScenario: s\n{lines}".encode()).feature is None


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param("Given \x00", id="NUL"),
        pytest.param("Given a\x0cb", id="form feed"),
        pytest.param("Given a\u2028b\x85c\x1cd", id="other line separators"),
        pytest.param("Given <(> <[a>\nExamples:\n| ( | [a |\n| 1 | 2 |", id="columns like patterns"),
        pytest.param("Given a\nExamples:\n| a | a |\n| 1 | 2 |", id="columns of one name"),
        pytest.param("Given <>\nExamples:\n|  |\n| 1 |", id="column without a name"),
        pytest.param("Given a\nExamples:\n| a |", id="examples without rows"),
        pytest.param("Given a\n@ @@ @(x) @ü\nScenario: t", id="strange tags"),
        pytest.param(f"Given {'x' * 1_000_000}", id="long line"),
        pytest.param(f"Given a\n|{'x|' * 2000}", id="wide table"),
        pytest.param("Given a\n" + "And b\n" * 3000, id="many steps"),
        pytest.param("Given a\n" + "@a\n" * 2000 + "Scenario: t", id="many tag lines"),
    ],
)
def test_strange_input_is_a_feature(lines: str) -> None:
    assert check(f"Feature: f\nScenario: s\n{lines}".encode()).feature is not None


def test_lines_are_counted_by_line_ends_alone() -> None:
    file = check("Feature: a\u2028b\x0cc\x85d\nScenario: s\nGiven e".encode())

    assert file.feature is not None
    assert file.feature.name == "a\u2028b\x0cc\x85d"
    assert file.feature.scenarios[0].location.line == 2


def test_five_thousand_rows_are_five_thousand_cases() -> None:
    rows = "".join(f"| {number} |\n" for number in range(5_000))
    file = check(f"Feature: f\nScenario: s\nGiven <a>\nExamples:\n| a |\n{rows}".encode())

    assert file.feature is not None
    assert len({case.fingerprint for case in file.feature.scenarios[0].cases}) == 5_000


def test_a_column_that_would_make_a_pattern_slow_is_text() -> None:
    value = "a" * 50
    source = f"Feature: f\nScenario: s\nGiven <{value}!\nExamples:\n| (a+)+ |\n| 1 |"

    file = check(source.encode())

    assert file.feature is not None
    assert file.feature.scenarios[0].cases[0].steps[0].text == f"<{value}!"
