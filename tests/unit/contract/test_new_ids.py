"""Ids for what has none."""

import re
from collections.abc import Iterable

import pytest

from storycontract.contract.identity import collect_stories
from storycontract.contract.new_ids import derive_prefix, list_ids, plan_ids
from storycontract.gherkin_reader.parsing import parse_feature

PAY = """\
Feature: Pay
  Scenario: By card
    Then it is paid
  Rule: Invoices
    Scenario: By invoice
      Then it is open
"""


def plan(*texts: str, taken: Iterable[str] = (), story_tag: str | None = None) -> list[str]:
    pattern = re.compile(story_tag) if story_tag else None
    files = [parse_feature(text.encode(), f"{number}.feature", pattern) for number, text in enumerate(texts)]
    stories = collect_stories(files, pattern)
    return [new.tag for new in plan_ids(stories, "SHOP", (*list_ids(files, stories), *taken))]


def test_a_story_and_its_criteria_are_numbered_in_the_order_of_the_file() -> None:
    assert plan(PAY, PAY) == [
        "story:SHOP-1",
        "ac:SHOP-1.1",
        "ac:SHOP-1.2",
        "story:SHOP-2",
        "ac:SHOP-2.1",
        "ac:SHOP-2.2",
    ]


def test_what_has_an_id_keeps_it() -> None:
    half = PAY.replace("Feature", "@story:PAY-7\nFeature").replace(
        "  Scenario: By c", "  @ac:PAY-7.4\n  Scenario: By c"
    )

    assert plan(half) == ["ac:PAY-7.5"]


def test_a_rule_with_an_id_stands_for_its_scenarios() -> None:
    assert plan(PAY.replace("  Rule", "  @ac:INV\n  Rule")) == ["story:SHOP-1", "ac:SHOP-1.1"]


def test_a_feature_that_only_holds_stories_gets_no_id() -> None:
    assert plan("Feature: F\n  @story:A-1\n  Rule: R\n    Scenario: S\n      Then it is\n") == ["ac:A-1.1"]


@pytest.mark.parametrize(
    "used",
    ["@story:shop-12", "@was:SHOP-12", "@depends:SHOP-12", "@was:SHOP-12.3"],
    ids=["in another case", "a former id", "depended on", "a criterion of one that is gone"],
)
def test_no_number_is_used_again(used: str) -> None:
    other = f"{used}\nFeature: Other\n"

    assert plan("Feature: Pay\n", other)[0] == "story:SHOP-13"


def test_ids_known_from_elsewhere_are_passed_over() -> None:
    assert plan("Feature: Pay\n", taken=["SHOP-4", "features/pay.feature:Pay", "SHOP-X"]) == ["story:SHOP-5"]


def test_criteria_of_a_story_with_an_id_of_another_tool_follow_it() -> None:
    assert plan(f"@T#5\n{PAY}", story_tag=r"T#\d+") == ["ac:T-5.1", "ac:T-5.2"]


@pytest.mark.parametrize(
    ("product", "prefix"),
    [
        ("book shop", "BOOK-SHOP"),
        ("datadog_api.client", "DATADOG-API-CLIENT"),
        ("3scale", "STORY-3SCALE"),
        ("書店", "STORY"),
    ],
    ids=["words", "signs", "a digit first", "no ascii"],
)
def test_ids_begin_with_the_product(product: str, prefix: str) -> None:
    assert derive_prefix(product) == prefix
