"""The catalogue names every rule there is, and each rule is where its name says."""

from pathlib import Path

import pytest

from storycontract.lint import rules
from storycontract.lint.catalogue import RULES
from storycontract.lint.lexicon import load_lexicon
from storycontract.lint.rule import LintRule, Profile

FOLDER = Path(rules.__path__[0])
FILES = sorted(path.stem for path in FOLDER.glob("*/*.py") if path.stem != "__init__")


def test_the_folder_holds_one_file_for_each_rule() -> None:
    assert sorted(rule.name.replace("-", "_") for rule in RULES) == FILES


def test_only_the_wording_rules_of_the_ready_profile_may_be_silenced() -> None:
    silenceable = {rule.name for rule in RULES if Profile.READY in rule.profiles and not rule.structural}

    assert silenceable == {"empty-outcome", "unmeasurable-outcome"}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_messages_are_lower_case_clauses(rule: LintRule) -> None:
    assert rule.problem[0].islower()
    assert rule.fix[0].islower()
    assert not rule.problem.endswith(".")
    assert not rule.fix.endswith(".")
    assert rule.why.endswith(".")


def test_what_rules_look_for_are_lists_of_the_lexicon() -> None:
    looked_for = {name for rule in RULES for name in rule.looks_for}

    assert looked_for <= set(load_lexicon("en").list_names())
