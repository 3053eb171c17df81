"""Metadata that cannot be read, and metadata where nobody reads it."""

from collections.abc import Callable

import pytest

from storycontract.contract.contract import Contract
from storycontract.contract.tag import SINGLE_KEYS, STORY_KEYS
from storycontract.lint.engine import find_findings
from storycontract.lint.finding import Finding
from storycontract.lint.rule import LintRule
from storycontract.lint.rules.contract.metadata_malformed import metadata_malformed
from storycontract.lint.rules.contract.metadata_misplaced import metadata_misplaced
from storycontract.report.allure_model import SEVERITY_BY_PRIORITY

ReadContract = Callable[[str], Contract]

STEPS = "When Ann pays 20 EUR\nThen the order is confirmed\n"
SCENARIO = f"Scenario: Pay\n{STEPS}"
OUTLINE = "Scenario Outline: Pay\nWhen Ann pays <sum> EUR\nThen it is paid\n{}\nExamples:\n|sum|\n|1|\n"


def find(contract: Contract, rule: LintRule) -> list[Finding]:
    # Structural rules speak, too.
    return [finding for finding in find_findings(contract, (rule,)) if finding.rule == rule.name]


@pytest.mark.parametrize(
    ("tag", "fix"),
    [
        ("@priority:high", "write one of must, should, could, wont"),
        ("@priority:musst", "did you mean `must`?"),
        ("@priority:Must", "did you mean `must`?"),
        ("@priority:", "add the value, or remove the tag"),
        ("@release:", "add the value, or remove the tag"),
        ("@release:1,2", "keep the one value that is meant"),
        ("@Owner:ann", "write `@owner:ann`"),
        ("@DEPENDS:SHOP-2", "write `@depends:SHOP-2`"),
    ],
)
@pytest.mark.parametrize(
    "text",
    ["{}\nFeature: Shop\n" + SCENARIO, "Feature: Shop\n@story:SHOP-1 {}\nRule: Pay\n" + SCENARIO],
    ids=["feature", "rule"],
)
def test_what_cannot_be_read_is_named_with_what_to_write(
    text: str, tag: str, fix: str, read_contract: ReadContract
) -> None:
    (finding,) = find(read_contract(text.format(tag)), metadata_malformed)

    assert f"`{tag}`" in finding.message
    assert finding.fix == fix


@pytest.mark.parametrize(
    "tag",
    [
        *(f"@priority:{priority}" for priority in SEVERITY_BY_PRIORITY),
        *("@release", "@Release", "@release:2.1", "@owner:shop/payments", "@epic:Größe_2", "@objective:O3"),
        *("@team:", "@Team:a,b", "@depends:", "@was:", "@Was:SHOP-1", "@env:staging", "@sprint:2026-W48"),
    ],
)
def test_what_can_be_read_or_is_not_ours_is_let_be(tag: str, read_contract: ReadContract) -> None:
    assert find(read_contract(f"{tag}\nFeature: Shop\n{SCENARIO}"), metadata_malformed) == []


def test_what_nobody_reads_is_not_called_malformed(read_contract: ReadContract) -> None:
    text = f"Feature: Shop\n@priority:high\nRule: Pay\n@priority:high\n{SCENARIO}"

    assert find(read_contract(text), metadata_malformed) == []


@pytest.mark.parametrize("key", sorted(STORY_KEYS))
@pytest.mark.parametrize(
    "text",
    [
        "Feature: Shop\n{}\n" + SCENARIO,
        "Feature: Shop\n{}\nRule: Pay\n" + SCENARIO,
        "Feature: Shop\n@ac:SHOP-1.1 {}\nRule: Pay\n" + SCENARIO,
        "Feature: Shop\nRule: Pay\n{}\n" + SCENARIO,
        "Feature: Shop\n@story:SHOP-1\nRule: Pay\n{}\n" + SCENARIO,
        "Feature: Shop\n" + OUTLINE,
    ],
    ids=["scenario", "rule", "criterion", "scenario of a rule", "scenario of a story", "examples"],
)
def test_metadata_on_what_is_no_story_is_named(text: str, key: str, read_contract: ReadContract) -> None:
    (finding,) = find(read_contract(text.format(f"@{key}:a")), metadata_misplaced)

    assert f"`@{key}:a`" in finding.message
    assert finding.location.line == text.partition("{}")[0].count("\n") + 1


@pytest.mark.parametrize(
    "text",
    [
        "Feature: Shop\n@was:OLD-1\nRule: Pay\n" + SCENARIO,
        "Feature: Shop\n@ac:SHOP-1.1\nRule: Pay\n@was:OLD-1\n" + SCENARIO,
        "@was:OLD-1\nFeature: Shop\n@story:SHOP-1\nRule: Pay\n" + SCENARIO,
        "Feature: Shop\n" + OUTLINE.format("@was:OLD-1"),
    ],
    ids=["rule", "scenario of a rule that is one criterion", "feature that is no story", "examples"],
)
def test_a_former_id_of_nothing_is_named(text: str, read_contract: ReadContract) -> None:
    (finding,) = find(read_contract(text), metadata_misplaced)

    assert finding.fix == "put it on what once had that id: a story or a criterion"


@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"@{key}:a" for key in sorted(SINGLE_KEYS)) + "\nFeature: Shop\n" + SCENARIO,
        "@owner:a @depends:SHOP-1\nFeature: Shop\n@story:SHOP-1 @owner:b @was:OLD-1\nRule: Pay\n" + SCENARIO,
        "@was:OLD-1\nFeature: Shop\n@was:OLD-1.1\n" + SCENARIO,
        "Feature: Shop\n@ac:SHOP-1.1 @was:OLD-1.1\nRule: Pay\n" + SCENARIO,
        "Feature: Shop\n@ac:A.1\nRule: Pay\n@ac:A.2 @was:OLD-1.1\n" + SCENARIO,
        "Feature: Shop\n@env:staging @manual @draft @release @team:a @Owner:a\n" + SCENARIO,
        "Feature: Shop\n" + OUTLINE.format("@env:staging @manual"),
    ],
)
def test_what_is_read_or_is_not_ours_stands_well(text: str, read_contract: ReadContract) -> None:
    assert find(read_contract(text), metadata_misplaced) == []
