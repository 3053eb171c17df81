"""When `some` is an amount."""

import pytest

from storycontract.lint.quantities import says_how_many


@pytest.mark.parametrize(
    "text", ["books", "old books", "feature scenarios", "steps fail", "books that Ann has"]
)
def test_before_a_plural_it_is_an_amount(text: str) -> None:
    assert says_how_many(text.split())


@pytest.mark.parametrize(
    "text",
    ["step fails", "shopper removes the book", "text", "status is shown", "feature exists", "class", ""],
)
def test_before_a_singular_it_is_any_one(text: str) -> None:
    assert not says_how_many(text.split())
