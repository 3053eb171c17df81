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
    problem="no step definition matches the step, though one nearly does",
    why=(
        "A scenario with a step that nothing runs cannot pass. Where a definition nearly says the same, one "
        "of the two was mostly reworded without the other. Steps unlike any definition are not written yet, "
        "which a run says, and which is no fault of a story. Nothing is said either while the project has "
        "definitions whose patterns cannot be read from their source."
    ),
    fix="write the step as its definition has it, or a definition for it",
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
    """Flag a step that only nearly matches a definition, if it is known what each of them matches."""
    code = project.code
    if code is None or not code.definitions or not code.is_all_verifiable:
        return
    for fact in (each for each in project.facts if each.of.runs):
        kind = StepKind(fact.of.kind)
        missing = next((text for text in fact.of.texts if not code.find_anywhere(kind, text)), None)
        if missing is None:
            continue
        close = code.suggest(kind, missing)
        if close is not None:
            yield Violation(
                at=fact.at,
                detail=f"`{missing}`",
                fix=f"did you mean `{close.pattern}` ({close.place})? Say so, or write a definition",
            )
