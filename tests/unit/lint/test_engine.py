"""What the engine adds to the rules: places, owners, order, suppression, containment."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from storycontract.contract.contract import Contract
from storycontract.contract.feature import FeatureFile
from storycontract.contract.location import Location
from storycontract.contract.problem import Problem
from storycontract.contract.scenario import Scenario
from storycontract.contract.step import Step
from storycontract.lint.catalogue import RULES as ALL_RULES
from storycontract.lint.engine import find_findings
from storycontract.lint.finding import Finding, Severity
from storycontract.lint.rule import Profile, Violation, rule
from storycontract.lint.suppression import Suppression

ReadContract = Callable[[str], Contract]

# What these tests are about is the engine, so they stay with few rules.
NAMES = {
    "ac-id-ambiguous",
    "duplicate-scenario-name",
    "empty-file",
    "empty-outcome",
    "feature-without-scenarios",
    "scenario-missing-then",
    "stale-suppression",
    "story-id-duplicate",
    "suppression-of-structure",
    "suppression-without-reason",
    "syntax-error",
    "unmeasurable-outcome",
}
RULES = tuple(rule for rule in ALL_RULES if rule.name in NAMES)

TWO_STORIES = """\
@story:SHOP
Feature: Shop
  Background:
    Given an open shop
    Then it works

  @ac:SHOP.1
  Scenario: Look around
    When Ann looks around
    Then it works

  @story:PAY
  Rule: Cards are taken
    Background:
      Then it works

    @ac:PAY.1
    Scenario: Pay by card
      When Ann pays
      Then it works

  @ac:SHOP.2
  Rule: Vouchers are taken
    Scenario: Pay by voucher
      When Ann pays
      Then it works
"""


def lint(contract: Contract) -> tuple[Finding, ...]:
    return find_findings(contract, RULES)


@pytest.mark.parametrize(
    ("line", "story_ids", "criterion_id"),
    [
        pytest.param(5, ("SHOP", "PAY"), None, id="the feature's background bears on every story"),
        pytest.param(10, ("SHOP",), "SHOP.1", id="a scenario of the feature"),
        pytest.param(15, ("PAY",), None, id="a rule's background bears on the rule's story"),
        pytest.param(20, ("PAY",), "PAY.1", id="a scenario of a rule with a story id"),
        pytest.param(26, ("SHOP",), "SHOP.2", id="a scenario of a rule that is a criterion"),
    ],
)
def test_a_finding_knows_its_stories_and_its_criterion(
    read_contract: ReadContract, line: int, story_ids: tuple[str, ...], criterion_id: str | None
) -> None:
    found = {finding.location.line: finding for finding in lint(read_contract(TWO_STORIES))}

    assert (found[line].story_ids, found[line].criterion_id) == (story_ids, criterion_id)


def test_what_stands_outside_every_story_bears_on_all_of_the_file(read_contract: ReadContract) -> None:
    text = """\
Feature: Shop
  @story:PAY
  Rule: Cards are taken
    Scenario: Pay by card
      When Ann pays
      Then the order is confirmed

  Rule: Vouchers are taken
"""
    (finding,) = lint(read_contract(text))

    assert (finding.rule, finding.story_ids) == ("feature-without-scenarios", ("PAY",))


def test_a_finding_on_an_id_belongs_to_the_story_with_that_id(read_contract: ReadContract) -> None:
    text = """\
Feature: Shop
  @story:PAY
  Rule: Cards are taken
    @ac:PAY.1 @ac:PAY.2
    Scenario: Pay by card
      When Ann pays
      Then the order is confirmed
"""
    (finding,) = lint(read_contract(text))

    assert (finding.rule, finding.story_id, finding.criterion_id) == ("ac-id-ambiguous", "PAY", "PAY.1")


def test_a_file_that_cannot_be_read_has_a_finding_without_a_story(read_contract: ReadContract) -> None:
    (finding,) = lint(
        read_contract("Feature: Shop\n  Scenario: Pay\n    When Ann pays\n    Thn she is thanked\n")
    )

    assert (finding.rule, finding.location.line, finding.story_id) == ("syntax-error", 4, None)


def test_a_problem_no_rule_describes_is_passed_on() -> None:
    problem = Problem("folder-on-fire", "the folder is on fire", "call for help", Location("a.feature", 1))
    file = FeatureFile("a.feature", feature=None, comments=(), problems=(problem,))

    (finding,) = lint(Contract((), (file,)))

    assert (finding.rule, finding.severity) == ("folder-on-fire", Severity.ERROR)
    assert (finding.message, finding.fix) == ("the folder is on fire", "call for help")


def test_what_cannot_be_read_is_found_whichever_rules_are_asked_for(read_contract: ReadContract) -> None:
    (finding,) = find_findings(read_contract(""), ())

    assert finding.rule == "empty-file"


def test_findings_come_by_path_and_line_whatever_the_order_of_files(read_contract: ReadContract) -> None:
    contract = read_contract(TWO_STORIES)
    other = replace(contract.files[0], path="a.feature", feature=None, problems=(_problem("a.feature"),))

    found = lint(replace(contract, files=(contract.files[0], other)))

    assert [finding.location.line for finding in found] == [1, 5, 10, 15, 20, 26]
    assert lint(replace(contract, files=(other, contract.files[0]))) == found


@rule(
    name="crashing-on-comments",
    checks=Suppression,
    severity=Severity.INFO,
    since="0.1",
    problem="p",
    why="w",
    fix="f",
    breaks="",
    keeps="",
    profiles=frozenset({Profile.READY}),
)
def crashing_on_comments(suppression: Suppression) -> Iterator[Violation]:
    yield from ()
    raise LookupError(suppression.reason)


def test_a_rule_that_crashes_on_a_comment_is_a_finding_too(read_contract: ReadContract) -> None:
    comment = "# storycontract: ignore[empty-outcome] -- by hand\n"
    contract = read_contract(f"{comment}Feature: Shop\n  Scenario: Pay\n    Then it works\n")

    found = find_findings(contract, (crashing_on_comments, *RULES))

    assert [(finding.rule, finding.location.line) for finding in found] == [
        ("internal-rule-error", 1),
        ("empty-outcome", 4),
    ]


def _problem(path: str) -> Problem:
    return Problem("empty-file", "the file holds no feature", "write one", Location(path, 1))


@rule(
    name="crashing",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="p",
    why="w",
    fix="f",
    breaks="",
    keeps="",
    profiles=frozenset({Profile.READY}),
)
def crashing(scenario: Scenario) -> Iterator[Violation]:
    yield Violation(at=scenario.location, detail="seen before the crash")
    raise LookupError(scenario.name)


def test_a_rule_that_crashes_is_a_finding_and_the_run_goes_on(read_contract: ReadContract) -> None:
    contract = read_contract("Feature: Shop\n  Scenario: Pay\n    Then it works\n")

    found = find_findings(contract, (crashing, *RULES))

    assert [(finding.rule, finding.location.line) for finding in found] == [
        ("crashing", 2),
        ("internal-rule-error", 2),
        ("empty-outcome", 3),
    ]
    assert found[1].message == "rule `crashing` failed: LookupError: Pay"
    assert found[1].severity is Severity.ERROR
    assert found[1].story_ids == found[0].story_ids != ()


@rule(
    name="english-only",
    checks=Step,
    severity=Severity.INFO,
    since="0.1",
    problem="p",
    why="w",
    fix="f",
    breaks="",
    keeps="",
    profiles=frozenset({Profile.READY}),
    languages=frozenset({"en"}),
)
def english_only(step: Step) -> Iterator[Violation]:
    yield Violation(at=step.location)


def test_a_rule_is_silent_on_languages_it_does_not_understand(read_contract: ReadContract) -> None:
    german = "# language: de\nFunktion: Laden\n  Szenario: Zahlen\n    Dann it works\n"

    assert find_findings(read_contract(german), (english_only,)) == ()


SILENCED = """\
Feature: Shop
  Scenario: Pay
    When Ann pays
    {first}
    Then it works
    {second}
    And it works
"""
REASON = "# storycontract: ignore[empty-outcome] -- shown to a panel"


def test_a_suppression_with_a_reason_marks_the_next_step_alone(read_contract: ReadContract) -> None:
    found = lint(read_contract(SILENCED.format(first=REASON, second="")))

    assert [(finding.location.line, finding.suppressed_because) for finding in found] == [
        (5, "shown to a panel"),
        (7, None),
    ]
    assert [finding.is_suppressed for finding in found] == [True, False]


def test_a_suppression_above_a_scenario_holds_for_its_steps_and_not_beyond(
    read_contract: ReadContract,
) -> None:
    text = f"""\
Feature: Shop
  {REASON}
  @ac:SHOP.1
  Scenario: Pay
    Then it works

  @ac:SHOP.2
  Scenario: Look around
    Then it works
"""
    found = lint(read_contract(text))

    assert [(finding.location.line, finding.is_suppressed) for finding in found] == [(5, True), (9, False)]


def test_a_suppression_between_tags_and_keyword_is_the_scenarios(read_contract: ReadContract) -> None:
    text = f"Feature: Shop\n  @ac:SHOP.1\n  {REASON}\n  Scenario: Pay\n    When Ann pays\n    Then it works\n"

    (finding,) = lint(read_contract(text))

    assert finding.is_suppressed


def test_a_suppression_above_the_feature_holds_for_the_file(read_contract: ReadContract) -> None:
    found = lint(read_contract(f"{REASON}\n{TWO_STORIES}"))

    assert {finding.is_suppressed for finding in found} == {True}


def test_a_suppression_of_another_rule_silences_nothing(read_contract: ReadContract) -> None:
    other = "# storycontract: ignore[unmeasurable-outcome] -- shown to a panel"

    assert not lint(read_contract(SILENCED.format(first=other, second="")))[0].is_suppressed


def test_a_suppression_without_a_reason_silences_nothing_and_is_found(read_contract: ReadContract) -> None:
    found = lint(read_contract(SILENCED.format(first="# storycontract: ignore[empty-outcome]", second="")))

    assert [(finding.rule, finding.location.line, finding.is_suppressed) for finding in found] == [
        ("suppression-without-reason", 4, False),
        ("empty-outcome", 5, False),
        ("empty-outcome", 7, False),
    ]


def test_a_suppression_without_a_reason_does_not_undo_one_with_a_reason(read_contract: ReadContract) -> None:
    text = f"# storycontract: ignore[empty-outcome]\n{SILENCED.format(first=REASON, second='')}"

    found = {finding.location.line: finding for finding in lint(read_contract(text))}

    assert found[6].suppressed_because == "shown to a panel"


def test_no_suppression_silences_a_structural_rule(read_contract: ReadContract) -> None:
    text = """\
# storycontract: ignore[scenario-missing-then] -- everybody knows
Feature: Shop
  Scenario: Pay
    When Ann pays
"""
    found = lint(read_contract(text))

    assert [(finding.rule, finding.is_suppressed) for finding in found] == [
        ("suppression-of-structure", False),
        ("scenario-missing-then", False),
    ]


def test_a_suppression_of_a_suppression_rule_cannot_silence_what_stands_above_the_feature(
    read_contract: ReadContract,
) -> None:
    text = """\
# storycontract: ignore[suppression-without-reason]
Feature: Shop
  Scenario: Pay
    Then Ann is thanked
"""

    (finding,) = lint(read_contract(text))

    assert (finding.rule, finding.is_suppressed) == ("suppression-without-reason", False)
