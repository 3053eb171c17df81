"""What a want asks for, and when a benefit says nothing beyond it."""

import pytest

from storycontract.contract.narrative import Narrative
from storycontract.lint.wants import find_mechanism, list_capabilities, restates_want


@pytest.mark.parametrize(
    ("want", "verbs"),
    [
        ("to add and remove books", ("add", "remove")),
        ("be able to find, rate, or buy books", ("find", "rate", "buy")),
        ("create/edit lists", ("create", "edit")),
        ("find a book and then to order it", ("find", "order")),
        ("easily browse the shelves and put a book aside", ("browse",)),
        ("see the name and address of a shop", ("see",)),
        ("read the report and list of errors", ("read",)),
        ("find books that others buy and sell", ("find",)),
        ("compare books by price and rate", ("compare",)),
        ("the shop to open and close at nine", ()),
    ],
)
def test_verbs_that_are_joined_are_capabilities_and_nouns_are_not(want: str, verbs: tuple[str, ...]) -> None:
    assert list_capabilities(want, "en") == verbs


@pytest.mark.parametrize(
    ("want", "benefit"),
    [
        ("upload a file", "the file is uploaded"),
        ("upload a file", "I can upload files"),
        ("see my past orders", "I can view them later"),
        ("browse the books of the shop", "I can see the books in the shop"),
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
    ],
)
def test_a_benefit_that_names_a_gain_does_not(want: str, benefit: str) -> None:
    assert not restates_want(Narrative("reader", want, benefit, ""), "", "en")


@pytest.mark.parametrize(
    ("want", "words"),
    [
        ("a button for the order", "button"),
        ("store my orders in a database", "database"),
        ("have a `--quiet` and a --dry-run option", "--quiet"),
        ("call Shop.close() at night", "Shop.close()"),
        ("to link my accounts", None),
        ("to reach the home page", None),
        ("to buy books", None),
    ],
)
def test_parts_of_an_interface_and_pieces_of_code_are_mechanisms(want: str, words: str | None) -> None:
    assert find_mechanism(want, "en", frozenset()) == words
