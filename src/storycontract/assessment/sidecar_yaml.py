"""YAML as the sidecars use it: values with the lines they stand in, and blocks to add to a list.

All that is plain is text here: `1.10` stays what it says, and `no` is no falsehood.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

Place = tuple[str | int, ...]
Value = str | None | list["Value"] | dict[str, "Value"]

_STRING = "tag:yaml.org,2002:str"
_NULL = "tag:yaml.org,2002:null"


class SidecarYamlError(Exception):
    """The text is no YAML that a sidecar may hold; `line` counts from 1."""

    def __init__(self, problem: str, line: int) -> None:
        self.problem = problem
        self.line = line
        super().__init__(f"line {line}: {problem}")


@dataclass(frozen=True, slots=True)
class SidecarYaml:
    """A parsed text: its value, and the line of every place in it."""

    value: Value
    lines: Mapping[Place, int]

    def find_line(self, place: Place) -> int:
        """Find the line of a place, or that of the nearest one it lies in."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def parse_yaml(text: str) -> SidecarYaml:
    """Parse a text.

    Raises:
        SidecarYamlError: it is no YAML, or says one thing twice.
    """
    root = _compose(text)
    lines: dict[Place, int] = {}
    return SidecarYaml(None if root is None else _convert(root, (), lines), lines)


def add_to_list(text: str, key: str, entry: Mapping[str, object]) -> str:
    """Add an entry to the list under a key of the text; all else stays as it is written.

    Raises:
        SidecarYamlError: the text is no YAML, or its list is not written one entry a line.
    """
    root = _compose(text)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    position = next((number for number, (name, _) in enumerate(pairs) if name.value == key), None)
    if position is None:
        return f"{_end_line(text)}{key}:\n{_render(entry, 2)}"
    name, node = pairs[position]
    if not node.value:
        head, tail = text[: name.end_mark.index], text[node.end_mark.index :]
        return f"{head}:\n{_render(entry, 2)}{tail.lstrip(' ').removeprefix(chr(10))}"
    if not isinstance(node, yaml.SequenceNode) or node.flow_style:
        raise SidecarYamlError(
            f"`{key}` is not written one entry a line, each after a `-`", name.start_mark.line + 1
        )
    block = _render(entry, node.start_mark.column)
    if position == len(pairs) - 1:
        return _end_line(text) + block
    end = text.find("\n", _last_leaf(node).end_mark.index - 1) + 1
    return text[:end] + block + text[end:]


def _compose(text: str) -> yaml.Node | None:
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise SidecarYamlError("has an alias, write the value out", _line_of(event.start_mark))
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join((error.problem or error.context or str(error)).split())
        raise SidecarYamlError(f"is no YAML: {problem}", _line_of(mark)) from error
    except yaml.YAMLError as error:
        raise SidecarYamlError(f"is no YAML: {str(error).splitlines()[0]}", 1) from error
    except RecursionError as error:
        raise SidecarYamlError("is nested too deep", 1) from error


def _line_of(mark: Any) -> int:
    # A mark is of one class or another, as PyYAML was built.
    return 1 if mark is None else int(mark.line) + 1


def _convert(node: yaml.Node, place: Place, lines: dict[Place, int]) -> Value:
    lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return dict(_convert_pairs(node, place, lines))
    if isinstance(node, yaml.SequenceNode):
        return [_convert(inner, (*place, number), lines) for number, inner in enumerate(node.value)]
    return None if node.tag == _NULL else str(node.value)


def _convert_pairs(
    node: yaml.MappingNode, place: Place, lines: dict[Place, int]
) -> Iterator[tuple[str, Value]]:
    seen: dict[str, int] = {}
    for key, inner in node.value:
        line = key.start_mark.line + 1
        name = str(key.value)
        if not isinstance(key, yaml.ScalarNode):
            raise SidecarYamlError("a key is no word", line)
        if name in seen:
            raise SidecarYamlError(f"`{name}` stands twice, first in line {seen[name]}", line)
        seen[name] = line
        converted = _convert(inner, (*place, name), lines)
        lines[*place, name] = line
        yield name, converted


def _render(entry: Mapping[str, object], column: int) -> str:
    text = yaml.safe_dump([entry], sort_keys=False, allow_unicode=True, width=100)
    return "".join(f"{' ' * column}{line}\n" for line in text.splitlines())


def _end_line(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _last_leaf(node: yaml.Node) -> yaml.Node:
    while not isinstance(node, yaml.ScalarNode) and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node
