"""Two values of a key that takes one are flagged where they are read, and nowhere else."""

from collections.abc import Callable

import pytest

from storycontract.contract.contract import Contract
from storycontract.contract.tag import SINGLE_KEYS
from storycontract.lint.catalogue import RULES
from storycontract.lint.engine import find_findings
from storycontract.lint.rules.contract.metadata_ambiguous import metadata_ambiguous
from storycontract.lint.selection import Selection, select_rules

ReadContract = Callable[[str], Contract]

SCENARIO = "  Scenario: Pay\n    When Ann pays 20 EUR\n    Then the order is confirmed\n"


def find(contract: Contract) -> list[tuple[int, int, str]]:
    return [
        (finding.location.line, finding.location.column, finding.message)
        for finding in find_findings(contract, (metadata_ambiguous,))
    ]


@pytest.mark.parametrize("key", sorted(SINGLE_KEYS))
def test_the_second_value_on_a_feature_is_named_with_the_one_that_counts(
    key: str, read_contract: ReadContract
) -> None:
    (found,) = find(read_contract(f"@{key}:a\n@smoke @{key}:b\nFeature: Shop\n{SCENARIO}"))

    assert found[:2] == (2, 8)
    assert f"`@{key}:a` counts, `@{key}:b` does not" in found[2]


def test_every_further_value_is_a_finding(read_contract: ReadContract) -> None:
    found = find(read_contract(f"@owner:a @owner:b @owner:c\nFeature: Shop\n{SCENARIO}"))

    assert [column for _, column, _ in found] == [10, 19]


def test_a_rule_that_is_a_story_is_read_as_well(read_contract: ReadContract) -> None:
    text = f"Feature: Shop\n  @story:SHOP-1 @release:1 @release:2\n  Rule: Paying\n{SCENARIO}"

    assert [line for line, _, _ in find(read_contract(text))] == [2]


@pytest.mark.parametrize(
    "text",
    [
        f"@depends:A @depends:B @was:C @was:D @env:x @env:y\nFeature: Shop\n{SCENARIO}",
        f"@team:a @team:b\nFeature: Shop\n{SCENARIO}",
        f"@owner:a @owner:a\nFeature: Shop\n{SCENARIO}",
        f"@release @release: @release:2\nFeature: Shop\n{SCENARIO}",
        f"@owner:a\nFeature: Shop\n  @story:SHOP-1 @owner:b\n  Rule: Paying\n{SCENARIO}",
        f"Feature: Shop\n  @owner:a @owner:b\n  Rule: Paying\n{SCENARIO}",
        f"Feature: Shop\n  @owner:a @owner:b\n{SCENARIO}",
    ],
    ids=[
        "keys that take several",
        "a key of another tool",
        "one value twice",
        "no value",
        "one on the feature, one on the story",
        "on a rule that is no story",
        "on a scenario",
    ],
)
def test_nothing_is_said_of(text: str, read_contract: ReadContract) -> None:
    assert find(read_contract(text)) == []


def test_the_rule_speaks_unless_it_is_switched_off() -> None:
    assert metadata_ambiguous in select_rules(RULES, Selection(), "test")
