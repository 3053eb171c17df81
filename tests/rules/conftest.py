import re
from collections.abc import Sequence

import pytest

from storycontract.contract.contract import Contract
from storycontract.contract.identity import collect_stories
from storycontract.gherkin_reader.parsing import parse_feature
from storycontract.lint.engine import find_findings
from storycontract.lint.finding import Finding
from storycontract.lint.options import LintOptions, Term
from storycontract.lint.rule import LintRule
from storycontract.lint.step_code import StepCode, StepModule
from storycontract.step_binding.scanning import scan_step_definitions

# What the examples assume that a project has settled.
OPTIONS = LintOptions(personas=("shopper",), glossary=(Term("order", avoid=("purchase",)),))
FILE_LINE = re.compile(r"^# file: (.+)\n", re.MULTILINE)


class ContractReader:
    def __call__(self, text: str, path: str = "features/shop.feature") -> Contract:
        first, *others = FILE_LINE.split(text)
        sources = list(zip(others[::2], others[1::2], strict=True))
        if first.strip() or not sources:
            sources.insert(0, (path, first))
        # Surrogates stand for bytes that are no UTF-8.
        encoded = [(name, source.encode("utf-8", "surrogateescape")) for name, source in sources]
        files = tuple(parse_feature(source, name) for name, source in encoded)
        return Contract(collect_stories(files), files)


class ExampleLinter:
    def __call__(self, text: str, rules: Sequence[LintRule], steps: str = "") -> tuple[Finding, ...]:
        definitions = scan_step_definitions(steps.encode(), "steps/shop_steps.py")
        code = StepCode([StepModule(definitions, folders=("features",))])
        return find_findings(ContractReader()(text), rules, OPTIONS, code)


@pytest.fixture
def read_contract() -> ContractReader:
    return ContractReader()


@pytest.fixture
def lint_example() -> ExampleLinter:
    return ExampleLinter()
