"""The words of a project: those its glossary wants, those it avoids, and those that are allowed."""

from collections.abc import Callable

import pytest

from storycontract.contract.contract import Contract
from storycontract.lint.catalogue import RULES
from storycontract.lint.engine import find_findings
from storycontract.lint.lint_config import DEFAULT_CONFIG
from storycontract.lint.options import LintOptions, Term
from storycontract.settings.lint_settings import LintSettings

ReadContract = Callable[[str], Contract]

TALE = """\
Feature: Shop for clients
  As a client
  I want to pay
  Background:
    Given two clients
  Scenario: A client pays
    When the client reads "client"
    Then Ann sees 3
"""


def find(contract: Contract, options: LintOptions, *names: str) -> list[tuple[int, str]]:
    rules = tuple(rule for rule in RULES if rule.name in names)
    return [(each.location.line, each.message) for each in find_findings(contract, rules, options)]


def test_a_word_to_avoid_is_found_in_titles_narratives_and_steps(read_contract: ReadContract) -> None:
    options = LintOptions(glossary=(Term("customer", ("client",)),))

    found = find(read_contract(TALE), options, "inconsistent-term")

    problem = "word is not the one of the glossary"
    one = f"{problem}: `client` is called `customer`"
    two = f"{problem}: `clients` is called `customers`"
    # Where the source is not at hand, the narrative is told at its feature.
    assert found == [(1, one), (1, two), (5, two), (6, one), (7, one)]


@pytest.mark.parametrize(
    ("step", "allowed", "left"),
    [
        ("Ann calls getPrice", "getPrice", []),
        ("Ann calls getPrice and setPrice", "getPrice", ["`setPrice`"]),
        ("Ann clicks on the book", "clicks", []),
    ],
)
def test_an_allowed_word_is_no_leak(
    step: str, allowed: str, left: list[str], read_contract: ReadContract
) -> None:
    contract = read_contract(
        f"Feature: Shop\n  Scenario: A book is priced\n    When {step}\n    Then Ann sees 3\n"
    )
    options = LintOptions(allow=frozenset({allowed.casefold()}))

    leaks = ("implementation-leak", "ui-mechanics")
    assert find(contract, LintOptions(), *leaks)
    assert [message.rpartition(": ")[2] for _, message in find(contract, options, *leaks)] == left


def test_what_the_glossary_names_is_allowed() -> None:
    settings = LintSettings.model_validate({"allow": ["Soon"], "glossary": [{"term": "Fast Lane"}]})

    assert DEFAULT_CONFIG.options.allow == frozenset()
    assert settings.config.options.allow == {"soon", "fast lane"}
