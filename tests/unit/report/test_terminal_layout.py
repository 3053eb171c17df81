"""Cells, lines and colours."""

import pytest

from storycontract.report.terminal_layout import can_show_unicode, indent, wants_colour, wrap


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("one", ["one"]),
        ("one two three", ["one two", "three"]),
        ("a very-long-word-indeed b", ["a", "very-long-word-indeed", "b"]),
        ("検索する機能", ["検索する", "機能"]),
    ],
    ids=["nothing", "one word", "several", "a long word", "wide characters"],
)
def test_text_wraps_by_cells(text: str, lines: list[str]) -> None:
    assert wrap(text, 8) == lines


def test_a_line_that_does_not_fit_its_column_moves_left() -> None:
    assert indent(["short", "rather long"], 8, 14) == ["        short", "   rather long"]


@pytest.mark.parametrize(
    ("environment", "is_terminal", "wanted"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"TERM": "dumb"}, True, False),
    ],
)
def test_colour_is_for_terminals(environment: dict[str, str], *, is_terminal: bool, wanted: bool) -> None:
    assert wants_colour(environment, is_terminal=is_terminal) is wanted


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [("utf-8", True), ("ascii", False), ("latin-1", False), (None, False), ("?", False)],
)
def test_symbols_need_an_encoding_that_has_them(encoding: str | None, *, expected: bool) -> None:
    assert can_show_unicode(encoding) is expected
