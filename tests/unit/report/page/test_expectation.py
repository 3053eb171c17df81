import pytest

from storycontract.report.page.expectation import read_expectation


@pytest.mark.parametrize(
    ("message", "expected", "got"),
    [
        pytest.param("AssertionError: assert '€28.50' == '€19.00'", "€19.00", "€28.50", id="equal texts"),
        pytest.param("assert 3 == 4\n +  where 3 = len([1, 2, 3])", "4", "3", id="with a where"),
        pytest.param(
            "AssertionError: the discount is wrong\nassert '1' == '2'", "2", "1", id="a message of its own"
        ),
        pytest.param("AssertionError: assert 'a' == ' a'", "' a'", "a", id="an edge of spaces stays seen"),
        pytest.param("AssertionError: assert '' == 'a'", "a", "''", id="an empty text stays seen"),
        pytest.param("assert <Order 1> == <Order 2>", "<Order 2>", "<Order 1>", id="what is no Python"),
        pytest.param("assert 'x' in 'abc'", "to hold x", "abc", id="in"),
        pytest.param("assert 'x' not in 'xyz'", "not to hold x", "xyz", id="not in"),
        pytest.param("assert not ['late']", "nothing, or false", "['late']", id="not"),
        pytest.param("assert 5 <= 3", "at most 3", "5", id="at most"),
        pytest.param("assert 5 != 5", "anything but 5", "5", id="unequal"),
        pytest.param("AssertionError: expected €0.00, got €3.90", "€0.00", "€3.90", id="in words"),
        pytest.param(
            "AssertionError: Locator expected to have text '-€9.50'\nActual value: €19.00\nCall log:\n  - x",
            "-€9.50",
            "€19.00",
            id="a browser",
        ),
        pytest.param(
            "Locator expected to be visible\nActual value: None\nError: element(s) not found \n",
            "be visible",
            "element(s) not found",
            id="a browser that found nothing",
        ),
        pytest.param(
            "AssertionError: Locator expected not to have text 'late'\nActual value: late",
            "not to have text 'late'",
            "late",
            id="a browser that found what must not be",
        ),
    ],
)
def test_both_sides_are_read(message: str, expected: str, got: str) -> None:
    found = read_expectation(message)

    assert found is not None
    assert (found.expected, found.got) == (expected, got)


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("TimeoutError: the page did not answer", id="no assertion"),
        pytest.param("AssertionError: assert is_paid(order)", id="a call"),
        pytest.param("AssertionError: assert 1 < 2 < 3", id="a chain"),
        pytest.param("AssertionError", id="nothing said"),
        pytest.param("assert a == b == c >", id="two signs and no Python"),
    ],
)
def test_what_says_no_two_sides_is_left_alone(message: str) -> None:
    assert read_expectation(message) is None


def test_lists_are_given_as_values_so_that_they_can_be_compared() -> None:
    found = read_expectation("AssertionError: assert [{'a': 1}] == [{'a': 2}]")

    assert found is not None
    assert found.pair == ([{"a": 2}], [{"a": 1}])


def test_a_message_with_odd_backslashes_warns_nobody() -> None:
    assert read_expectation(r"assert '\d' == 'x'") is not None


def test_a_side_of_a_thousand_letters_is_cut_for_the_whole_stands_below() -> None:
    found = read_expectation(f"assert '{'a' * 2000}' == 'b'")

    assert found is not None
    assert len(found.got) < 700
