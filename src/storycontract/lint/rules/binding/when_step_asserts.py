"""when-step-asserts."""

from collections.abc import Iterator

from storycontract.contract.location import Location
from storycontract.contract.step import StepKind
from storycontract.lint.finding import Severity
from storycontract.lint.project import Project
from storycontract.lint.rule import Profile, Violation, project_rule
from storycontract.lint.step_uses import StepUse, gather_step_uses


@project_rule(
    name="when-step-asserts",
    facts=StepUse,
    gathers=gather_step_uses,
    severity=Severity.INFO,
    since="0.1",
    problem="function of an action states an expectation",
    why=(
        "What an action checks is promised by no step, so that readers of the story never hear of it, and "
        "the action cannot be used where something else is expected. Guards, such as `is not None`, "
        "do not count."
    ),
    fix="move the assertion into the function of a Then step",
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
            order = shop.pay(amount, means)
            assert order.receipt.total == amount
            return order


        @then("the order is confirmed")
        def is_confirmed(order):
            assert order.status == "confirmed"
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
            order = shop.pay(amount, means)
            assert order is not None
            return order


        @then("the order is confirmed")
        def is_confirmed(order):
            assert order.status == "confirmed"
    """,
    profiles=(Profile.RECOMMENDED,),
)
def when_step_asserts(project: Project[StepUse]) -> Iterator[Violation]:
    """Flag a function of an action that itself compares something in an assertion."""
    for definition in project.code.definitions if project.code else ():
        if definition.kind is StepKind.ACTION and definition.states_expectation:
            at = Location(definition.path, definition.line)
            yield Violation(at=at, detail=f"`{definition.function_name}` for `{definition.pattern}`")
