"""What the finding on a scenario without steps advises."""

from collections.abc import Callable

import pytest

from storycontract.contract.contract import Contract
from storycontract.lint.engine import find_findings
from storycontract.lint.rules.structure.empty_scenario import empty_scenario

ReadContract = Callable[[str], Contract]


def advise(contract: Contract) -> str:
    (finding,) = find_findings(contract, (empty_scenario,))
    return finding.fix


@pytest.mark.parametrize(
    ("line", "fix"),
    [
        ("Givn an order", "write `Given` for `Givn` in the line `Givn an order`, so that it is a step"),
        ("Thne Ann pays", "write `Then` for `Thne` in the line `Thne Ann pays`, so that it is a step"),
        ("given an order", "write `Given` for `given` in the line `given an order`, so that it is a step"),
        ("When: Ann pays", "write `When` for `When:` in the line `When: Ann pays`, so that it is a step"),
    ],
)
def test_a_misspelt_keyword_is_named_with_the_right_one(
    read_contract: ReadContract, line: str, fix: str
) -> None:
    contract = read_contract(f"Feature: Shop\n  Scenario: Pay\n    {line}\n")

    assert advise(contract) == fix


@pytest.mark.parametrize("line", ["", "The order is there", "They pay", "An order", "Given", "Somebody pays"])
def test_a_description_in_plain_words_is_no_misspelt_step(read_contract: ReadContract, line: str) -> None:
    contract = read_contract(f"Feature: Shop\n  Scenario: Pay\n    {line}\n")

    assert advise(contract) == "add the steps, each starting with its keyword"
