"""undefined-step."""

from collections.abc import Iterator

from storycontract.contract.step import StepKind
from storycontract.lint.finding import Severity
from storycontract.lint.project import Project
from storycontract.lint.rule import Profile, Violation, project_rule
from storycontract.lint.step_uses import StepUse, gather_step_uses


@project_rule(
    name="undefined-step",
    facts=StepUse,
    gathers=gather_step_uses,
    severity=Severity.WARNING,
    since="0.1",
    problem="no step definition matches the step",
    why=(
        "A scenario with a step that nothing runs cannot pass. Where a definition comes close, one of the "
        "two was mostly reworded without the other; where none does, the step is not written yet, which "
        "is worth no more than a note. Nothing is said while the project has no step definitions, or has "
        "some whose patterns cannot be read from their source."
    ),
    fix="write a step definition that matches it",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order has been confirmed
    """,
    breaks_with="""
        from pytest_bdd import parsers, then, when


        @when(parsers.parse("Ann pays {amount:d} EUR by card"), target_fixture="order")
        def pay(shop, amount):
            return shop.pay(amount)


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


        @when(parsers.parse("Ann pays {amount:d} EUR by card"), target_fixture="order")
        def pay(shop, amount):
            return shop.pay(amount)


        @then("the order is confirmed")
        def is_confirmed(order):
            assert order.status == "confirmed"
    """,
    profiles=(Profile.RECOMMENDED,),
)
def undefined_step(project: Project[StepUse]) -> Iterator[Violation]:
    """Flag a step that no definition matches, if it is known what every one of them matches."""
    code = project.code
    if code is None or not code.definitions or not code.is_all_verifiable:
        return
    for fact in (each for each in project.facts if each.of.runs):
        kind = StepKind(fact.of.kind)
        missing = next((text for text in fact.of.texts if not code.find_anywhere(kind, text)), None)
        if missing is None:
            continue
        close = code.suggest(kind, missing)
        yield Violation(
            at=fact.at,
            detail=f"`{missing}`",
            fix=f"did you mean `{close.pattern}` ({close.place})? Write the step so, or a definition for it"
            if close
            else None,
            severity=None if close else Severity.INFO,
        )
