"""Which outcomes say nothing, which are a matter of opinion, and which are neither."""

import pytest

from storycontract.contract.location import Location
from storycontract.contract.step import DataTable, DocString, Step, StepArgument, StepKind
from storycontract.lint.outcome_wording import asserts_nothing, find_unmeasurable


def step(text: str, kind: StepKind = StepKind.OUTCOME, argument: StepArgument = None) -> Step:
    return Step(kind, "Then", text, argument, Location("a.feature", 3))


@pytest.mark.parametrize(
    "text",
    [
        "it works",
        "the site works well",
        "It works!",
        "everything works as expected",
        "the application should work properly",
        "the feature should still be working correctly",
        "the request is processed",
        "the request is processed successfully",
        "the action has been carried out",
        "everything is fine",
        "everything's fine",
        "all is well",
        "the system behaves as it should",
        "the user sees that everything is okay",
        "I should see that it works",
        "this happens",
        "TODO",
        "to be defined",
        "[outcome]",
        "...",
        "",
    ],
)
def test_an_outcome_that_fits_any_product_asserts_nothing(text: str) -> None:
    assert asserts_nothing(step(text), "en")
    assert find_unmeasurable(step(text), "en") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the page loads quickly", "loads quickly"),
        ("the page should be fast", "be fast"),
        ("the form is easy to use", "is easy"),
        ("the dialog looks very nice", "looks very nice"),
        ("the search feels responsive on a phone", "feels responsive"),
        ("it's better", "'s better"),
        ("the total is correct", "is correct"),
        ("the invoice is displayed correctly", "displayed correctly"),
        ("the invoice is correctly displayed", "correctly displayed"),
        ("the import runs without any problems", "runs without any problems"),
        ("the import fails gracefully, and nothing is lost", "fails gracefully"),
        ("the prices are updated as expected", "updated as expected"),
        ("Ann sees an appropriate error message", "appropriate error message"),
        ("Ann is shown a meaningful message", "meaningful message"),
        ("Ann is on the correct page", "correct page"),
        ("Ann should be happy", "be happy"),
        ("the answer comes in a timely manner", "comes in a timely manner"),
        ("the menu is user-friendly", "is user-friendly"),
        ("Ann can easily find the basket", "easily find"),
        ("the search works well", "works well"),
        ("each works fine", "works fine"),
        ("the fine is shown properly", "shown properly"),
    ],
)
def test_a_subjective_outcome_is_found_with_its_words(text: str, words: str) -> None:
    assert find_unmeasurable(step(text), "en") == words
    assert not asserts_nothing(step(text), "en")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("the page loads quickly, within 2 seconds", id="number"),
        pytest.param("the page loads faster than before", id="comparison"),
        pytest.param("the page loads quickly, within two seconds", id="number in words"),
        pytest.param('the message "all is good" is correct', id="quoted text"),
        pytest.param("the state is <good>", id="parameter"),
        pytest.param("Ann should be notified that the book has been successfully added", id="success"),
        pytest.param("the command should pass", id="verdict of a tool"),
        pytest.param("it should fail", id="it should fail"),
        pytest.param("it should be enabled", id="state"),
        pytest.param("the coupon should be valid", id="validity"),
        pytest.param("the result should be empty", id="emptiness"),
        pytest.param("Ann is told about bad credentials", id="adjective of a noun"),
        pytest.param("the list is good-natured", id="longer word"),
        pytest.param("Bob sees it as well", id="as well"),
        pytest.param("the product is a simple product", id="kind of product"),
        pytest.param("the file is readable", id="permission"),
        pytest.param("the system sends a mail to Ann", id="generic subject, real outcome"),
        pytest.param("it works on the night shift", id="verb that goes on"),
        pytest.param("<outcome>", id="parameter alone"),
        pytest.param('"TODO"!', id="quoted placeholder"),
        pytest.param("it is shown in the right view", id="side"),
        pytest.param("Ann has the todo list", id="todo as a word"),
        pytest.param("the good customer is thanked", id="adjective before its noun"),
        pytest.param("there is no fine", id="no sum to pay"),
        pytest.param("the fine for the day before is waived", id="sum to pay"),
        pytest.param("Ann is told about a late fine", id="kind of sum to pay"),
        pytest.param("the bucket hangs in the well", id="water"),
    ],
)
def test_an_outcome_that_can_be_checked_is_left_alone(text: str) -> None:
    assert find_unmeasurable(step(text), "en") is None
    assert not asserts_nothing(step(text), "en")


@pytest.mark.parametrize(
    "argument",
    [
        pytest.param(DataTable((("title",), ("Emma",))), id="table"),
        pytest.param(DocString("Emma by Jane Austen"), id="doc string"),
    ],
)
def test_an_argument_may_say_what_the_words_leave_open(argument: StepArgument) -> None:
    assert find_unmeasurable(step("the list is correct", argument=argument), "en") is None
    assert not asserts_nothing(step("it works", argument=argument), "en")


@pytest.mark.parametrize("kind", [StepKind.CONTEXT, StepKind.ACTION])
def test_only_outcomes_are_judged(kind: StepKind) -> None:
    assert find_unmeasurable(step("the page loads quickly", kind), "en") is None
    assert not asserts_nothing(step("it works", kind), "en")
