"""One feature file to its nouns and compiled cases."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

from storycontract.contract.case import Case
from storycontract.contract.feature import Comment, Feature, FeatureFile, Rule
from storycontract.contract.location import Location
from storycontract.contract.problem import Problem
from storycontract.contract.scenario import Background, Examples, ExamplesRow, Scenario
from storycontract.contract.step import DataTable, DocString, Step, StepArgument, TableAndDocString
from storycontract.contract.tag import Tag, is_obligation
from storycontract.gherkin_reader.compiling import Values, fill_placeholders, fill_step
from storycontract.gherkin_reader.decoding import decode_source
from storycontract.gherkin_reader.dialects import find_dialect
from storycontract.gherkin_reader.fast_parser import read_document
from storycontract.gherkin_reader.kinds import resolve_kinds
from storycontract.gherkin_reader.narrative import parse_narrative

Node = Mapping[str, Any]
StoryTag = re.Pattern[str] | None


def parse_feature(source: bytes, path: str, story_tag: StoryTag = None) -> FeatureFile:
    """Read one feature file; what cannot be read is in its problems, never an exception.

    `path` is relative to the project root; `story_tag` matches tags of another tool that are story ids.
    """
    text = decode_source(source, path)
    if isinstance(text, Problem):
        return FeatureFile(path, feature=None, comments=(), problems=(text,))
    document = read_document(text) or _parse_strictly(text, path)
    if isinstance(document, tuple):
        return FeatureFile(path, feature=None, comments=(), problems=document)
    comments = tuple(
        Comment(comment["text"].strip(), _location(comment, path)) for comment in document["comments"]
    )
    if "feature" not in document:
        return FeatureFile(path, feature=None, comments=comments, problems=(_empty_file(path),))
    return FeatureFile(path, _DocumentReader(document, path, story_tag).read_feature(), comments, problems=())


def _parse_strictly(text: str, path: str) -> Node | tuple[Problem, ...]:
    # Only a file that is not understood pays for the parser that can tell why.
    from storycontract.gherkin_reader.syntax import parse_strictly  # noqa: PLC0415

    return parse_strictly(text, path)


def _empty_file(path: str) -> Problem:
    return Problem(
        name="empty-file",
        detail="the file holds no feature",
        fix="write a `Feature:` with its scenarios, or delete the file",
        location=Location(path, 1),
    )


def _location(node: Node, path: str) -> Location:
    place = node["location"]
    return Location(path, place["line"], place["column"])


class _Above(NamedTuple):
    """What holds for the scenarios below a point of the file; for a case, all that it is made of.

    `story_ids` are the names of those tags that are ids of another tool.
    """

    steps: tuple[Step, ...]
    tags: tuple[Tag, ...]
    story_ids: frozenset[str]


class _DocumentReader:
    """Turns one parsed document into nouns."""

    def __init__(self, document: Node, path: str, story_tag: StoryTag) -> None:
        self.feature: Final[Node] = document["feature"]
        self.path: Final = path
        self.story_tag: Final = story_tag
        self.outline_keywords: Final = _outline_keywords(self.feature["language"])

    def read_feature(self) -> Feature:
        feature = self.feature
        tags = self._tags(feature)
        background = self._background(feature, ())
        above = _Above(background.steps if background else (), tags, self._find_story_ids(tags))
        rules = [child["rule"] for child in feature["children"] if "rule" in child]
        return Feature(
            language=feature["language"],
            keyword=feature["keyword"].strip(),
            name=feature["name"],
            description=feature["description"],
            narrative=parse_narrative(feature["description"], feature["language"]),
            tags=tags,
            background=background,
            scenarios=self._scenarios(feature, above),
            rules=tuple(self._rule(rule, above) for rule in rules),
            location=_location(feature, self.path),
        )

    def _rule(self, rule: Node, above: _Above) -> Rule:
        tags = self._tags(rule)
        background = self._background(rule, above.steps)
        inside = _Above(
            above.steps + (background.steps if background else ()),
            above.tags + tags,
            above.story_ids | self._find_story_ids(tags),
        )
        return Rule(
            keyword=rule["keyword"].strip(),
            name=rule["name"],
            description=rule["description"],
            narrative=parse_narrative(rule["description"], self.feature["language"]),
            tags=tags,
            background=background,
            scenarios=self._scenarios(rule, inside),
            location=_location(rule, self.path),
        )

    def _background(self, parent: Node, above: Sequence[Step]) -> Background | None:
        for child in parent["children"]:
            if "background" in child:
                node = child["background"]
                return Background(
                    keyword=node["keyword"].strip(),
                    name=node["name"],
                    description=node["description"],
                    steps=self._steps(node, above),
                    location=_location(node, self.path),
                )
        return None

    def _scenarios(self, parent: Node, above: _Above) -> tuple[Scenario, ...]:
        return tuple(
            [self._scenario(child["scenario"], above) for child in parent["children"] if "scenario" in child]
        )

    def _scenario(self, node: Node, above: _Above) -> Scenario:
        tags = self._tags(node)
        steps = self._steps(node, above.steps)
        examples = tuple([self._examples(block) for block in node["examples"]])
        location = _location(node, self.path)
        is_outline = bool(examples) or node["keyword"] in self.outline_keywords
        inside = _Above(above.steps, above.tags + tags, above.story_ids)
        cases: tuple[Case, ...] = ()
        if examples and steps:
            cases = self._row_cases(node["name"], steps, examples, inside, location)
        elif steps and not is_outline:
            whole = _Above(above.steps + steps, inside.tags, above.story_ids)
            cases = (self._case(node["name"], whole, location=location, scenario_location=location),)
        return Scenario(
            keyword=node["keyword"].strip(),
            name=node["name"],
            description=node["description"],
            tags=tags,
            steps=steps,
            examples=examples,
            is_outline=is_outline,
            cases=cases,
            location=location,
        )

    def _examples(self, node: Node) -> Examples:
        return Examples(
            keyword=node["keyword"].strip(),
            name=node["name"],
            description=node["description"],
            tags=self._tags(node),
            header=_cells(node["tableHeader"]) if "tableHeader" in node else (),
            rows=tuple([ExamplesRow(_cells(row), _location(row, self.path)) for row in node["tableBody"]]),
            location=_location(node, self.path),
        )

    def _tags(self, node: Node) -> tuple[Tag, ...]:
        if not node["tags"]:
            return ()
        return tuple([Tag(tag["name"].removeprefix("@"), _location(tag, self.path)) for tag in node["tags"]])

    def _steps(self, node: Node, above: Sequence[Step]) -> tuple[Step, ...]:
        nodes = node["steps"]
        kinds = resolve_kinds([step["keywordType"] for step in nodes], above[-1].kind if above else None)
        # All in one place, since most lines of a project are steps.
        return tuple(
            [
                Step(
                    kind,
                    step["keyword"].strip(),
                    step["text"],
                    _argument(step) if "dataTable" in step or "docString" in step else None,
                    _location(step, self.path),
                )
                for step, kind in zip(nodes, kinds, strict=True)
            ]
        )

    def _row_cases(
        self,
        name: str,
        steps: Sequence[Step],
        examples: Sequence[Examples],
        above: _Above,
        location: Location,
    ) -> tuple[Case, ...]:
        cases: list[Case] = []
        for block in examples:
            for row in block.rows:
                values: Values = tuple(zip(block.header, row.cells, strict=True))
                # The steps of a background are no part of the outline.
                filled = above.steps + tuple([fill_step(step, values) for step in steps])
                case = self._case(
                    fill_placeholders(name, values),
                    _Above(filled, above.tags + block.tags, above.story_ids),
                    location=row.location,
                    scenario_location=location,
                    example=values,
                )
                cases.append(case)
        return tuple(cases)

    def _case(
        self,
        name: str,
        whole: _Above,
        *,
        location: Location,
        scenario_location: Location,
        example: Values = (),
    ) -> Case:
        names = tuple(dict.fromkeys([tag.name for tag in whole.tags]))
        return Case(
            name=name,
            steps=whole.steps,
            tags=names,
            location=location,
            scenario_location=scenario_location,
            example=example,
            obligations=tuple([tag for tag in names if is_obligation(tag) and tag not in whole.story_ids]),
        )

    def _find_story_ids(self, tags: Sequence[Tag]) -> frozenset[str]:
        """Find the tags of another tool that are ids where they stand: on a feature or a rule."""
        if self.story_tag is None:
            return frozenset()
        return frozenset([tag.name for tag in tags if self.story_tag.fullmatch(tag.name)])


@cache
def _outline_keywords(language: str) -> frozenset[str]:
    dialect = find_dialect(language)
    # The parser has read the file in this language, so there is one.
    assert dialect is not None  # noqa: S101
    return frozenset(dialect["scenarioOutline"])


def _cells(row: Node) -> tuple[str, ...]:
    return tuple([cell["value"] for cell in row["cells"]])


def _argument(node: Node) -> StepArgument:
    table = _data_table(node["dataTable"]) if "dataTable" in node else None
    doc_string = _doc_string(node["docString"]) if "docString" in node else None
    if table is not None and doc_string is not None:
        return TableAndDocString(table, doc_string)
    return table or doc_string


def _data_table(node: Node) -> DataTable:
    return DataTable(tuple([_cells(row) for row in node["rows"]]))


def _doc_string(node: Node) -> DocString:
    return DocString(node["content"], node.get("mediaType"))
