"""duplicate-scenario-name."""

from collections.abc import Iterable, Iterator

from storycontract.contract.feature import Feature
from storycontract.contract.location import Location
from storycontract.contract.scenario import Scenario
from storycontract.lint.finding import Severity
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="duplicate-scenario-name",
    checks=Feature,
    severity=Severity.ERROR,
    since="0.1",
    problem="two scenarios have one name",
    why=(
        "pytest-bdd keeps scenarios by name: of two it drops the first without a word, so that a broken "
        "promise hides behind a kept one. People who read a report cannot tell the two apart either."
    ),
    fix="name each after what sets it apart",
    breaks="""
        Feature: Checkout
          Scenario: Pay
            When Ann pays 20 EUR by card
            Then the order is confirmed

          Scenario: Pay
            When Ann pays 20 EUR by voucher
            Then the order is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Pay by card
            When Ann pays 20 EUR by card
            Then the order is confirmed

          Scenario: Pay by voucher
            When Ann pays 20 EUR by voucher
            Then the order is confirmed
    """,
    profiles=frozenset(Profile),
    structural=True,
)
def duplicate_scenario_name(feature: Feature) -> Iterator[Violation]:
    """Flag a scenario named like an earlier one of the same rule, or of the feature outside rules."""
    for group in (feature.scenarios, *(inner.scenarios for inner in feature.rules)):
        yield from _find_repeats(group)


def _find_repeats(scenarios: Iterable[Scenario]) -> Iterator[Violation]:
    first_places: dict[str, Location] = {}
    for scenario in scenarios:
        first = first_places.setdefault(scenario.name, scenario.location)
        if first != scenario.location:
            yield Violation(
                at=scenario.location,
                problem=None if scenario.name else "two scenarios have no name",
                detail=f"`{scenario.name}` is also in line {first.line}"
                if scenario.name
                else f"the other is in line {first.line}",
            )
