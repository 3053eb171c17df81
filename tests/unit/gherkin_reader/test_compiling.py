"""Column names are text: nothing in them is a pattern."""

import pytest

from storycontract.gherkin_reader.parsing import parse_feature


def filled(step: str, *rows: str) -> list[str]:
    table = "\n".join(rows)
    source = f"Feature: f\nScenario: s\nGiven {step}\nExamples:\n{table}"
    feature = parse_feature(source.encode(), "f.feature").feature
    assert feature is not None
    return [case.steps[0].text for case in feature.scenarios[0].cases]


@pytest.mark.parametrize(
    "column", ["(", "[a", "a+b", "price (EUR)", "*", "?", "{2}", "^", "$", r"\\d", "(a+)+$"]
)
def test_a_column_may_hold_any_sign(column: str) -> None:
    name = column.replace("\\\\", "\\")

    assert filled(f"<{name}>!", f"| {column} |", "| x |") == ["x!"]


def test_a_column_fills_its_own_placeholder_alone() -> None:
    assert filled("<a.b> <axb>", "| a.b |", "| 1 |") == ["1 <axb>"]


@pytest.mark.parametrize("value", [r"\\1", r"\\g<0>", r"\\\\", "$1"])
def test_a_value_is_put_in_as_written(value: str) -> None:
    assert filled("<a>", "| a |", f"| {value} |") == [value.replace("\\\\", "\\")]


def test_of_two_columns_of_one_name_the_first_is_filled_in() -> None:
    assert filled("<a>", "| a | a |", "| 1 | 2 |") == ["1"]


def test_a_placeholder_without_a_column_stays() -> None:
    assert filled("<b>", "| a |", "| 1 |") == ["<b>"]


def test_a_placeholder_within_a_value_is_filled_by_a_later_column() -> None:
    assert filled("<a>", "| a | b |", "| <b> | 2 |") == ["2"]
