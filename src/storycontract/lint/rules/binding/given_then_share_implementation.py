"""given-then-share-implementation."""

from collections.abc import Iterator

from storycontract.contract.location import Location
from storycontract.contract.step import StepKind
from storycontract.lint.finding import Severity
from storycontract.lint.project import Project
from storycontract.lint.rule import Profile, Violation, project_rule
from storycontract.lint.step_uses import StepUse, gather_step_uses


@project_rule(
    name="given-then-share-implementation",
    facts=StepUse,
    gathers=gather_step_uses,
    severity=Severity.WARNING,
    since="0.1",
    problem="one function runs both a Given and a Then step",
    why=(
        "A Given brings a state about, a Then checks it. A function that does the one does not do the other: "
        "as a Given it leaves the state to chance, or as a Then it makes true what it is to check."
    ),
    fix="write one function that brings the state about, and one that checks it",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    breaks_with="""
        from pytest_bdd import given, parsers, then, when


        @when(parsers.parse("Ann pays {amount} EUR by {means}"), target_fixture="order")
        def pay(shop, amount, means):
            return shop.pay(amount, means)


        @given("the order is confirmed")
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
            return shop.pay(amount, means)


        @then("the order is confirmed")
        def is_confirmed(order):
            assert order.status == "confirmed"
    """,
    profiles=(Profile.RECOMMENDED,),
)
def given_then_share_implementation(project: Project[StepUse]) -> Iterator[Violation]:
    """Flag a function that is decorated both as a Given and as a Then."""
    kinds: dict[tuple[str, int], set[StepKind | None]] = {}
    definitions = project.code.definitions if project.code else ()
    for definition in definitions:
        kinds.setdefault((definition.path, definition.function_line), set()).add(definition.kind)
    for definition in definitions:
        shared = kinds[definition.path, definition.function_line]
        if definition.kind is StepKind.OUTCOME and StepKind.CONTEXT in shared:
            at = Location(definition.path, definition.line)
            yield Violation(at=at, detail=f"`{definition.function_name}`")
