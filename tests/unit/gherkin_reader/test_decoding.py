"""Bytes to text, and where they are none."""

import pytest

from storycontract.contract.problem import Problem
from storycontract.gherkin_reader.decoding import decode_source


@pytest.mark.parametrize(
    "source", [b"a\nb\n", b"a\r\nb\r\n", b"a\rb\r", b"\xef\xbb\xbfa\nb\n"], ids=["LF", "CRLF", "CR", "BOM"]
)
def test_line_ends_and_a_bom_are_unified(source: bytes) -> None:
    assert decode_source(source, "f.feature") == "a\nb\n"


def test_other_separators_are_left_in_their_lines() -> None:
    assert decode_source("a\x0cb\x85c\u2028d\x00".encode(), "f.feature") == "a\x0cb\x85c\u2028d\x00"


@pytest.mark.parametrize(
    ("source", "byte", "line", "column"),
    [
        pytest.param(b"\xff", "0xff", 1, 1, id="first"),
        pytest.param(b"ab\n\xc3\xa4x\xe4", "0xe4", 2, 3, id="columns in code points"),
        pytest.param(b"\xef\xbb\xbfa\n\xe4", "0xe4", 2, 1, id="after a BOM"),
        pytest.param(b"a\r\nb\r\nc\xe4", "0xe4", 3, 2, id="CRLF"),
        pytest.param(b"a\rb\r\xe4", "0xe4", 3, 1, id="lone CR"),
    ],
)
def test_a_byte_that_is_not_utf_8_is_named_with_its_place(
    source: bytes, byte: str, line: int, column: int
) -> None:
    problem = decode_source(source, "f.feature")

    assert isinstance(problem, Problem)
    assert problem.detail == f"byte {byte} is not UTF-8"
    assert (problem.location.path, problem.location.line, problem.location.column) == (
        "f.feature",
        line,
        column,
    )


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["Feature: Café", "# language: ja\n機能: 支払い"], ids=["English", "Japanese"]
)
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["without a mark", "with a mark"])
def test_utf_16_is_named(encoding: str, text: str, mark: str) -> None:
    problem = decode_source((mark + text).encode(encoding), "f.feature")

    assert isinstance(problem, Problem)
    assert problem.detail == "the file is UTF-16, and not UTF-8"
    assert problem.fix == "save the file as UTF-8"
    assert (problem.location.line, problem.location.column) == (1, 1)


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be"])
def test_utf_32_is_told_from_utf_16_by_its_mark(encoding: str) -> None:
    problem = decode_source("\ufeffFeature: a".encode(encoding), "f.feature")

    assert isinstance(problem, Problem)
    assert problem.detail == "the file is UTF-32, and not UTF-8"


@pytest.mark.parametrize("text", ["", "\0", "\0F", "a\0b", "a\0bc", "\0\0\0\0", "Feature: a\0b"])
def test_an_empty_byte_alone_is_no_other_encoding(text: str) -> None:
    assert decode_source(text.encode(), "f.feature") == text
