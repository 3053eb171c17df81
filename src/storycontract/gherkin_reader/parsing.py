"""One feature file to its nouns and compiled cases."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from gherkin.dialect import Dialect
from gherkin.errors import ParserError
from gherkin.parser_types import GherkinDocument

from storycontract.contract.case import Case
from storycontract.contract.feature import Comment, Feature, FeatureFile, Rule
from storycontract.contract.fingerprint import fingerprint_case
from storycontract.contract.location import Location
from storycontract.contract.problem import Problem
from storycontract.contract.scenario import Background, Examples, ExamplesRow, Scenario
from storycontract.contract.step import DataTable, DocString, Step, StepArgument, StepKind, TableAndDocString
from storycontract.contract.tag import Tag, is_obligation
from storycontract.gherkin_reader.compiling import LiteralCompiler
from storycontract.gherkin_reader.decoding import decode_source
from storycontract.gherkin_reader.fast_parser import parse_document
from storycontract.gherkin_reader.kinds import resolve_kinds
from storycontract.gherkin_reader.narrative import parse_narrative
from storycontract.gherkin_reader.syntax import list_syntax_problems

Node = Mapping[str, Any]
StoryTag = re.Pattern[str] | None


def parse_feature(source: bytes, path: str, story_tag: StoryTag = None) -> FeatureFile:
    """Read one feature file; what cannot be read is in its problems, never an exception.

    `path` is relative to the project root; `story_tag` matches tags of another tool that are story ids.
    """
    text = decode_source(source, path)
    if isinstance(text, Problem):
        return FeatureFile(path, feature=None, comments=(), problems=(text,))
    try:
        document = parse_document(text)
    except ParserError as error:
        return FeatureFile(path, feature=None, comments=(), problems=list_syntax_problems(error, path, text))
    comments = tuple(
        Comment(comment["text"].strip(), _location(comment, path)) for comment in document["comments"]
    )
    if "feature" not in document:
        return FeatureFile(path, feature=None, comments=comments, problems=(_empty_file(path),))
    return FeatureFile(path, _DocumentReader(document, path, story_tag).read_feature(), comments, problems=())


def _empty_file(path: str) -> Problem:
    return Problem(
        name="empty-file",
        detail="the file holds no feature",
        fix="write a `Feature:` with its scenarios, or delete the file",
        location=Location(path, 1),
    )


def _location(node: Node, path: str) -> Location:
    return Location(path, node["location"]["line"], node["location"].get("column") or 1)


class _DocumentReader:
    """Turns one parsed document and its pickles into nouns; every node is found by the parser's id."""

    def __init__(self, document: GherkinDocument, path: str, story_tag: StoryTag) -> None:
        self.feature: Final[Node] = document["feature"]
        self.path: Final = path
        self.story_tag: Final = story_tag
        self.outline_keywords: Final = _outline_keywords(self.feature["language"])
        self.written: Final[dict[str, Step]] = {}
        self.pickles: Final[dict[str, list[Node]]] = {}
        for pickle in LiteralCompiler().compile({**document, "uri": path}):
            self.pickles.setdefault(pickle["astNodeIds"][0], []).append(pickle)

    def read_feature(self) -> Feature:
        feature = self.feature
        above = self._background_steps(feature)
        rules = [child["rule"] for child in feature["children"] if "rule" in child]
        return Feature(
            language=feature["language"],
            keyword=feature["keyword"].strip(),
            name=feature["name"],
            description=feature["description"],
            narrative=parse_narrative(feature["description"], feature["language"]),
            tags=self._tags(feature),
            background=self._background(feature, ()),
            scenarios=self._scenarios(feature, above),
            rules=tuple(self._rule(rule, above) for rule in rules),
            location=_location(feature, self.path),
        )

    def _rule(self, rule: Node, above: Sequence[Node]) -> Rule:
        return Rule(
            keyword=rule["keyword"].strip(),
            name=rule["name"],
            description=rule["description"],
            narrative=parse_narrative(rule["description"], self.feature["language"]),
            tags=self._tags(rule),
            background=self._background(rule, above),
            scenarios=self._scenarios(rule, [*above, *self._background_steps(rule)]),
            location=_location(rule, self.path),
        )

    def _background_steps(self, parent: Node) -> list[Node]:
        return [
            step
            for child in parent["children"]
            if "background" in child
            for step in child["background"]["steps"]
        ]

    def _background(self, parent: Node, above: Sequence[Node]) -> Background | None:
        for child in parent["children"]:
            if "background" in child:
                node = child["background"]
                kinds = resolve_kinds([*above, *node["steps"]])
                return Background(
                    keyword=node["keyword"].strip(),
                    name=node["name"],
                    description=node["description"],
                    steps=tuple(self._written_step(step, kinds) for step in node["steps"]),
                    location=_location(node, self.path),
                )
        return None

    def _scenarios(self, parent: Node, above: Sequence[Node]) -> tuple[Scenario, ...]:
        nodes = [child["scenario"] for child in parent["children"] if "scenario" in child]
        return tuple(self._scenario(node, above) for node in nodes)

    def _scenario(self, node: Node, above: Sequence[Node]) -> Scenario:
        steps_in_effect = [*above, *node["steps"]]
        kinds = resolve_kinds(steps_in_effect)
        examples = tuple(self._examples(block) for block in node["examples"])
        is_outline = bool(examples) or node["keyword"] in self.outline_keywords
        # Without Examples the compiler gives an outline one pickle with its placeholders unfilled.
        is_executable = bool(node["steps"]) and (bool(examples) or not is_outline)
        return Scenario(
            keyword=node["keyword"].strip(),
            name=node["name"],
            description=node["description"],
            tags=self._tags(node),
            steps=tuple(self._written_step(step, kinds) for step in node["steps"]),
            examples=examples,
            is_outline=is_outline,
            cases=self._cases(node, steps_in_effect, kinds) if is_executable else (),
            location=_location(node, self.path),
        )

    def _examples(self, node: Node) -> Examples:
        return Examples(
            keyword=node["keyword"].strip(),
            name=node["name"],
            description=node["description"],
            tags=self._tags(node),
            header=_cells(node["tableHeader"]) if "tableHeader" in node else (),
            rows=tuple(
                ExamplesRow(_cells(row), _location(row, self.path)) for row in node.get("tableBody", ())
            ),
            location=_location(node, self.path),
        )

    def _tags(self, node: Node) -> tuple[Tag, ...]:
        return tuple(Tag(tag["name"].removeprefix("@"), _location(tag, self.path)) for tag in node["tags"])

    def _written_step(self, node: Node, kinds: Mapping[str, StepKind]) -> Step:
        step = Step(
            kind=kinds[node["id"]],
            keyword=node["keyword"].strip(),
            text=node["text"],
            argument=_argument(node),
            location=_location(node, self.path),
        )
        self.written[node["id"]] = step
        return step

    def _cases(
        self, scenario: Node, written: Sequence[Node], kinds: Mapping[str, StepKind]
    ) -> tuple[Case, ...]:
        written_by_id = {step["id"]: step for step in written}
        rows = {
            row["id"]: (block["tableHeader"], row)
            for block in scenario["examples"]
            if "tableHeader" in block
            for row in block["tableBody"]
        }
        return tuple(
            self._case(scenario, pickle, written_by_id, kinds, rows.get(pickle["astNodeIds"][-1]))
            for pickle in self.pickles.get(scenario["id"], ())
        )

    def _case(
        self,
        scenario: Node,
        pickle: Node,
        written: Mapping[str, Node],
        kinds: Mapping[str, StepKind],
        row: tuple[Node, Node] | None,
    ) -> Case:
        steps = tuple(
            self._compiled_step(step, written[step["astNodeIds"][0]], kinds) for step in pickle["steps"]
        )
        tags = tuple(dict.fromkeys(tag["name"].removeprefix("@") for tag in pickle["tags"]))
        obligations = [name for name in tags if is_obligation(name, self.story_tag)]
        return Case(
            name=pickle["name"],
            steps=steps,
            tags=tags,
            location=_location(row[1] if row else scenario, self.path),
            scenario_location=_location(scenario, self.path),
            example=tuple(zip(_cells(row[0]), _cells(row[1]), strict=True)) if row else (),
            fingerprint=fingerprint_case(steps, obligations),
        )

    def _compiled_step(self, pickle_step: Node, written: Node, kinds: Mapping[str, StepKind]) -> Step:
        # The steps above a scenario were read before it, and its own before its cases.
        step = self.written[written["id"]]
        argument = _argument(pickle_step["argument"]) if "argument" in pickle_step else None
        if (
            step.text == pickle_step["text"]
            and step.argument == argument
            and step.kind is kinds[written["id"]]
        ):
            return step
        return Step(
            kind=kinds[written["id"]],
            keyword=step.keyword,
            text=pickle_step["text"],
            argument=argument,
            location=step.location,
        )


def _outline_keywords(language: str) -> frozenset[str]:
    dialect = Dialect.for_name(language)
    # The parser has read the file in this language, so there is one.
    assert dialect is not None  # noqa: S101
    return frozenset(dialect.scenario_outline_keywords)


def _cells(row: Node) -> tuple[str, ...]:
    return tuple(cell["value"] for cell in row["cells"])


def _argument(node: Node) -> StepArgument:
    table = _data_table(node["dataTable"]) if "dataTable" in node else None
    doc_string = _doc_string(node["docString"]) if "docString" in node else None
    if table is not None and doc_string is not None:
        return TableAndDocString(table, doc_string)
    return table or doc_string


def _data_table(node: Node) -> DataTable:
    return DataTable(tuple(_cells(row) for row in node["rows"]))


def _doc_string(node: Node) -> DocString:
    return DocString(node["content"], node.get("mediaType"))
