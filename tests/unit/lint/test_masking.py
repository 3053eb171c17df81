"""What counts as a literal, and what as prose."""

import pytest

from storycontract.lint.masking import MASK, mask_literals


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        pytest.param('sees "it works" again', '"it works"', id="straight quotes"),
        pytest.param('sees "" again', '""', id="empty quotes"),
        pytest.param("sees 'it works' again", "'it works'", id="single quotes"),
        pytest.param("sees 'it's fine' again", "'it's fine'", id="apostrophe inside single quotes"),
        pytest.param("sees \u201cit works\u201d again", "\u201cit works\u201d", id="curly quotes"),
        pytest.param("sees \u2018it works\u2019 again", "\u2018it works\u2019", id="curly single quotes"),
        pytest.param("sees \u00abit works\u00bb again", "\u00abit works\u00bb", id="guillemets"),
        pytest.param("sees `it.works()` again", "`it.works()`", id="code span"),
        pytest.param("sees <the state> again", "<the state>", id="parameter"),
        pytest.param("sees 12 books", "12", id="number"),
        pytest.param("sees -1,200.50 EUR", "-1,200.50", id="signed number with separators"),
        pytest.param("after 200ms it is there", "200ms", id="number with its unit"),
        pytest.param("it is 80% off", "80%", id="percentage"),
    ],
)
def test_a_literal_is_masked_and_keeps_its_length(text: str, literal: str) -> None:
    assert mask_literals(text) == text.replace(literal, MASK * len(literal))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("it's the shop's and the shops' basket", id="apostrophes"),
        pytest.param("the shop\u2019s and the shops\u2019 basket", id="curly apostrophes"),
        pytest.param('a wide" screen', id="one quotation mark"),
        pytest.param("the total is < the limit", id="less than"),
        pytest.param("the code of user1", id="digit inside a word"),
    ],
)
def test_prose_stays_as_it_is(text: str) -> None:
    assert mask_literals(text) == text
