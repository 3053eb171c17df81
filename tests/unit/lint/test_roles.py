"""What is a narrative with a part missing, and what is prose that was never meant as one."""

from collections.abc import Callable

import pytest

from storycontract.contract.contract import Contract
from storycontract.lint.catalogue import RULES
from storycontract.lint.engine import find_findings

ReadContract = Callable[[str], Contract]

NARRATIVE_RULES = tuple(
    rule
    for rule in RULES
    if rule.name in {"story-missing-role", "story-missing-want", "story-missing-narrative"}
)


@pytest.fixture
def list_missing(read_contract: ReadContract) -> Callable[..., list[str]]:
    def list_names(*lines: str, language: str = "en") -> list[str]:
        keywords = {
            "en": ("Feature", "Scenario", "When", "Then"),
            "de": ("Funktion", "Szenario", "Wenn", "Dann"),
        }
        feature, scenario, when, then = keywords[language]
        header = f"# language: {language}\n{feature}: Shop\n"
        text = "".join(f"  {line}\n" for line in lines)
        steps = f"  {scenario}: A book is paid\n    {when} Ann pays\n    {then} Ann sees 3\n"
        return [
            finding.rule for finding in find_findings(read_contract(header + text + steps), NARRATIVE_RULES)
        ]

    return list_names


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("To use the shop, simply open its door.",), id="an instruction"),
        pytest.param(
            (
                "In order to keep the tills apart, each clerk gets a drawer. A drawer also",
                "holds small change.",
            ),
            id="an explanation",
        ),
    ],
)
def test_prose_that_gives_a_reason_is_no_narrative_with_parts_missing(
    lines: tuple[str, ...], list_missing: Callable[..., list[str]]
) -> None:
    assert list_missing(*lines) == ["story-missing-narrative"]


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        pytest.param(("As a shopper", "So that I save time"), ["story-missing-want"], id="no want"),
        pytest.param(("I want to pay by card", "So that I save time"), ["story-missing-role"], id="no role"),
        pytest.param(
            ("In order to save time", "shoppers must be able to pay by card"), [], id="third person"
        ),
    ],
)
def test_a_narrative_is_told_what_it_lacks(
    lines: tuple[str, ...], missing: list[str], list_missing: Callable[..., list[str]]
) -> None:
    assert list_missing(*lines) == missing


def test_the_third_person_names_who_and_what_in_german_too(list_missing: Callable[..., list[str]]) -> None:
    lines = ("Um Zeit zu sparen", "müssen Kunden in der Lage sein, mit Karte zu zahlen")

    assert list_missing(*lines, language="de") == []
