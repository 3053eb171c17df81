"""What reads our outputs: each form taken in as its consumer does, which complains where it cannot."""

import io
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import cmarkgfm
import jsonschema
from junitparser import JUnitXml, TestSuite

from storycontract.verdict.judgement import StoryVerdict

ZERO_WIDTH_SPACE = "\u200b"

_LABELS = {verdict.label.lower(): verdict.value for verdict in StoryVerdict}
_COUNTED = re.compile(r"(\d+) of (\d+) (?:story|stories) done|no story found")

# Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
_CODE_QUALITY: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string"},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}

# Source: https://shields.io/badges/endpoint-badge
_SHIELDS: dict[str, Any] = {
    "type": "object",
    "required": ["schemaVersion", "label", "message"],
    "additionalProperties": False,
    "properties": {
        "schemaVersion": {"const": 1},
        "label": {"type": "string"},
        "message": {"type": "string", "minLength": 1},
        "color": {"type": "string", "pattern": "^#[0-9a-f]{6}$"},
        "labelColor": {"type": "string", "pattern": "^#[0-9a-f]{6}$"},
        "isError": {"type": "boolean"},
        "cacheSeconds": {"type": "integer", "minimum": 300},
    },
}

# What Jenkins and GitLab read of JUnit XML; children in this order.
_CHILDREN = {
    "testsuites": ("testsuite",),
    "testsuite": ("properties", "testcase"),
    "properties": ("property",),
    "property": (),
    "testcase": ("failure", "error", "skipped"),
    "failure": (),
    "error": (),
    "skipped": (),
}
_ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors", "skipped", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time"},
    "properties": set[str](),
    "property": {"name", "value"},
    "testcase": {"name", "classname", "time", "file", "line"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message", "type"},
}

_COMMANDS = {"error", "warning", "notice"}


@dataclass(frozen=True, slots=True)
class Annotation:
    """One workflow command, as the runner of GitHub understands it."""

    level: str
    properties: dict[str, str]
    message: str


def read_annotations(text: str) -> tuple[list[str], list[Annotation]]:
    """Give the lines for the log and the annotations.

    Source: ActionCommand.TryParseV2 in https://github.com/actions/runner
    """
    log: list[str] = []
    annotations: list[Annotation] = []
    # The runner ends lines as .NET does: at CR, LF or both.
    for line in re.split(r"\r\n|\r|\n", text.removesuffix("\n")):
        match = re.match(r"::([\w-]+)(?: (.*?))?::(.*)", line.lstrip(), re.DOTALL)
        if match is None:
            log.append(line)
            continue
        assert match[1] in _COMMANDS, line
        pairs = [pair.split("=", 1) for pair in (match[2] or "").strip().split(",") if pair]
        properties = {pair[0]: _unescape_property(pair[1]) for pair in pairs}
        annotations.append(Annotation(match[1], properties, _unescape(match[3])))
    return log, annotations


def _unescape(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def _unescape_property(text: str) -> str:
    return _unescape(text.replace("%3A", ":").replace("%2C", ","))


@dataclass(slots=True)
class Rendered:
    """Markdown as people see it: what tags it is made of, its cells and its text outside code."""

    tags: Counter[str] = field(default_factory=Counter)
    attributes: list[tuple[str, str | None]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    plain: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rendered = Rendered()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.rendered.tags[tag] += 1
        self.rendered.attributes += attrs
        if tag == "tr":
            self.rendered.rows.append([])
        if tag in {"td", "th"}:
            self.rendered.rows[-1].append("")
        if tag == "br":
            self.handle_data(" ")
        else:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in self.open:
            self.rendered.texts[tag] = self.rendered.texts.get(tag, "") + data
        if {"td", "th"} & set(self.open):
            self.rendered.rows[-1][-1] += data
        if "code" not in self.open:
            self.rendered.plain += data


def read_markdown(text: str) -> Rendered:
    """Render with the parser that GitHub uses, bare addresses made links, and take the result apart."""
    html = cmarkgfm.github_flavored_markdown_to_html(text, cmarkgfm.Options.CMARK_OPT_UNSAFE)
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader.rendered


def read_junit(text: str) -> JUnitXml:
    """Check the shape, then let junitparser read it."""
    root = ET.fromstring(text.encode())  # noqa: S314 - we wrote it
    assert root.tag == "testsuites"
    _check_element(root)
    for suite in root:
        _check_counts(suite)
    return JUnitXml.fromstring(text.encode())


def list_properties(suite: TestSuite) -> list[tuple[str, str]]:
    """Give names and values of the properties of a suite."""
    return [(entry.name, entry.value) for entry in suite.properties()]  # type: ignore[no-untyped-call]  # as it is


def _check_element(element: ET.Element) -> None:
    assert set(element.attrib) <= _ATTRIBUTES[element.tag]
    order = [_CHILDREN[element.tag].index(child.tag) for child in element]
    assert order == sorted(order)
    for child in element:
        _check_element(child)


def _check_counts(suite: ET.Element) -> None:
    cases = suite.findall("testcase")
    assert int(suite.attrib["tests"]) == len(cases)
    for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert int(suite.attrib[name]) == len(suite.findall(f"testcase/{tag}"))
    names = [(case.get("classname"), case.get("name")) for case in cases]
    assert len(names) == len(set(names))


def read_code_quality(text: str) -> list[dict[str, Any]]:
    """Check against what GitLab documents."""
    entries: list[dict[str, Any]] = json.loads(text)
    jsonschema.validate(entries, _CODE_QUALITY)
    fingerprints = [entry["fingerprint"] for entry in entries]
    assert len(fingerprints) == len(set(fingerprints))
    return entries


def read_shields(text: str) -> dict[str, Any]:
    """Check against what shields.io documents."""
    content: dict[str, Any] = json.loads(text)
    jsonschema.validate(content, _SHIELDS)
    return content


def read_badge(text: str) -> tuple[str, list[str]]:
    """Give the accessible name and the texts of a badge."""
    name = "{http://www.w3.org/2000/svg}"
    root = ET.parse(io.StringIO(text)).getroot()  # noqa: S314 - we wrote it
    title = root.findtext(f"{name}title") or ""
    assert (root.tag, root.get("role"), root.get("aria-label")) == (f"{name}svg", "img", title)
    return title, [element.text or "" for element in root.iter(f"{name}text")]


def read_headline(text: str) -> tuple[int, int]:
    """Give done and total of a headline."""
    match = _COUNTED.search(text)
    assert match is not None, text
    return int(match[1] or 0), int(match[2] or 0)


def read_counts(text: str) -> dict[str, int]:
    """Give the count of each verdict but done, from `1 not working · 2 not proven`."""
    return dict(_iter_counts(text))


def _iter_counts(text: str) -> Iterator[tuple[str, int]]:
    for part in text.split(" · "):
        number, _, label = part.partition(" ")
        if label in _LABELS:
            yield _LABELS[label], int(number)
