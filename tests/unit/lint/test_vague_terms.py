"""Which words of a narrative nobody can agree on, and which are measured beside them."""

from collections.abc import Callable

import pytest

from storycontract.contract.contract import Contract
from storycontract.lint.engine import find_findings
from storycontract.lint.rules.story.story_unmeasurable_benefit import story_unmeasurable_benefit
from storycontract.lint.rules.story.story_vague_terms import story_vague_terms

RULES = [story_vague_terms, story_unmeasurable_benefit]
TEMPLATES = {
    "en": "Feature: Shop\n  As a reader I want to {want}\n  So that {benefit}\n",
    "de": "# language: de\nFunktionalität: Laden\n  Als Leserin möchte ich {want}, damit {benefit}\n",
    "es": "# language: es\nCaracterística: Tienda\n  Como lectora quiero {want} para que {benefit}\n",
    "fr": "# language: fr\nFonctionnalité: Café\n  En tant que lectrice je veux {want} afin de {benefit}\n",
    "nl": "# language: nl\nFunctionaliteit: Winkel\n  Als lezer wil ik {want} zodat {benefit}\n",
    "pt": "# language: pt\nFuncionalidade: Loja\n  Como leitora quero {want} para que {benefit}\n",
}
ReadContract = Callable[[str], Contract]


def find_words(contract: Contract) -> list[str]:
    return [found.rule for found in find_findings(contract, RULES)]


@pytest.mark.parametrize(
    ("want", "benefit"),
    [
        ("get smart offers", "I know what to read"),
        ("see a couple of books", "I know what to read"),
        ("read reviews with enough detail", "I know what to read"),
        ("find books quickly", "I know what to read"),
        ("order certain books", "I can read them in the train"),
        ("order books", "ordering is simplified"),
        ("order books", "we streamline the order"),
        ("order books", "my shelf is more manageable"),
        ("order things", "I have them"),
    ],
)
def test_words_of_opinion_are_vague(read_contract: ReadContract, want: str, benefit: str) -> None:
    assert find_words(read_contract(TEMPLATES["en"].format(want=want, benefit=benefit)))


@pytest.mark.parametrize(
    ("want", "benefit"),
    [
        # To be certain is to know.
        ("see the price", "I am certain about what I pay"),
        # They are told which.
        ("list the things that I lent", "I get them back"),
        ("mark a review as helpful", "others read it first"),
        ("order books", "I reduce my trips to town"),
        ("order books", "the shop increases its sales"),
        ("get a list quickly, within 2 seconds", "I know what to read"),
    ],
)
def test_words_with_a_measure_or_another_sense_are_not(
    read_contract: ReadContract, want: str, benefit: str
) -> None:
    assert find_words(read_contract(TEMPLATES["en"].format(want=want, benefit=benefit))) == []


def test_a_number_elsewhere_is_no_bound(read_contract: ReadContract) -> None:
    text = TEMPLATES["en"].format(want="find 2 books quickly", benefit="I know what to read")

    assert find_words(read_contract(text)) == ["story-vague-terms"]


TIMED = [
    ("de", "schnell, innerhalb von 2 Sekunden eine Liste sehen", "ich weiß, was es gibt"),
    ("es", "ver rápidamente una lista, en menos de 2 segundos", "sepa lo que hay"),
    ("fr", "voir rapidement une liste, en moins de 2 secondes", "savoir ce qu'il y a"),
    ("nl", "snel een lijst zien, binnen 2 seconden", "ik weet wat er is"),
    ("pt", "ver rapidamente uma lista, em menos de 2 segundos", "saiba o que há"),
]


@pytest.mark.parametrize(("language", "want", "benefit"), TIMED)
def test_a_bound_makes_speed_a_measure_in_other_languages(
    read_contract: ReadContract, language: str, want: str, benefit: str
) -> None:
    text = TEMPLATES[language].format(want=want, benefit=benefit)

    assert find_words(read_contract(text)) == []
    assert find_words(read_contract(text.replace("2", "zwei"))) == ["story-vague-terms"]
