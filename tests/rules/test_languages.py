"""Each wording rule says in every language it knows what it says in English, and nothing elsewhere."""

from collections.abc import Callable, Sequence

import pytest

from storycontract.lint.catalogue import RULES
from storycontract.lint.finding import Finding
from storycontract.lint.lexicon import KNOWN_LANGUAGES, load_lexicon
from storycontract.lint.rule import LintRule

LintExample = Callable[[str, Sequence[LintRule]], tuple[Finding, ...]]

KEYWORDS = {
    "de": ("Funktionalität", "Szenario", "Wenn", "Dann", "Angenommen"),
    "en": ("Feature", "Scenario", "When", "Then", "Given"),
    "es": ("Característica", "Escenario", "Cuando", "Entonces", "Dado"),
    "fr": ("Fonctionnalité", "Scénario", "Quand", "Alors", "Soit"),
    "nl": ("Functionaliteit", "Scenario", "Als", "Dan", "Gegeven"),
    "pt": ("Funcionalidade", "Cenário", "Quando", "Então", "Dado"),
}
OUTCOMES = {
    "empty-outcome": {
        "de": "funktioniert alles wie erwartet",
        "es": "todo funciona como se espera",
        "fr": "tout fonctionne comme prévu",
        "nl": "werkt alles zoals verwacht",
        "pt": "tudo funciona como esperado",
    },
    "unmeasurable-outcome": {
        "de": "wird die Rechnung korrekt angezeigt",
        "es": "la factura se muestra correctamente",
        "fr": "la facture est affichée correctement",
        "nl": "wordt de factuur correct getoond",
        "pt": "a fatura é mostrada corretamente",
    },
    "weak-modal-outcome": {
        "de": "wird die Bestellung möglicherweise bestätigt",
        "es": "el pedido quizás queda confirmado",
        "fr": "la commande est peut-être confirmée",
        "nl": "wordt de bestelling misschien bevestigd",
        "pt": "o pedido talvez fique confirmado",
    },
    "unbounded-time": {
        "de": "wird die Bestellung bald bestätigt",
        "es": "el pedido se confirma pronto",
        "fr": "la commande est bientôt confirmée",
        "nl": "wordt de bestelling binnenkort bevestigd",
        "pt": "o pedido é confirmado em breve",
    },
    "vague-quantifier": {
        "de": "sieht Anna einige Bücher",
        "es": "Ana ve varios libros",
        "fr": "Anne voit plusieurs livres",
        "nl": "ziet Anna enkele boeken",
        "pt": "Ana vê vários livros",
    },
    "unobservable-outcome": {
        "de": "steht die Bestellung in der Datenbank",
        "es": "el pedido está en la base de datos",
        "fr": "la commande est dans la base de données",
        "nl": "staat de bestelling in de database",
        "pt": "o pedido está no banco de dados",
    },
    "action-in-outcome": {
        "de": "klicke ich auf die Rechnung",
        "es": "pulso la factura",
        "fr": "je clique sur la facture",
        "nl": "klik ik op de factuur",
        "pt": "clico na fatura",
    },
}
ACTIONS = {
    "ui-mechanics": {
        "de": 'Anna auf "Bezahlen" klickt',
        "es": 'Ana hace clic en "Pagar"',
        "fr": 'Anne clique sur "Payer"',
        "nl": 'Anna op "Betalen" klikt',
        "pt": 'Ana clica em "Pagar"',
    },
    "assertion-in-action": {
        "de": 'die Summe "20 EUR" sein sollte',
        "es": 'el total debería ser "20 EUR"',
        "fr": 'le total devrait être "20 EUR"',
        "nl": 'het totaal "20 EUR" zou zijn',
        "pt": 'o total deveria ser "20 EUR"',
    },
    "wait-step": {
        "de": "Anna 5 Sekunden wartet",
        "es": "Ana espera 5 segundos",
        "fr": "Anne attend 5 secondes",
        "nl": "Anna wacht 5 seconden",
        "pt": "Ana espera 5 segundos",
    },
}
NARRATIVES = {
    "story-generic-role": {
        "de": "Als Benutzer möchte ich Bücher suchen, damit ich weiß, was es gibt",
        "es": "Como usuario quiero buscar libros para que sepa lo que hay",
        "fr": "En tant qu'utilisateur je veux chercher des livres afin de savoir ce qu'il y a",
        "nl": "Als gebruiker wil ik boeken zoeken zodat ik weet wat er is",
        "pt": "Como usuário quero buscar livros para que saiba o que há",
    },
    "story-system-role": {
        "de": "Als System möchte ich Bücher suchen, damit Leser wissen, was es gibt",
        "es": "Como sistema quiero buscar libros para que los lectores sepan lo que hay",
        "fr": "En tant que système je veux chercher des livres afin de servir les lecteurs",
        "nl": "Als systeem wil ik boeken zoeken zodat lezers weten wat er is",
        "pt": "Como sistema quero buscar livros para que os leitores saibam o que há",
    },
    "story-missing-benefit": {
        "de": "Als Leserin möchte ich Bücher suchen",
        "es": "Como lectora quiero buscar libros",
        "fr": "En tant que lectrice je veux chercher des livres",
        "nl": "Als lezer wil ik boeken zoeken",
        "pt": "Como leitora quero buscar livros",
    },
    "story-multiple-capabilities": {
        "de": "Als Leserin möchte ich Bücher suchen und bestellen, damit ich sie im Laden abhole",
        "es": "Como lectora quiero buscar y comprar libros para que lleguen a casa",
        "fr": "En tant que lectrice je veux chercher et acheter des livres afin de gagner du temps",
        "nl": "Als lezer wil ik boeken zoeken en bestellen zodat ik ze in de winkel ophaal",
        "pt": "Como leitora quero buscar e comprar livros para que cheguem a casa",
    },
    "story-vague-terms": {
        "de": "Als Leserin möchte ich Bücher einfach suchen, damit ich weiß, was es gibt",
        "es": "Como lectora quiero buscar libros fácilmente para que sepa lo que hay",
        "fr": "En tant que lectrice je veux chercher facilement des livres afin de savoir ce qu'il y a",
        "nl": "Als lezer wil ik makkelijk boeken zoeken zodat ik weet wat er is",
        "pt": "Como leitora quero buscar livros facilmente para que saiba o que há",
    },
    "story-solution-in-want": {
        "de": "Als Leserin möchte ich einen Button für die Suche, damit ich weiß, was es gibt",
        "es": "Como lectora quiero un botón de búsqueda para que sepa lo que hay",
        "fr": "En tant que lectrice je veux un bouton de recherche afin de savoir ce qu'il y a",
        "nl": "Als lezer wil ik een knop om te zoeken zodat ik weet wat er is",
        "pt": "Como leitora quero um botão de busca para que saiba o que há",
    },
    "story-benefit-restates-want": {
        "de": "Als Leserin möchte ich Bücher suchen, damit ich Bücher suchen kann",
        "es": "Como lectora quiero buscar libros para que pueda buscar libros",
        "fr": "En tant que lectrice je veux chercher des livres afin de pouvoir chercher des livres",
        "nl": "Als lezer wil ik boeken zoeken zodat ik boeken kan zoeken",
        "pt": "Como leitora quero buscar livros para que possa buscar livros",
    },
}
TITLES = {
    "vague-title": {
        "de": "Einfaches Beispiel",
        "es": "Camino feliz",
        "fr": "Cas nominal",
        "nl": "Eenvoudig voorbeeld",
        "pt": "Caminho feliz",
    },
}
SOUND = {
    "de": (
        "Als Leserin möchte ich Bücher suchen, damit ich weiß, was es gibt",
        "Eine Suche zeigt die Bücher der Autorin",
        'Anna nach "Jane Austen" sucht',
        "sieht Anna 6 Bücher",
    ),
    "es": (
        "Como lectora quiero buscar libros para que sepa lo que hay en la tienda",
        "Una búsqueda muestra los libros de la autora",
        'Ana busca "Jane Austen"',
        "Ana ve 6 libros",
    ),
    "fr": (
        "En tant que lectrice je veux chercher des livres afin de savoir ce que je peux emprunter",
        "Une recherche montre les livres de l'autrice",
        'Anne cherche "Jane Austen"',
        "Anne voit 6 livres",
    ),
    "nl": (
        "Als lezer wil ik boeken zoeken zodat ik weet wat ik kan lenen",
        "Een zoekopdracht toont de boeken van de schrijfster",
        'Anna naar "Jane Austen" zoekt',
        "ziet Anna 6 boeken",
    ),
    "pt": (
        "Como leitora quero buscar livros para que saiba o que posso levar",
        "Uma busca mostra os livros da autora",
        'Ana busca "Jane Austen"',
        "Ana vê 6 livros",
    ),
}


def write_feature(language: str, narrative: str, title: str, action: str, outcome: str) -> str:
    feature, scenario, when, then, _ = KEYWORDS[language]
    lines = [f"# language: {language}", f"{feature}: X1", f"  {narrative}", "", f"  {scenario}: {title}"]
    return "\n".join([*lines, f"    {when} {action}", f"    {then} {outcome}", ""])


def pairs_of(table: dict[str, dict[str, str]]) -> list[tuple[str, str, str]]:
    return [(rule, language, text) for rule, texts in table.items() for language, text in texts.items()]


@pytest.mark.parametrize(("rule", "language", "text"), pairs_of(OUTCOMES))
def test_an_outcome_is_flagged_in_its_language(
    rule: str, language: str, text: str, lint_example: LintExample
) -> None:
    narrative, title, action, _ = SOUND[language]

    found = lint_example(write_feature(language, narrative, title, action, text), RULES)

    assert rule in {finding.rule for finding in found}


@pytest.mark.parametrize(("rule", "language", "text"), pairs_of(ACTIONS))
def test_an_action_is_flagged_in_its_language(
    rule: str, language: str, text: str, lint_example: LintExample
) -> None:
    narrative, title, _, outcome = SOUND[language]

    found = lint_example(write_feature(language, narrative, title, text, outcome), RULES)

    assert rule in {finding.rule for finding in found}


@pytest.mark.parametrize(("rule", "language", "text"), pairs_of(NARRATIVES))
def test_a_narrative_is_flagged_in_its_language(
    rule: str, language: str, text: str, lint_example: LintExample
) -> None:
    _, title, action, outcome = SOUND[language]

    found = lint_example(write_feature(language, text, title, action, outcome), RULES)

    assert rule in {finding.rule for finding in found}


@pytest.mark.parametrize(("rule", "language", "text"), pairs_of(TITLES))
def test_a_title_is_flagged_in_its_language(
    rule: str, language: str, text: str, lint_example: LintExample
) -> None:
    narrative, _, action, outcome = SOUND[language]

    found = lint_example(write_feature(language, narrative, text, action, outcome), RULES)

    assert rule in {finding.rule for finding in found}


WORDING_RULES = [rule for rule in RULES if rule.languages is not None]


@pytest.mark.parametrize("language", sorted(SOUND))
def test_a_sound_story_is_clean_in_its_language(language: str, lint_example: LintExample) -> None:
    rules = [rule for rule in WORDING_RULES if rule.profiles and rule.name != "story-undeclared-role"]

    found = lint_example(write_feature(language, *SOUND[language]), rules)

    assert [(finding.rule, finding.message) for finding in found] == []


def test_wording_rules_are_silent_in_a_language_whose_words_are_not_known(lint_example: LintExample) -> None:
    lines = ["# language: en-lol", "OH HAI: X", "  As a user I want easily", "  MISHUN: Test"]
    text = "\n".join([*lines, "    WEN I click", "    DEN it works", ""])

    assert lint_example(text, WORDING_RULES) == ()


@pytest.mark.parametrize("language", KNOWN_LANGUAGES)
def test_every_language_has_the_lists_that_all_others_have(language: str) -> None:
    lists = set(load_lexicon("de").list_names()) - {"ui_actions"}

    assert lists - set(load_lexicon(language).list_names()) == set()
