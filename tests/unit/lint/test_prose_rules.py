"""The small readers that wording rules share."""

import pytest

from storycontract.contract.narrative import Narrative
from storycontract.lint.code_wording import find_code, find_protocol, find_selector, find_url
from storycontract.lint.leaked_secrets import find_secret
from storycontract.lint.misspelt_steps import find_meant_keyword
from storycontract.lint.passive import find_passive
from storycontract.lint.phrases import find_phrase
from storycontract.lint.placeholders import find_placeholder
from storycontract.lint.prose import LITERAL, Span, read_prose
from storycontract.lint.roles import is_generic_role, is_meant_as_story
from storycontract.lint.titles import find_test_word, is_vague_title
from storycontract.lint.word_forms import find_stem, gerund, past_form, third_person


def test_a_literal_is_one_word_and_can_be_quoted_as_written() -> None:
    prose = read_prose('Ann sees "Emma by Jane", etc.')

    assert prose.words == ("ann", "sees", LITERAL, ",", "etc.")
    assert prose.quote(Span(1, 3)) == 'sees "Emma by Jane"'


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("stop", "stops stopped stopping"),
        ("visit", "visits visited visiting"),
        ("copy", "copies copied copying"),
    ],
)
def test_forms_of_verbs_are_spelt_as_english_spells_them(verb: str, forms: str) -> None:
    assert f"{third_person(verb)} {past_form(verb)} {gerund(verb)}" == forms


@pytest.mark.parametrize(
    ("one", "other"), [("recycling", "recycles"), ("applied", "apply"), ("navigation", "navigate")]
)
def test_words_of_one_stem_are_one(one: str, other: str) -> None:
    assert find_stem(one, "en") == find_stem(other, "en")


def test_exceptions_and_allowed_words_are_not_found() -> None:
    prose = read_prose("how many easy books")

    assert find_phrase("vague_words", prose, "en") == "easy"
    assert find_phrase("vague_words", prose, "en", frozenset({"easy"})) is None


@pytest.mark.parametrize("role", ["user", "End User", "a user of the shop", "Acme user", "someone"])
def test_a_role_that_could_be_anybody_is_generic(role: str) -> None:
    assert is_generic_role(role, "en")


@pytest.mark.parametrize(
    "role", ["mobile user", "API user", "Data Publishing User", "customer", "user of the API who pays"]
)
def test_a_role_that_says_who_is_not(role: str) -> None:
    assert not is_generic_role(role, "en")


def test_prose_with_a_want_of_its_authors_is_no_story() -> None:
    assert not is_meant_as_story(Narrative(None, "to check ids", None, "We want to check ids"), "en")
    assert is_meant_as_story(Narrative(None, "to check ids", None, "I want to check ids"), "en")


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Test 1",
        "Login",
        "Happy path",
        "[name]",
        "Shop.close()",
        "<title>",
        "Edge cases",
        "Scenario 3: Login",
        "TC-07 - Happy path",
        "two - verify the basket",
        "Issue #12",
        "User profile page",
        "A basic scenario with the basket",
        "`closing_time`",
        "Gift card edge cases",
    ],
)
def test_a_title_that_names_no_behaviour_is_vague(title: str) -> None:
    assert is_vague_title(title, "Shop", "en")


@pytest.mark.parametrize(
    "title",
    [
        "Signing out",
        "Paying with an expired card is refused",
        "Empty basket",
        "The shop closes at eight",
        "Scenario 3: Paying with an expired card is refused",
        "Search for a title",
        "The basket is there",
        "No basket in it",
        "Republish the profile page",
        "Returning from the profile page",
        "Ask for all scenarios of the shop",
        "Paying by card works correctly beside a voucher",
    ],
)
def test_a_title_that_tells_the_case_is_not(title: str) -> None:
    assert not is_vague_title(title, "Shop", "en")


@pytest.mark.parametrize(
    ("title", "word"), [("Test login", "Test"), ("Check that Ann can pay", "Check"), ("Test case 7", "Test")]
)
def test_a_title_may_start_with_a_word_of_testing(title: str, word: str) -> None:
    assert find_test_word(title, "en") == word


@pytest.mark.parametrize(
    "title",
    [
        "Test step fails",
        "Test case passes",
        "Tests should run side by side",
        "Test cases that fail are tried again",
        "Test steps pass",
        "Test is skipped",
    ],
)
def test_a_title_about_tests_does_not(title: str) -> None:
    assert find_test_word(title, "en") is None


@pytest.mark.parametrize(
    "text",
    ['I see "A" within ".list"', "#main-menu is shown", "//div[@id] is shown", "a[href='/x'] is shown"],
)
def test_selectors_are_found(text: str) -> None:
    assert find_selector(text)


@pytest.mark.parametrize(
    "text", ["a .gitignore file", 'the file ".rspec" is there', "order #12", "run `a > b`", "version .5"]
)
def test_file_names_and_numbers_are_no_selectors(text: str) -> None:
    assert find_selector(text) is None


def test_names_of_the_code_are_found_outside_quotes_alone() -> None:
    assert find_code("the orderTotal is 5") == "orderTotal"
    assert find_code("Shop::Order is there") == "Shop::Order"
    assert find_code('Ann sees "orderTotal"') is None
    assert find_code("an order_list.csv file and an iPhone") is None


def test_protocols_are_found_and_words_that_look_like_them_are_not() -> None:
    assert find_protocol("the status code is 200") == "status code"
    assert find_protocol("SELECT name FROM orders")
    assert find_protocol("Ann selects a method from the list") is None


def test_a_path_is_an_address_where_a_page_is_spoken_of() -> None:
    assert find_url("Ann opens /orders/12") == "/orders/12"
    assert find_url("the program /usr/bin/python is there") is None


@pytest.mark.parametrize("text", ["TBD", "pays ???", "[outcome]", "lorem ipsum"])
def test_placeholders_are_found(text: str) -> None:
    assert find_placeholder(text)


def test_what_a_screen_shows_is_no_placeholder() -> None:
    assert find_placeholder('Ann sees "TODO"') is None


def test_only_secrets_in_a_real_form_are_secrets() -> None:
    assert find_secret("the key AKIAABCDEFGHIJKLMNOP") == "AKIAABCDEFGHIJKLMNOP"
    assert find_secret('the password "secret123"') is None


def test_the_passive_without_an_agent_is_found() -> None:
    assert find_passive("the order is cancelled") == "is cancelled"
    assert find_passive("the order is cancelled by Ann") is None
    assert find_passive("Ann is interested") is None


@pytest.mark.parametrize(
    ("word", "language", "keyword"),
    [
        ("Givn", "en", "Given"),
        ("Thne", "en", "Then"),
        ("WHEN", "en", "When"),
        ("Given:", "en", "Given"),
        ("The", "en", None),
        ("Given", "en", None),
        ("when", "en", None),
        ("Ann", "en", None),
        ("Angenomen", "de", "Angenommen"),
        ("Wann", "de", None),
    ],
)
def test_a_slip_in_a_keyword_is_told_from_a_word(word: str, language: str, keyword: str | None) -> None:
    assert find_meant_keyword(word, language) == keyword
