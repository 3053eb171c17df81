"""The Gherkin grammar for files that keep to it, read line by line in a fraction of the library's time.

What is not understood is left to the library's own parser, which can tell why. Trees have the library's
shape, except that nodes have no ids.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from storycontract.gherkin_reader.dialects import find_dialect

Node = dict[str, Any]

_DEFAULT_LANGUAGE = "en"
_BEFORE_COMMENT = re.compile(r"\s#")
_LANGUAGE = re.compile(r"#\s*language\s*:\s*([a-zA-Z\-_]+)\s*$")
_RAW_CELL = re.compile(r"((?:[^|\\]|\\.?+)*+)\|")
_ESCAPE = re.compile(r"\\(.)")
# A line end that is written as `\n` belongs to its cell.
_BLANKS = re.compile(r"^[^\S\n]*")
_BLANKS_AT_END = re.compile(r"[^\S\n]*$")
_ESCAPED = {'"""': '\\"\\"\\"', "```": "\\`\\`\\`"}
_DELIMITERS = tuple(_ESCAPED)


def read_document(text: str) -> Node | None:
    """Read a feature file whose lines end in LF; None where it is not understood."""
    try:
        return _LineReader().read(text)
    except _NotUnderstoodError:
        return None


class _NotUnderstoodError(Exception):
    """A line that cannot stand where it stands, or an end that comes too soon."""


class _Words(NamedTuple):
    """The keywords of a language; of several that fit, the first in their order counts."""

    feature: tuple[str, ...]
    rule: tuple[str, ...]
    background: tuple[str, ...]
    scenario: tuple[str, ...]
    examples: tuple[str, ...]
    step: re.Pattern[str]
    step_types: dict[str, str]


@cache
def _load_words(language: str) -> _Words:
    dialect = find_dialect(language)
    if dialect is None:
        raise _NotUnderstoodError
    types: dict[str, list[str]] = {}
    for name, keywords in (
        ("Context", dialect["given"]),
        ("Action", dialect["when"]),
        ("Outcome", dialect["then"]),
        ("Conjunction", [*dialect["and"], *dialect["but"]]),
    ):
        for keyword in keywords:
            types.setdefault(keyword, []).append(name)
    longest_first = sorted(types, key=len, reverse=True)
    return _Words(
        feature=_titles(dialect["feature"]),
        rule=_titles(dialect["rule"]),
        background=_titles(dialect["background"]),
        scenario=_titles([*dialect["scenario"], *dialect["scenarioOutline"]]),
        examples=_titles(dialect["examples"]),
        step=re.compile("|".join(map(re.escape, longest_first))),
        step_types={word: names[0] if len(names) == 1 else "Unknown" for word, names in types.items()},
    )


def _titles(keywords: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{keyword}:" for keyword in keywords)


@dataclass(frozen=True, slots=True)
class _OpenDocString:
    delimiter: str
    indent: int
    node: Node
    lines: list[str] = field(default_factory=list)


class _LineReader:
    """Knows what the next line may be; `expect` reads a line as the place it stands in demands.

    It takes the line's number, the line, and the line without the white space before it.
    """

    def __init__(self) -> None:
        # No bound method, which would tie the reader and all it has read into a cycle.
        self.expect: Callable[[_LineReader, int, str, str], None] = _LineReader._before_feature
        self.language = _DEFAULT_LANGUAGE
        self.words = _load_words(_DEFAULT_LANGUAGE)
        self.comments: list[Node] = []
        self.feature: Node | None = None
        self.children: list[Node] = []
        self.tags: list[Node] = []
        # What a line may belong to; None where such a line cannot stand.
        self.steps: list[Node] | None = None
        self.examples: list[Node] | None = None
        self.takes_background = self.takes_rows = False
        self.descriptions: list[tuple[Node, list[str]]] = []
        self.described: Node = {}
        self.doc_string = _OpenDocString("", 0, {})

    def read(self, text: str) -> Node:
        for number, line in enumerate(text.removesuffix("\n").split("\n"), start=1):
            self.expect(self, number, line, line.lstrip())
        if self.expect in {_LineReader._in_tags, _LineReader._in_doc_string}:
            raise _NotUnderstoodError
        for node, lines in self.descriptions:
            node["description"] = _join_description(lines)
        if self.feature is not None:
            return {"feature": self.feature, "comments": self.comments}
        if self.tags or self.expect is _LineReader._after_language:
            raise _NotUnderstoodError
        return {"comments": self.comments}

    # Places of a file

    def _before_feature(self, number: int, line: str, start: str) -> None:
        match = _LANGUAGE.match(start)
        if match is None or self.tags:
            self._after_language(number, line, start)
            return
        self.language = match[1]
        self.words = _load_words(self.language)
        self.expect = _LineReader._after_language

    def _after_language(self, number: int, line: str, start: str) -> None:
        if self._skip(number, line, start):
            return
        if start[0] == "@":
            self.tags += _read_tags(number, line, start)
            return
        title = _find_title(start, self.words.feature)
        if title is None:
            raise _NotUnderstoodError
        feature = self._title_node(number, line, start, title)
        self.feature = {**feature, "tags": self._take_tags(), "language": self.language, "children": []}
        self._open_container(self.feature)

    def _in_header(self, number: int, line: str, start: str) -> None:
        """Read what stands below a title, before any description."""
        if not start or self._begin(number, line, start):
            return
        lines: list[str] = []
        self.descriptions.append((self.described, lines))
        self.expect = _LineReader._in_description
        self._in_description(number, line, start)

    def _in_description(self, number: int, line: str, start: str) -> None:
        if start[:1] == "#":
            self._add_comment(number, line)
        elif not start or not self._begin(number, line, start):
            self.descriptions[-1][1].append(line)

    def _in_steps(self, number: int, line: str, start: str) -> None:
        if not start:
            return
        if start[0] == "|":
            self._add_step_row(number, line, start)
        elif start[0] == "#":
            self._add_comment(number, line)
        elif start.startswith(_DELIMITERS):
            self._open_doc_string(number, line, start)
        elif not self._begin(number, line, start):
            raise _NotUnderstoodError

    def _in_doc_string(self, number: int, line: str, start: str) -> None:  # noqa: ARG002 - one shape
        opened = self.doc_string
        if not start.startswith(opened.delimiter):
            inner = line[opened.indent :] if opened.indent <= len(line) - len(start) else start
            opened.lines.append(inner.replace(_ESCAPED[opened.delimiter], opened.delimiter))
            return
        opened.node["content"] = "\n".join(opened.lines)
        self.expect = _LineReader._in_steps

    def _in_examples_table(self, number: int, line: str, start: str) -> None:
        if not self._skip(number, line, start) and not self._begin(number, line, start):
            raise _NotUnderstoodError

    def _in_tags(self, number: int, line: str, start: str) -> None:
        if self._skip(number, line, start):
            return
        if start[0] == "@":
            self.tags += _read_tags(number, line, start)
        elif not self._begin_titled(number, line, start):
            raise _NotUnderstoodError

    # What a line may begin

    def _begin(self, number: int, line: str, start: str) -> bool:
        """Begin what a line begins where it stands; tell whether it begins anything."""
        if self.steps is not None and (match := self.words.step.match(start)):
            keyword = match[0]
            self.steps.append(
                {
                    "location": {"line": number, "column": len(line) - len(start) + 1},
                    "keyword": keyword,
                    "keywordType": self.words.step_types[keyword],
                    "text": start[len(keyword) :].strip(),
                }
            )
            self.expect = _LineReader._in_steps
            return True
        if start[0] == "@":
            self.tags += _read_tags(number, line, start)
            self.expect = _LineReader._in_tags
            return True
        if start[0] == "|" and self.takes_rows:
            self._add_examples_row(number, line, start)
            return True
        return self._begin_background(number, line, start) or self._begin_titled(number, line, start)

    def _begin_background(self, number: int, line: str, start: str) -> bool:
        title = _find_title(start, self.words.background) if self.takes_background else None
        if title is None:
            return False
        self.steps = []
        self.takes_background = False
        self.described = {**self._title_node(number, line, start, title), "steps": self.steps}
        self.children.append({"background": self.described})
        self.expect = _LineReader._in_header
        return True

    def _begin_titled(self, number: int, line: str, start: str) -> bool:
        """Begin examples, a scenario or a rule: what tags may stand above."""
        words = self.words
        if self.examples is not None and (title := _find_title(start, words.examples)):
            self._open_examples(self.examples, self._title_node(number, line, start, title))
        elif title := _find_title(start, words.scenario):
            self._open_scenario(self._title_node(number, line, start, title))
        elif title := _find_title(start, words.rule):
            rule = {**self._title_node(number, line, start, title), "tags": self._take_tags(), "children": []}
            if self.feature is None:
                raise _NotUnderstoodError
            self.feature["children"].append({"rule": rule})
            self._open_container(rule)
        else:
            return False
        return True

    def _title_node(self, number: int, line: str, start: str, title: str) -> Node:
        return {
            "location": {"line": number, "column": len(line) - len(start) + 1},
            "keyword": title[:-1],
            "name": start[len(title) :].strip(),
            "description": "",
        }

    def _open_container(self, node: Node) -> None:
        self.children = node["children"]
        self.steps = self.examples = None
        self.takes_background, self.takes_rows = True, False
        self.described = node
        self.expect = _LineReader._in_header

    def _open_scenario(self, node: Node) -> None:
        self.steps, self.examples = [], []
        self.takes_background = self.takes_rows = False
        self.described = node
        node["tags"] = self._take_tags()
        node["steps"] = self.steps
        node["examples"] = self.examples
        self.children.append({"scenario": node})
        self.expect = _LineReader._in_header

    def _open_examples(self, examples: list[Node], node: Node) -> None:
        examples.append(node)
        self.steps, self.takes_rows = None, True
        self.described = node
        node["tags"] = self._take_tags()
        node["tableBody"] = []
        self.expect = _LineReader._in_header

    # What belongs to what has begun

    def _skip(self, number: int, line: str, start: str) -> bool:
        if start[:1] == "#":
            self._add_comment(number, line)
            return True
        return not start

    def _add_comment(self, number: int, line: str) -> None:
        self.comments.append({"location": {"line": number, "column": 1}, "text": line})

    def _take_tags(self) -> list[Node]:
        tags, self.tags = self.tags, []
        return tags

    def _add_examples_row(self, number: int, line: str, start: str) -> None:
        examples = self.described
        row = _read_row(number, line, start)
        header = examples.setdefault("tableHeader", row)
        if header is not row:
            _expect_as_many_cells(header, row)
            examples["tableBody"].append(row)
        self.expect = _LineReader._in_examples_table

    def _add_step_row(self, number: int, line: str, start: str) -> None:
        step = self._last_step()
        row = _read_row(number, line, start)
        table = step.get("dataTable")
        if table is None:
            step["dataTable"] = {"location": row["location"], "rows": [row]}
            return
        if "docString" in step and step["docString"]["location"]["line"] > table["location"]["line"]:
            raise _NotUnderstoodError
        _expect_as_many_cells(table["rows"][0], row)
        table["rows"].append(row)

    def _open_doc_string(self, number: int, line: str, start: str) -> None:
        step = self._last_step()
        if "docString" in step:
            raise _NotUnderstoodError
        delimiter, media_type = start[:3], start[3:].strip()
        indent = len(line) - len(start)
        node: Node = {"location": {"line": number, "column": indent + 1}, "delimiter": delimiter}
        if media_type:
            node["mediaType"] = media_type
        step["docString"] = node
        self.doc_string = _OpenDocString(delimiter, indent, node)
        self.expect = _LineReader._in_doc_string

    def _last_step(self) -> Node:
        if not self.steps:
            raise _NotUnderstoodError
        return self.steps[-1]


def _find_title(start: str, titles: tuple[str, ...]) -> str | None:
    if not start.startswith(titles):
        return None
    return next(title for title in titles if start.startswith(title))


def _join_description(lines: list[str]) -> str:
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines)


def _read_row(number: int, line: str, start: str) -> Node:
    column = len(line) - len(start) + 1
    cells = [
        {"location": {"line": number, "column": place}, "value": text}
        for place, text in _iter_cells(start, column)
    ]
    return {"location": {"line": number, "column": column}, "cells": cells}


def _iter_cells(start: str, column: int) -> Iterator[tuple[int, str]]:
    """Split a row at its bars, each cell with its column."""
    row = start.rstrip()
    if "\\" in row:
        yield from _iter_escaped_cells(row, column)
        return
    place = column + 1
    for cell in row.split("|")[1:-1]:
        text = cell.lstrip()
        yield place + len(cell) - len(text), text.rstrip()
        place += len(cell) + 1


def _iter_escaped_cells(row: str, column: int) -> Iterator[tuple[int, str]]:
    place = 1
    while raw := _RAW_CELL.match(row, place):
        cell = _ESCAPE.sub(_unescape, raw[1])
        text = _BLANKS.sub("", cell, count=1)
        yield column + place + len(cell) - len(text), _BLANKS_AT_END.sub("", text)
        place = raw.end()


def _unescape(match: re.Match[str]) -> str:
    sign = match[1]
    return "\n" if sign == "n" else sign if sign in "|\\" else match[0]


def _expect_as_many_cells(first: Node, row: Node) -> None:
    if len(first["cells"]) != len(row["cells"]):
        raise _NotUnderstoodError


def _read_tags(number: int, line: str, start: str) -> list[Node]:
    column = len(line) - len(start) + 1
    tags: list[Node] = []
    named = _BEFORE_COMMENT.split(start, maxsplit=1)[0] if "#" in start else start
    for part in named.strip().split("@")[1:]:
        name = part.strip()
        # The library says what is wrong with a name of several words.
        if len(name.split()) > 1:
            raise _NotUnderstoodError
        tags.append({"location": {"line": number, "column": column}, "name": f"@{name}"})
        column += len(part) + 1
    return tags
