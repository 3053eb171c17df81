"""Between our compiled cases and what pytest-bdd executes."""

import textwrap
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest_bdd
from pytest_bdd import feature as bdd_feature_module
from pytest_bdd import gherkin_parser
from pytest_bdd.parser import Feature as BddFeature
from pytest_bdd.parser import Rule as BddRule
from pytest_bdd.parser import Scenario as BddScenario
from pytest_bdd.parser import ScenarioTemplate as BddTemplate
from pytest_bdd.parser import Step as BddStep

from storycontract.contract.case import Case
from storycontract.contract.feature import Feature, Rule
from storycontract.contract.fingerprint import fingerprint_case
from storycontract.contract.location import Location
from storycontract.contract.scenario import Scenario
from storycontract.contract.step import DataTable, DocString, Step, StepArgument, StepKind, TableAndDocString
from storycontract.contract.tag import Tag

# pytest-bdd's own name for each kind of step.
TYPE_BY_KIND = {StepKind.CONTEXT: "given", StepKind.ACTION: "when", StepKind.OUTCOME: "then"}
KIND_BY_TYPE = {name: kind for kind, name in TYPE_BY_KIND.items()}

ScenarioFunction = Callable[..., object]


class CompiledFeature:
    """One feature as pytest-bdd knows it, its scenarios made from our compiled cases.

    It is filed in pytest-bdd's table of features under a name that no file can have, so that a user's own
    `scenarios()` over the same file still reads the file.
    """

    def __init__(self, feature: Feature, file: Path) -> None:
        self._key = f"{file}\0compiled"
        self._rules: dict[Location, BddRule] = {}
        self._feature = BddFeature(
            scenarios=OrderedDict(),
            filename=str(file),
            rel_filename=feature.location.path,
            language=feature.language,
            keyword=feature.keyword,
            name=feature.name,
            tags=_names(feature.tags),
            background=None,
            line_number=feature.location.line,
            description=feature.description,
        )
        bdd_feature_module.features[self._key] = self._feature

    def build_function(self, rule: Rule | None, scenario: Scenario, case: Case) -> ScenarioFunction:
        """Build the test function of one case; pytest-bdd applies its tags and runs its steps."""
        name = f"{case.location.line}: {case.name}"
        self._feature.scenarios[name] = self._template(rule, scenario, case)

        def nothing_more() -> None:
            """Do nothing more: a scenario is its steps."""

        # The folder is ignored: a key that is an absolute path stands for itself.
        function: ScenarioFunction = pytest_bdd.scenario(self._key, name, features_base_dir="/")(nothing_more)
        function.__doc__ = f"{self._feature.name}: {case.name}"
        return function

    def _template(self, rule: Rule | None, scenario: Scenario, case: Case) -> BddTemplate:
        above = {tag.name for tag in (rule.tags if rule else ())} | self._feature.tags
        template = BddTemplate(
            feature=self._feature,
            keyword=scenario.keyword,
            name=case.name,
            line_number=scenario.location.line,
            templated=False,
            description=scenario.description,
            tags={name for name in case.tags if name not in above} | _names(scenario.tags),
            rule=self._rule(rule) if rule else None,
        )
        # Backgrounds are compiled into the case, so neither feature nor rule has one here.
        for step in case.steps:
            template.add_step(_bdd_step(step))
        return template

    def _rule(self, rule: Rule) -> BddRule:
        if rule.location not in self._rules:
            self._rules[rule.location] = BddRule(rule.keyword, rule.name, rule.description, _names(rule.tags))
        return self._rules[rule.location]


def runs_text_of(scenario: BddScenario, case: Case) -> bool:
    """Tell whether what pytest-bdd is about to run is the text of a case."""
    executed = [_contract_step(step) for step in scenario.steps]
    if fingerprint_case(executed, ()) == fingerprint_case(case.steps, ()):
        return True
    # Where pytest-bdd reads the file itself, it takes the common indentation off doc strings.
    flush = [_flush_left(step) for step in executed]
    return fingerprint_case(flush, ()) == fingerprint_case([_flush_left(step) for step in case.steps], ())


def runs_step(step: BddStep, promised: Step) -> bool:
    """Tell whether a step that pytest-bdd is about to run is the one that the contract promises here."""
    if step.name != promised.text or KIND_BY_TYPE[step.type] is not promised.kind:
        return False
    if step.docstring is None and step.datatable is None:
        return promised.argument is None
    # Neither the media type of a doc string nor its common indentation is text.
    own, meant = _flush_left(_contract_step(step)), _flush_left(promised)
    return (own.data_table, own.doc_string) == (meant.data_table, meant.doc_string)


def _flush_left(step: Step) -> Step:
    if step.doc_string is None:
        return step
    content = DocString(textwrap.dedent(step.doc_string.content))
    table = step.data_table
    return replace(step, argument=TableAndDocString(table, content) if table else content)


def _names(tags: Iterable[Tag]) -> set[str]:
    return {tag.name for tag in tags}


def _bdd_step(step: Step) -> BddStep:
    return BddStep(
        name=step.text,
        type=TYPE_BY_KIND[step.kind],
        indent=step.location.column - 1,
        line_number=step.location.line,
        keyword=step.keyword.title(),
        datatable=_bdd_table(step.data_table, step.location) if step.data_table else None,
        docstring=step.doc_string.content if step.doc_string else None,
    )


def _bdd_table(table: DataTable, location: Location) -> gherkin_parser.DataTable:
    place = gherkin_parser.Location(column=location.column, line=location.line)
    rows = [
        gherkin_parser.Row(id="", location=place, cells=[gherkin_parser.Cell(place, value) for value in row])
        for row in table.rows
    ]
    return gherkin_parser.DataTable(location=place, rows=rows)


def _contract_step(step: BddStep) -> Step:
    kind = KIND_BY_TYPE[step.type]
    return Step(kind, step.keyword, step.name, _contract_argument(step), Location("", step.line_number))


def _contract_argument(step: BddStep) -> StepArgument:
    doc_string = DocString(step.docstring) if step.docstring is not None else None
    if step.datatable is None:
        return doc_string
    table = DataTable(tuple(tuple(str(cell) for cell in row) for row in step.datatable.raw()))
    return TableAndDocString(table, doc_string) if doc_string else table
