"""What benchmarks count is what there is."""

import runpy
from pathlib import Path

from storycontract.contract.step import Step
from storycontract.lint.catalogue import RULES

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "benchmarks" / "lint_quality.py"))
RULES_BY_LABEL: dict[str, set[str]] = {**SCRIPT["NARRATIVE_RULES"], **SCRIPT["SCENARIO_RULES"]}


def test_every_rule_that_counts_for_a_label_is_there() -> None:
    counted = {name for names in RULES_BY_LABEL.values() for name in names}

    assert counted - {rule.name for rule in RULES} == set()


def test_every_rule_counts_for_its_own_label() -> None:
    uncounted = [rule.name for rule in RULES if rule.label and rule.name not in RULES_BY_LABEL[rule.label]]

    assert uncounted == []


def test_rules_on_steps_count_for_no_label_of_narratives() -> None:
    on_steps = {rule.name for rule in RULES if rule.checks is Step}

    assert [label for label, names in SCRIPT["NARRATIVE_RULES"].items() if names & on_steps] == []
