"""How rules are declared."""

from collections.abc import Iterator

from storycontract.contract.feature import FeatureFile
from storycontract.contract.location import Location
from storycontract.contract.scenario import Scenario
from storycontract.contract.step import Step, StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule

CONTEXT = LintContext(FeatureFile("a.feature", feature=None, comments=(), problems=()))
STEP = Step(StepKind.OUTCOME, "Then", "it works", None, Location("a.feature", 3))


# mypy fails on the ignore below as soon as it accepts a function for steps where a rule checks scenarios.
@rule(  # type: ignore[arg-type]  # the mistake is the test
    name="mistaken",
    checks=Scenario,
    severity=Severity.INFO,
    since="0.1",
    problem="p",
    why="w",
    fix="f",
    breaks="",
    keeps="""
        Feature: f
          Scenario: s
    """,
    profiles=frozenset({Profile.READY}),
    languages=frozenset({"en"}),
)
def mistaken(step: Step) -> Iterator[Violation]:
    yield Violation(at=step.location)


def test_a_rule_understands_the_languages_it_names() -> None:
    assert mistaken.understands("en")
    assert not mistaken.understands("en-au")


def test_examples_lose_their_indentation() -> None:
    assert mistaken.keeps == "Feature: f\n  Scenario: s\n"
    assert mistaken.breaks == ""


def test_a_rule_of_one_profile_is_in_the_wider_ones() -> None:
    assert mistaken.profiles == frozenset(Profile)


@rule(
    name="reads-its-context",
    checks=Step,
    severity=Severity.INFO,
    since="0.1",
    problem="p",
    why="w",
    fix="f",
    breaks="",
    keeps="",
)
def reads_its_context(step: Step, context: LintContext) -> Iterator[Violation]:
    yield Violation(at=step.location, detail=context.language)


def test_a_rule_may_read_its_context() -> None:
    assert [found.detail for found in reads_its_context.check(STEP, CONTEXT)] == ["en"]
