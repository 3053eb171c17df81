"""Every case file has exactly the findings it expects: `# expect <rule>` stands above the line.

The rules are those of the `ready` profile, and those that the file names, if only in `# with <rule>`.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from storycontract.contract.contract import Contract
from storycontract.lint.catalogue import RULES
from storycontract.lint.engine import find_findings
from storycontract.lint.rule import LintRule, Profile

CASES = sorted((Path(__file__).parent / "cases").glob("*.feature"))
NAMED = re.compile(r"# (?:expect|with) (?P<rules>[\w-]+(?: [\w-]+)*)")
EXPECTATION = re.compile(r"\s*# expect (?P<rules>[\w-]+(?: [\w-]+)*)")


def read_expectations(text: str) -> list[tuple[int, str]]:
    lines = enumerate(text.splitlines(), start=1)
    expectations = [(number, EXPECTATION.fullmatch(line)) for number, line in lines]
    return [(number + 1, name) for number, match in expectations if match for name in match["rules"].split()]


def choose_rules(text: str) -> list[LintRule]:
    named = {name for match in NAMED.finditer(text) for name in match["rules"].split()}
    return [rule for rule in RULES if rule.name in named or Profile.READY in rule.profiles]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_case_has_exactly_the_findings_it_expects(
    case: Path, read_contract: Callable[[str], Contract]
) -> None:
    text = case.read_text(encoding="utf-8")

    found = find_findings(read_contract(text), choose_rules(text))

    assert [(finding.location.line, finding.rule) for finding in found] == read_expectations(text)


def test_there_are_cases() -> None:
    assert CASES
