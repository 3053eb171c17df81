"""step-asserts-nothing."""

from collections.abc import Iterator

from storycontract.contract.location import Location
from storycontract.contract.step import StepKind
from storycontract.lint.finding import Severity
from storycontract.lint.project import Project
from storycontract.lint.rule import Profile, Violation, project_rule
from storycontract.lint.step_uses import StepUse, gather_step_uses


@project_rule(
    name="step-asserts-nothing",
    facts=StepUse,
    gathers=gather_step_uses,
    severity=Severity.WARNING,
    since="0.1",
    problem="function of an outcome checks nothing",
    why=(
        "An outcome that nobody checks passes whatever the product does. It is said only where it is "
        "certain: functions of the same module are followed one level deep, and what else a "
        "body calls is trusted."
    ),
    fix="assert what the step promises",
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
            print(order)
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
def step_asserts_nothing(project: Project[StepUse]) -> Iterator[Violation]:
    """Flag a function of an outcome that certainly checks nothing."""
    for definition in project.code.definitions if project.code else ():
        if definition.kind is StepKind.OUTCOME and definition.is_hollow:
            at = Location(definition.path, definition.line)
            yield Violation(at=at, detail=f"`{definition.function_name}` for `{definition.pattern}`")
