"""What the ready profile asks of a story."""

from collections.abc import Callable

import pytest

from storycontract.contract.contract import Contract
from storycontract.errors import UsageError
from storycontract.lint.ready import READY_RULES, find_ready_findings

ReadContract = Callable[[str], Contract]


def test_the_profile_holds_what_makes_a_story_untestable_and_no_more() -> None:
    assert {rule.name for rule in READY_RULES} == {
        "ac-id-ambiguous",
        "ac-id-duplicate",
        "ac-id-malformed",
        "ac-id-misplaced",
        "duplicate-scenario-name",
        "empty-file",
        "empty-outcome",
        "empty-scenario",
        "feature-without-scenarios",
        "misspelt-keyword",
        "not-utf-8",
        "outline-without-examples",
        "scenario-in-description",
        "scenario-missing-then",
        "story-id-ambiguous",
        "story-id-duplicate",
        "story-id-malformed",
        "story-id-misplaced",
        "syntax-error",
        "unmeasurable-outcome",
    }


def test_a_comment_that_silences_nothing_does_not_make_a_story_unready(read_contract: ReadContract) -> None:
    text = """\
Feature: Shop
  # storycontract: ignore[empty-outcome]
  Scenario: Pay
    When Ann pays
    Then the order is confirmed
"""
    assert find_ready_findings(read_contract(text)) == ()


def test_a_silenced_finding_is_returned_with_its_reason(read_contract: ReadContract) -> None:
    text = """\
Feature: Shop
  Scenario: Pay
    When Ann pays
    # storycontract: ignore[empty-outcome] -- shown to a panel
    Then it works
"""
    (finding,) = find_ready_findings(read_contract(text))

    assert finding.suppressed_because == "shown to a panel"


def test_a_team_adds_rules_of_its_own(read_contract: ReadContract) -> None:
    text = """\
Feature: Shop
  Scenario: Ann is thanked for paying
    When Ann pays
    Then Ann sees "thank you"
"""
    assert find_ready_findings(read_contract(text)) == ()

    (finding,) = find_ready_findings(read_contract(text), ["story-missing-narrative"])

    assert finding.rule == "story-missing-narrative"


def test_a_team_rule_that_is_none_is_an_error(read_contract: ReadContract) -> None:
    with pytest.raises(UsageError, match="story-missing-narrative"):
        find_ready_findings(read_contract("Feature: Shop\n"), ["story-missing-narativ"])
