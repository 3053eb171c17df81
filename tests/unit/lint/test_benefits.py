"""When a benefit says nothing beyond what is wanted."""

import pytest

from storycontract.contract.narrative import Narrative
from storycontract.lint.benefits import points_back_at_benefit, restates_want
from storycontract.lint.word_forms import find_concept


@pytest.mark.parametrize(
    ("want", "benefit"),
    [
        ("upload a file", "the file is uploaded"),
        ("upload a file", "I can upload files"),
        ("see my past orders", "I can view them later"),
        ("browse the books of the shop", "I can see the books in the shop"),
        # In another form, or in a word of the same meaning.
        ("hide a review", "the review stays hidden"),
        ("delete a book from the shelf", "old books are removed from the shelf"),
        ("edit my delivery address", "I can successfully change information of my delivery address"),
        ("verify my account", "the verification of the account is possible"),
        ("customise the cover", "I have a customized cover"),
        # The same action, with a word or two of how or which.
        ("remove a book", "I can delete old or obsolete books of the corner"),
        ("create a voucher", "I can add vouchers for my campaign"),
        # To be sure of it, or to have the chance of it, is nothing more.
        ("ship an order", "I can make sure that the order has been shipped"),
        ("filter the books by author", "I have an overview of the books of an author"),
        ("search books", "I find the book I need"),
        ("list my own orders", "I can see my own orders"),
        ("get what I need", "I have what I need"),
    ],
)
def test_a_benefit_that_says_the_want_again_restates_it(want: str, benefit: str) -> None:
    assert restates_want(Narrative("reader", want, benefit, ""), "", "en")


@pytest.mark.parametrize(
    ("want", "benefit"),
    [
        ("upload a file", "my colleagues read it before the meeting"),
        ("browse the books of the shop", "I find a present"),
        ("see my past orders", "I do not buy a book twice"),
        ("pay by card", "I need no cash"),
        # What is needed is found, and what is paid for belongs to somebody.
        ("pay", "I own it"),
        ("pay for a book", "it is mine"),
        ("search books", "I find what I need"),
        ("search for books", "I can see what I am looking for"),
        # The thing is the same; what is done with it, or spared, is not.
        ("see the dates of loans and returns", "the dates of loans and returns are no longer forgotten"),
        ("print the label of a parcel", "the label of the parcel never has to be printed by hand"),
        ("list the new parcels of the day", "I can ship the new parcels of the day"),
        ("see the prices of books and cards", "the prices of books and cards can be compared"),
        ("show the price of a parcel by weight", "no price of a parcel by weight changes"),
        # It serves somebody else.
        ("add a review of a book", "other customers can see the review of the book"),
        ("publish the price of a parcel by weight", "visitors can know the price of a parcel by weight"),
    ],
)
def test_a_benefit_that_names_a_gain_does_not(want: str, benefit: str) -> None:
    assert not restates_want(Narrative("reader", want, benefit, ""), "", "en")


def test_who_asks_for_it_is_nobody_else() -> None:
    want, benefit = "pay by card", "customers can pay by card"

    assert restates_want(Narrative("customer", want, benefit, ""), "", "en")
    assert not restates_want(Narrative("cashier", want, benefit, ""), "", "en")


def test_a_title_tells_what_a_pronoun_in_the_want_is() -> None:
    narrative = Narrative("reader", "be able to see its details", "I have an overview of a book", "")

    assert restates_want(narrative, "Seeing the details of a book", "en")
    assert not restates_want(narrative, "Opening hours", "en")


def test_words_that_only_the_title_shares_are_no_want() -> None:
    narrative = Narrative("reader", "a card for the door", "check that reading rooms open at night", "")

    assert not restates_want(narrative, "Reading rooms open at night", "en")


@pytest.mark.parametrize(
    ("language", "want", "benefit"),
    [
        ("de", "Bücher löschen", "ich Bücher entfernen kann"),
        ("es", "eliminar libros", "pueda borrar libros"),
        ("fr", "supprimer des livres", "effacer les livres"),
        ("nl", "boeken verwijderen", "ik boeken kan wissen"),
        ("pt", "excluir livros", "possa remover livros"),
    ],
)
def test_words_of_one_meaning_are_known_in_other_languages(language: str, want: str, benefit: str) -> None:
    assert restates_want(Narrative(None, want, benefit, ""), "", language)


@pytest.mark.parametrize(
    ("language", "want", "benefit"),
    [
        ("de", "Preise von Büchern und Karten sehen", "ich Preise von Büchern und Karten vergleichen kann"),
        ("es", "ver los precios de los libros y mapas", "compare los precios de los libros y mapas"),
        ("fr", "voir les prix des livres et cartes", "comparer les prix des livres et cartes"),
        ("nl", "prijzen van boeken en kaarten zien", "ik prijzen van boeken en kaarten kan vergelijken"),
        ("pt", "ver os preços dos livros e mapas", "compare os preços dos livros e mapas"),
        ("de", "Bücher suchen", "ich finde, was ich suche"),
        ("es", "buscar libros", "encuentre lo que busco"),
        ("fr", "chercher des livres", "trouver ce que je cherche"),
        ("nl", "betalen", "het van mij is"),
        ("pt", "procurar livros", "encontre o que preciso"),
    ],
)
def test_gains_are_known_in_other_languages(language: str, want: str, benefit: str) -> None:
    assert not restates_want(Narrative(None, want, benefit, ""), "", language)


def test_a_want_points_back_where_its_verb_takes_a_pronoun() -> None:
    text = "To change the cover I want to set it in a file"

    assert points_back_at_benefit(Narrative("reader", "to set it in a file", "change the cover", text), "en")


@pytest.mark.parametrize(
    ("text", "benefit", "want"),
    [
        # The benefit comes behind, so the pronoun is something else.
        ("I want to set it in a file to change the cover", "change the cover", "to set it in a file"),
        (
            "To avoid mistakes I want to be kept from sending it",
            "avoid mistakes",
            "to be kept from sending it",
        ),
    ],
)
def test_a_pronoun_elsewhere_does_not_point_back(text: str, benefit: str, want: str) -> None:
    assert not points_back_at_benefit(Narrative("reader", want, benefit, text), "en")


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("filter", "filtering"),
        ("hidden", "hides"),
        ("verification", "verified"),
        ("description", "describes"),
        ("registration", "registering"),
        ("historical", "history"),
        ("organisation", "organize"),
        ("colour", "color"),
        ("delete", "removal"),
        ("stays", "staying"),
    ],
)
def test_words_of_one_meaning_have_one_concept(word: str, other: str) -> None:
    assert find_concept(word, "en") == find_concept(other, "en")


def test_a_person_is_not_what_the_person_does() -> None:
    assert find_concept("visitors", "en") != find_concept("visit", "en")
