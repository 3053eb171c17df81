"""Steps about a suite that was there before storycontract."""

import re

from pytest_bdd import given, parsers, then, when
from steps.sandbox import SHOP_STEPS, SOMEBODY, Sandbox

SUITE = {
    "tests/features/till.feature": """\
Feature: Pay at the till

  @card
  Scenario: Two books
    Given a basket of 2 books
    When the shopper pays
    Then the receipt shows 20 EUR

  Scenario: Three books
    Given a basket of 3 books
    When the shopper pays
    Then the receipt shows 30 EUR
""",
    "tests/features/stall.feature": """\
Feature: Pay at the stall

  Scenario: An unlucky number
    Given a basket of 13 books
    When the shopper pays
    Then the receipt shows 130 EUR
""",
}

_NEW_TAG = re.compile(r"^ *@(?:story|ac):SHOP-[\d.]+\n| @ac:SHOP-[\d.]+", re.MULTILINE)
_COUNTS = re.compile(r"\d+ (?:passed|failed|skipped|errors?|deselected)")


@given("a shop that binds its feature files in test modules")
def suite(sandbox: Sandbox) -> None:
    sandbox.write("tests/conftest.py", SHOP_STEPS)
    sandbox.write(
        "tests/test_till.py", "from pytest_bdd import scenarios\n\nscenarios('features/till.feature')"
    )
    sandbox.write(
        "tests/test_stall.py",
        "from pytest_bdd import scenario\n\n"
        "@scenario('features/stall.feature', 'An unlucky number')\ndef test_stall():\n    pass",
    )
    for path, text in SUITE.items():
        sandbox.write(path, text.removesuffix("\n"))


@when(parsers.re(rf'{SOMEBODY} gives every story an id that begins with "(?P<prefix>.*)"'))
def give_ids(sandbox: Sandbox, prefix: str) -> None:
    sandbox.command("init", "--ids", "--prefix", prefix)


@then("the test results are those of plain pytest-bdd")
def as_plain(sandbox: Sandbox) -> None:
    within = _list_counts(sandbox.output)
    sandbox.pytest("-p no:storycontract tests")
    assert within == _list_counts(sandbox.output)
    assert within


@then(parsers.parse('"{path}" begins with "{text}"'))
def begins(sandbox: Sandbox, path: str, text: str) -> None:
    assert (sandbox.root / path).read_text(encoding="utf-8").startswith(f"{text}\n")


@then(parsers.parse('"{path}" holds "{text}"'))
def holds(sandbox: Sandbox, path: str, text: str) -> None:
    assert text in (sandbox.root / path).read_text(encoding="utf-8")


@then("without their new tags the feature files are as they were")
def only_tags(sandbox: Sandbox) -> None:
    texts = {path: (sandbox.root / path).read_text(encoding="utf-8") for path in SUITE}
    assert all(_NEW_TAG.search(text) for text in texts.values())
    assert {path: _NEW_TAG.sub("", text) for path, text in texts.items()} == SUITE


@then("the feature files are as they were")
def untouched(sandbox: Sandbox) -> None:
    assert {path: (sandbox.root / path).read_text(encoding="utf-8") for path in SUITE} == SUITE


def _list_counts(output: str) -> list[str]:
    return _COUNTS.findall(output.splitlines()[-1])
