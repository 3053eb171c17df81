"""Every rule flags what it says breaks it, and no rule flags what any of them says keeps it."""

from collections.abc import Callable

import pytest

from storycontract.contract.contract import Contract
from storycontract.lint.catalogue import RULES
from storycontract.lint.engine import find_findings
from storycontract.lint.rule import LintRule

ReadContract = Callable[[str], Contract]

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@each_rule
def test_what_breaks_a_rule_is_flagged_by_it(rule: LintRule, read_contract: ReadContract) -> None:
    found = find_findings(read_contract(rule.breaks), RULES)

    assert rule.name in {finding.rule for finding in found}


@each_rule
def test_what_keeps_a_rule_is_clean_under_all(rule: LintRule, read_contract: ReadContract) -> None:
    found = find_findings(read_contract(rule.keeps), RULES)

    assert [finding for finding in found if not finding.is_suppressed] == []
