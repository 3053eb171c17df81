"""Every rule flags what it says breaks it, and no profile flags what a rule says keeps it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from storycontract.lint.catalogue import RULES
from storycontract.lint.finding import Finding
from storycontract.lint.rule import LintRule, Profile

LintExample = Callable[[str, Sequence[LintRule], str], tuple[Finding, ...]]

STRICT_RULES = [rule for rule in RULES if Profile.STRICT in rule.profiles]

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@each_rule
def test_what_breaks_a_rule_is_flagged_by_it(rule: LintRule, lint_example: LintExample) -> None:
    found = lint_example(rule.breaks, RULES, rule.breaking_steps)

    assert rule.name in {finding.rule for finding in found}


@each_rule
def test_what_keeps_a_rule_is_clean_under_all_profiles(rule: LintRule, lint_example: LintExample) -> None:
    found = lint_example(rule.keeps, STRICT_RULES, rule.keeping_steps)

    assert [(found.rule, found.message) for found in found if not found.is_suppressed] == []


@each_rule
def test_what_keeps_a_rule_is_not_flagged_by_it(rule: LintRule, lint_example: LintExample) -> None:
    found = lint_example(rule.keeps, [rule], rule.keeping_steps)

    assert [finding.message for finding in found if not finding.is_suppressed] == []


def test_rules_are_silent_where_there_is_nothing_they_look_for(lint_example: LintExample) -> None:
    examples = [text for rule in RULES for text in (rule.breaks, rule.keeps) if "# file:" not in text]
    text = "".join(f"# file: features/{number}.feature\n{text}" for number, text in enumerate(examples))
    looking = [rule for rule in RULES if rule.looks_for or rule.hint]

    found = lint_example(text, looking, "")

    everywhere = [replace(rule, looks_for=frozenset(), hint=None) for rule in looking]
    assert found == lint_example(text, everywhere, "")
    assert {rule.name for rule in looking} <= {finding.rule for finding in found}
