"""Versions of the product, as people and CI servers say them."""

import pytest

from storycontract.assessment.product_versions import (
    VARIABLE,
    check_product_version,
    read_product_versions,
)
from storycontract.errors import UsageError


def test_nothing_said_is_no_version() -> None:
    assert read_product_versions((), {}) == {}


def test_the_option_goes_before_the_variable() -> None:
    found = read_product_versions(["staging=1.5"], {VARIABLE: "staging=1.4, live = 1.3 ,"})

    assert found == {"staging": "1.5", "live": "1.3"}


def test_a_version_may_hold_what_separates() -> None:
    assert read_product_versions(["staging=build=7"], {}) == {"staging": "build=7"}


def test_saying_the_same_twice_is_no_contradiction() -> None:
    assert read_product_versions(["staging=1", "staging=1"], {}) == {"staging": "1"}


@pytest.mark.parametrize("text", ["1.4", "=1.4", "staging=", " "])
def test_a_text_of_another_form_is_named_with_its_place(text: str) -> None:
    with pytest.raises(UsageError, match=r"--product-version: `.*` names no version"):
        read_product_versions([text], {})


def test_only_the_default_environment_needs_no_version() -> None:
    check_product_version("default", {}, option="--product-version")

    with pytest.raises(UsageError, match="`staging` needs the version"):
        check_product_version("staging", {"live": "1"}, option="--product-version")
