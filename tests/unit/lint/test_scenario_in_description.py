"""A scenario that became prose by a slip is an error; narratives and explanations are not."""

from collections.abc import Callable

import pytest

from storycontract.contract.contract import Contract
from storycontract.lint.engine import find_findings
from storycontract.lint.rules.structure.scenario_in_description import scenario_in_description

ReadContract = Callable[[str], Contract]

SOUND = "\n  Scenario: Pay\n    When Ann pays 20 EUR\n    Then the order is confirmed\n"


def find(contract: Contract) -> list[str]:
    return [finding.message for finding in find_findings(contract, (scenario_in_description,))]


@pytest.mark.parametrize(
    "lost",
    [
        "Scenaro: lost\n    When Ann pays\n    Then it is paid",
        "Scenario Outlin: lost",
        "Scenario outline: lost",
        "Backgroud: lost",
        "Exmaple: lost",
        "scenario: lost\n    When Ann pays",
        "SCENARIO: lost\n    Given a basket",
        "Scenario : lost\n    When Ann pays",
        "Rul: lost\n    Given a basket",
        "Given a basket\n    When Ann pays\n    Then it is paid",
        "When Ann pays\n    And waits\n    Then it is paid",
        "Scenario lost\n    When Ann pays\n    Then it is paid",
    ],
)
def test_a_scenario_in_the_description_of_a_feature_is_flagged(
    lost: str, read_contract: ReadContract
) -> None:
    assert len(find(read_contract(f"Feature: Shop\n\n  {lost}\n{SOUND}"))) == 1


@pytest.mark.parametrize(
    "prose",
    [
        "As a shopper\n  I want to pay\n  So that I own the book",
        "Given a user, I want to pay",
        "Given that time is short\n  I want to pay\n  When I like",
        "When I am hungry\n  I want to order a pizza\n  So I can eat",
        "Then there is the law\n  Given in full below\n  Then in part",
        "Rules:\n  - no cash",
        "Role: shopper",
        "BACKGROUND: cash costs us money",
        "scenario: what happens when Ann pays",
        "example: 20 EUR",
        "Note: a Scenaro: is no header",
        "```gherkin\n  Scenaro: fenced\n  When Ann pays\n  Then it is paid\n  ```",
    ],
)
def test_prose_is_let_be(prose: str, read_contract: ReadContract) -> None:
    assert find(read_contract(f"Feature: Shop\n  {prose}\n{SOUND}")) == []


@pytest.mark.parametrize(
    "text",
    [
        f"Feature: Shop\n  Rule: Paying\n    Scenaro: lost\n      When Ann pays\n{SOUND}",
        f"Feature: Shop\n  Background:\n    Scenaro: lost\n    Given a basket\n{SOUND}",
        "Feature: Shop\n  Scenario: Pay\n    Exampls: lost\n    When Ann pays\n    Then it is paid\n",
        f"Feature: Shop\n{SOUND}\n    Examples:\n      Scenaro: lost\n      | sum |\n      | 20 |\n",
    ],
    ids=["rule", "background", "scenario", "examples"],
)
def test_every_description_is_looked_at(text: str, read_contract: ReadContract) -> None:
    assert len(find(read_contract(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "# language: fr\nFonctionnalité: Vente\n  Scenario: perdu\n    Quand A paie\n    Alors c'est payé\n",
        "# language: de\nFunktionalität: Laden\n  Szenaro: verloren\n    Wenn A zahlt\n    Dann ist es gut\n",
        "# language: nl\nFunctionaliteit: Winkel\n  Scenaro: kwijt\n    Als A betaalt\n    Dan is het goed\n",
        "# language: zh-CN\n功能: 商店\n  假如有一本书\n  当安付款\n  那么订单确认\n",
    ],
    ids=["fr", "de", "nl", "zh-CN"],
)
def test_slips_are_seen_in_every_language(text: str, read_contract: ReadContract) -> None:
    assert len(find(read_contract(text))) == 1
