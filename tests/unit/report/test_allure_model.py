"""Names, places and histories in Allure."""

import pytest

from storycontract.contract.contract import Contract
from storycontract.contract.identity import collect_stories
from storycontract.gherkin_reader.parsing import parse_feature
from storycontract.report.allure_model import (
    describe_contract,
    locate_case,
    name_story,
    render_description,
    render_table,
)


def histories(text: str) -> list[str]:
    file = parse_feature(text.encode(), "features/pay.feature")
    contract = Contract(stories=collect_stories([file]), files=(file,))
    return list(describe_contract(contract).histories.values())


BASE = """
@story:SHOP-1
Feature: Pay
  @ac:SHOP-1.1
  Scenario Outline: Pay <price>
    Then <price>
    Examples:
      | price |
      | 1     |
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [("Feature: Pay", "Feature: Check out"), ("Pay <price>", "Paying <price>"), ("Then <", "Then at last <")],
    ids=["the feature is renamed", "the scenario is renamed", "a step is reworded"],
)
def test_the_history_of_what_carries_an_id_outlives_its_words(old: str, new: str) -> None:
    assert histories(BASE.replace(old, new)) == histories(BASE)


@pytest.mark.parametrize(
    "more",
    [
        pytest.param("      | 2     |\n", id="two rows"),
        pytest.param(
            "    @ui\n    Examples:\n      | price |\n      | 1     |\n", id="two rows alike but for tags"
        ),
        pytest.param("  @ac:SHOP-1.1\n  Scenario: B\n    Then b\n", id="a criterion id used twice"),
        pytest.param(
            "\n  @ac:SHOP-1.2\n  Rule: R\n    Example: A\n      Then a\n    Example: B\n      Then b\n",
            id="a rule",
        ),
    ],
)
def test_no_two_cases_share_a_history(more: str) -> None:
    found = histories(BASE + more)

    assert len(found) > 1
    assert len(set(found)) == len(found)


def test_a_story_is_named_by_id_and_title() -> None:
    assert name_story("SHOP-1", "Pay", id_is_derived=False) == "SHOP-1 Pay"
    assert name_story("features/pay.feature:Pay", "Pay", id_is_derived=True) == "Pay"


def test_a_case_stands_below_its_epic_story_and_rule() -> None:
    assert locate_case(epic="till", story="SHOP-1 Pay", title="Pay", rule="By card") == [
        "till",
        "SHOP-1 Pay",
        "By card",
    ]
    assert locate_case(epic=None, story="SHOP-1 Pay", title="Pay", rule="Pay") == ["SHOP-1 Pay"]


def test_the_lines_of_a_narrative_stay_lines() -> None:
    assert render_description("  As a\n  I want\n", "pay.feature", 3) == "As a  \nI want\n\n`pay.feature:3`"


def test_a_table_keeps_cells_with_commas_and_line_breaks_apart() -> None:
    assert render_table([["a,b", "c\nd"], ["e", ""]]) == '"a,b","c\nd"\ne,\n'
