"""ambiguous-step."""

from collections.abc import Iterator

from storycontract.contract.step import StepKind
from storycontract.lint.finding import Severity
from storycontract.lint.project import Project
from storycontract.lint.rule import Profile, Violation, project_rule
from storycontract.lint.step_uses import StepUse, gather_step_uses


@project_rule(
    name="ambiguous-step",
    facts=StepUse,
    gathers=gather_step_uses,
    severity=Severity.WARNING,
    since="0.1",
    problem="several step definitions match the step",
    why=(
        "Which of them runs is decided by the order in which they were registered, and another one may run "
        "tomorrow without anybody noticing. A definition in a nearer folder overrides those further away, "
        "which is no ambiguity."
    ),
    fix="narrow the patterns, so that one of them matches",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    breaks_with="""
        from pytest_bdd import parsers, then, when


        @when(parsers.parse("Ann pays {amount} EUR by card"), target_fixture="order")
        def pay_by_card(shop, amount):
            return shop.pay(amount, "card")


        @when(parsers.parse("Ann pays {amount} EUR by {means}"), target_fixture="order")
        def pay(shop, amount, means):
            return shop.pay(amount, means)


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
def ambiguous_step(project: Project[StepUse]) -> Iterator[Violation]:
    """Flag a step that several functions match, none of them nearer than the others."""
    code = project.code
    if code is None:
        return
    for fact in (each for each in project.facts if each.of.runs):
        for text in fact.of.texts:
            found = code.find_nearest(fact.at.path, StepKind(fact.of.kind), text)
            functions = {(each.path, each.function_line): each for each in found}
            if len(functions) > 1:
                places = ", ".join(f"`{each.pattern}` ({each.place})" for each in functions.values())
                yield Violation(at=fact.at, detail=places)
                break
