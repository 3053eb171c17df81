"""What linting one file by itself promises."""

from collections.abc import Callable, Iterator

import pytest

from storycontract.contract.contract import Contract
from storycontract.contract.feature import FeatureFile
from storycontract.contract.step import Step, StepKind
from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.file_linter import lint_file, outline_file
from storycontract.lint.file_plan import FilePlan
from storycontract.lint.finding import Finding, Severity
from storycontract.lint.options import LintOptions, Surface
from storycontract.lint.rule import ALL_KINDS, LintRule, Violation, rule

ReadContract = Callable[[str], Contract]
Check = Callable[[Step, LintContext], Iterator[Violation]]

TEXT = """\
Feature: {name}
  Scenario: Pay
    When Ann pays
    Then Ann waits
  Scenario: Pay more
    When Ann pays
    Then Ann waits
"""


def make_rule(check: Check, **fields: object) -> LintRule:
    muted_on = (Surface.API,) if fields.get("muted") else ()
    kinds = (StepKind.OUTCOME,) if fields.get("on_outcomes") else ALL_KINDS
    looks_for = ("wait_verbs",) if fields.get("on_waits") else ()
    return rule(
        name="on-trial",
        checks=Step,
        severity=Severity.INFO,
        since="0.1",
        problem="p",
        why="w",
        fix="f",
        breaks="",
        keeps="",
        muted_on=muted_on,
        kinds=kinds,
        looks_for=looks_for,
    )(check)


def lint(contract: Contract, plan: FilePlan, lines: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    (file,) = contract.files
    return lint_file(file, contract.stories, plan, outline_file(file, contract.stories), lines).findings


def flag_waiting(step: Step, context: LintContext) -> Iterator[Violation]:
    assert context.language == "en"
    if "waits" in step.text:
        yield Violation(at=step.location)


def test_a_wording_that_comes_up_again_is_flagged_again(read_contract: ReadContract) -> None:
    found = lint(read_contract(TEXT.format(name="Shop")), FilePlan([make_rule(flag_waiting)]))

    assert [finding.location.line for finding in found] == [4, 7]


def test_a_rule_silent_about_a_wording_is_not_asked_again(read_contract: ReadContract) -> None:
    asked: list[int] = []

    def watch(step: Step, context: LintContext) -> Iterator[Violation]:  # noqa: ARG001 - the shape of a rule
        asked.append(step.location.line)
        return iter(())

    lint(read_contract(TEXT.format(name="Shop")), FilePlan([make_rule(watch)]))

    assert asked == [3, 4]


@pytest.mark.parametrize("field", ["on_outcomes", "on_waits"])
@pytest.mark.parametrize("table", ["", "\n      | a |"], ids=["words alone", "with a table"])
def test_a_rule_is_offered_only_the_steps_it_is_for(
    read_contract: ReadContract, field: str, table: str
) -> None:
    asked: list[str] = []

    def watch(step: Step, context: LintContext) -> Iterator[Violation]:  # noqa: ARG001 - the shape of a rule
        asked.append(step.text)
        return iter(())

    contract = read_contract(
        f"Feature: f\n  Scenario: s\n    When Ann pays{table}\n    Then Ann waits{table}\n"
    )
    lint(contract, FilePlan([make_rule(watch, **{field: True})]))

    assert asked == ["Ann waits"]


def test_a_rule_that_looks_at_more_than_words_is_asked_each_time(read_contract: ReadContract) -> None:
    def flag_in_bank(step: Step, context: LintContext) -> Iterator[Violation]:
        if context.file.feature is not None and context.file.feature.name == "Bank":
            yield Violation(at=step.location)

    plan = FilePlan([make_rule(flag_in_bank)])

    assert lint(read_contract(TEXT.format(name="Shop")), plan) == ()
    assert len(lint(read_contract(TEXT.format(name="Bank")), plan)) == 4


def test_a_rule_that_fails_is_named_once_for_a_file_and_asked_again_in_the_next(
    read_contract: ReadContract,
) -> None:
    def fail(step: Step, context: LintContext) -> Iterator[Violation]:  # noqa: ARG001 - as above
        raise LookupError(step.text)

    plan = FilePlan([make_rule(fail)])

    for name in ("Shop", "Bank"):
        (finding,) = lint(read_contract(TEXT.format(name=name)), plan)
        assert (finding.rule, finding.location.line) == ("internal-rule-error", 3)


@pytest.mark.parametrize(("surface", "count"), [(Surface.API, 0), (Surface.UI, 2), (None, 2)])
def test_a_surface_mutes_the_rules_that_say_so(
    read_contract: ReadContract, surface: Surface | None, count: int
) -> None:
    plan = FilePlan([make_rule(flag_waiting, muted=True)], options=LintOptions(surface=surface))

    assert len(lint(read_contract(TEXT.format(name="Shop")), plan)) == count


def test_a_setting_wins_over_the_severity_of_a_rule(read_contract: ReadContract) -> None:
    plan = FilePlan([make_rule(flag_waiting)], severities={"on-trial": Severity.ERROR})

    assert {finding.severity for finding in lint(read_contract(TEXT.format(name="Shop")), plan)} == {
        Severity.ERROR
    }


def test_the_caret_stands_under_the_words_that_a_rule_names(read_contract: ReadContract) -> None:
    def flag_word(step: Step, context: LintContext) -> Iterator[Violation]:  # noqa: ARG001 - as above
        yield Violation(at=step.location, words="waits")

    text = TEXT.format(name="Shop")
    found = lint(read_contract(text), FilePlan([make_rule(flag_word)]), tuple(text.split("\n")))

    assert [(each.location.column, each.end_column) for each in found[:2]] == [(5, 18), (14, 19)]


STORY = """\
@story:SHOP-1
Feature: Pay as a user
  As a user
  I want to pay

  Scenario: Pay
    When the user pays
"""


def test_a_finding_on_a_story_stands_where_its_narrative_says_it(read_contract: ReadContract) -> None:
    @rule(
        name="on-trial",
        checks=Story,
        severity=Severity.INFO,
        since="0.1",
        problem="p",
        why="w",
        fix="f",
        breaks="",
        keeps="",
    )
    def flag_role(story: Story) -> Iterator[Violation]:
        yield Violation(at=story.location, detail=f"`{story.narrative.role}`")
        yield Violation(at=story.location, detail="`nowhere`")

    found = lint(read_contract(STORY), FilePlan([flag_role]), tuple(STORY.split("\n")))

    assert [(each.location.line, each.location.column, each.end_column) for each in found] == [
        (3, 8, 12),
        (2, 1, 23),
    ]


def test_a_file_without_a_feature_has_only_its_problems() -> None:
    file = FeatureFile("a.feature", feature=None, comments=(), problems=())

    report = lint_file(file, (), FilePlan([make_rule(flag_waiting)]), outline_file(file, ()))

    assert report.findings == ()
