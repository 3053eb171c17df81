"""What steps read as: actions, assertions, work on controls, two things in one."""

import pytest

from storycontract.contract.location import Location
from storycontract.contract.step import Step, StepKind
from storycontract.lint.compound_wording import find_second_statement
from storycontract.lint.mechanics import find_mechanics
from storycontract.lint.step_reading import is_action_worded, is_assertion_worded, read_kind


def step(text: str, kind: StepKind = StepKind.ACTION, keyword: str = "When") -> Step:
    return Step(kind, keyword, text, None, Location("a.feature", 3))


@pytest.mark.parametrize(
    "text", ["I close the shop", "we then open it", "the customer clicks on it", "click the sign"]
)
def test_what_a_person_does_is_an_action(text: str) -> None:
    assert is_action_worded(text, "en")


@pytest.mark.parametrize(
    "text",
    ["the shop closes", "I see the shop", "I should open the shop", "a mail is sent", "closing time is near"],
)
def test_what_a_product_does_and_what_is_seen_are_not(text: str) -> None:
    assert not is_action_worded(text, "en")


@pytest.mark.parametrize("text", ["the total should be 5", 'I see "Welcome"', "it must not be empty"])
def test_what_has_to_be_is_an_assertion(text: str) -> None:
    assert is_assertion_worded(text, "en")


@pytest.mark.parametrize("text", ["I say that the total should be 5", "I see the page", "Ann pays"])
def test_what_somebody_says_or_opens_is_none(text: str) -> None:
    assert not is_assertion_worded(text, "en")


def test_a_step_behind_a_star_is_what_it_reads_as() -> None:
    assert read_kind(step("match total == 5", StepKind.CONTEXT, "*"), "en") is StepKind.OUTCOME
    assert read_kind(step("the total should be 5", StepKind.CONTEXT, "*"), "en") is StepKind.OUTCOME
    assert read_kind(step("I open the shop", StepKind.CONTEXT, "*"), "en") is StepKind.ACTION
    assert read_kind(step("a shop", StepKind.CONTEXT, "*"), "en") is StepKind.CONTEXT


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('I click "Pay"', "click"),
        ('Ann presses the "Pay" button', "presses"),
        ('I follow "Help"', "follow"),
        ('the shop owner fills in "Name" with "Ann"', "fills"),
        ('I go to "/orders/12"', 'go to "/orders/12"'),
    ],
)
def test_working_a_control_is_mechanics(text: str, words: str) -> None:
    assert find_mechanics(text, "en") == words


@pytest.mark.parametrize(
    "text",
    [
        "Ann follows the author",
        "the press writes about it",
        'the "A" product type is there',
        "the shop has two product types",
        "Ann selects a book",
        "Ann goes to the shop",
    ],
)
def test_saying_what_is_meant_is_not(text: str) -> None:
    assert find_mechanics(text, "en") is None


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Ann logs in and buys a book", StepKind.ACTION, "and buys a"),
        ("I log in and buy a book", StepKind.ACTION, "and buy a"),
        ("the mail is sent but it comes back", StepKind.OUTCOME, "but it comes"),
        ("the basket is empty and the total is 0", StepKind.OUTCOME, "and the total"),
    ],
)
def test_two_actions_or_expectations_are_two_statements(text: str, kind: StepKind, words: str) -> None:
    assert find_second_statement(step(text, kind), "en") == words


@pytest.mark.parametrize(
    "text",
    [
        "Ann buys bread and butter",
        "Ann sees orders and comments",
        'the book should have title "A" and name "B"',
        "the name and the price are shown",
        "a reader who borrows and returns books",
    ],
)
def test_lists_and_subordinate_clauses_are_one(text: str) -> None:
    assert find_second_statement(step(text, StepKind.OUTCOME), "en") is None
