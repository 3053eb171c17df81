"""unused-step-definition."""

from collections.abc import Iterator

from storycontract.contract.location import Location
from storycontract.contract.step import StepKind
from storycontract.lint.finding import Severity
from storycontract.lint.project import Project
from storycontract.lint.rule import Profile, Violation, project_rule
from storycontract.lint.step_uses import StepUse, gather_step_uses


@project_rule(
    name="unused-step-definition",
    facts=StepUse,
    gathers=gather_step_uses,
    severity=Severity.INFO,
    since="0.1",
    problem="step definition matches no step",
    why=(
        "Code that nothing runs is read, kept working and offered by editors all the same, and often it is "
        "what a reworded step has left behind. It is looked for only where all features are linted."
    ),
    fix="remove it, or write the step that is to run it",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    breaks_with="""
        from pytest_bdd import parsers, then, when


        @when(parsers.parse("Ann pays {amount} EUR by {means}"), target_fixture="order")
        def pay(shop, amount, means):
            return shop.pay(amount, means)


        @then("the order is confirmed")
        def is_confirmed(order):
            assert order.status == "confirmed"


        @then("the order is rejected")
        def is_rejected(order):
            assert order.status == "rejected"
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    keeps_with="""
        from pytest_bdd import parsers, then, when


        @when(parsers.parse("Ann pays {amount} EUR by {means}"), target_fixture="order")
        def pay(shop, amount, means):
            return shop.pay(amount, means)


        @then("the order is confirmed")
        def is_confirmed(order):
            assert order.status == "confirmed"
    """,
    profiles=(Profile.RECOMMENDED,),
)
def unused_step_definition(project: Project[StepUse]) -> Iterator[Violation]:
    """Flag a definition that matches no step of any feature."""
    code = project.code
    if code is None or not code.is_whole:
        return
    wanted = {(fact.of.kind, text) for fact in project.facts for text in fact.of.texts}
    used = {
        (each.path, each.function_line)
        for kind, text in wanted
        for each in code.find_anywhere(StepKind(kind), text)
    }
    for definition in code.seen_definitions:
        if (definition.path, definition.function_line) not in used:
            at = Location(definition.path, definition.line)
            yield Violation(at=at, detail=f"`{definition.pattern}`")
