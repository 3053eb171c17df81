"""The fingerprint of what pytest-bdd executes is the static one, on every construct."""

import json
from typing import TYPE_CHECKING

import pytest

from storycontract.gherkin_reader.project import load_contract

if TYPE_CHECKING:
    from tests.integration.conftest import SmallProject

STEPS = """\
from pytest_bdd import parsers, step


@step(parsers.re(r"(?s).*"))
def anything():
    assert __name__
"""

CONSTRUCTS = '''\
# a comment
@story:ALL-1 @owner:somebody @smoke
Feature: Every construct
  As a reader

  Background:
    Given a background step
    And another one

  Scenario: Given, When and Then
    Given a context
    When an action
    Then an outcome

  Scenario: And, But and stars inherit
    Given a context
    And more context
    But not this
    * a star
    When an action
    * another star
    Then an outcome
    And one more
    But no other

  Scenario: A table
    When a table follows
      | name  | price |
      | a\\|b | 3\\n4 |
    Then an outcome

  Scenario: Doc strings
    When a text follows
      """markdown
      first
        indented

      last \\"""
      """
    Then another text follows
      ```
      plain
      ```

  @slow
  Scenario Outline: Rows of <what>
    Given a context of "<what>"
    When a table of <count> follows
      | <what> | <count> |
    Then a text follows
      """
      <what> costs <count>
      """

    @cheap
    Examples: few
      | what   | count | unused |
      | pears  | 1     | x      |
      | plums  | 2     | y      |

    @dear
    Examples: many
      | count | what    |
      | 300   | saffron |
      | 4     | <count> |

  @ui
  Rule: With a background of its own
    Background:
      Given a rule step

    Scenario: Inside a rule
      When an action
      Then an outcome with  two spaces and Ünïcode 📚
'''

LEADING = """\
# language: de
@story:ALL-2
Funktionalität: Was pytest-bdd ablehnt

  Szenario: Und am Anfang
    Und ein Zusammenhang
    * ein Stern
    Wenn etwas geschieht
    Dann ist etwas zu sehen

  Szenario: Stern am Anfang
    * ein Stern
    Dann ist etwas zu sehen
"""

# pytest-bdd takes the common indentation off a doc string, the contract has it.
DEEP = '''\
@story:ALL-3
Feature: What pytest-bdd reads otherwise
  Scenario: A doc string indented deeper than its delimiters
    When a text follows
      """
        deeper
      """
    Then an outcome
'''

CAFE = """\
@story:ALL-4
Feature: What a module reads otherwise
  Scenario: In another encoding
    When a café is open
    Then an outcome
"""

BINDING = """\
from pytest_bdd import scenarios

from steps.shop_steps import *

scenarios("../features/{name}.feature")
"""

OTHERWISE = """\
from pytest_bdd import scenario

from steps.shop_steps import *


@scenario("../features/cafe.feature", "In another encoding", encoding="latin-1")
def test_cafe():
    pass
"""


def recorded_fingerprints(project: "SmallProject") -> dict[str, str]:
    lines = [
        json.loads(line)
        for file in (project.root / "reports" / "evidence").glob("*.jsonl")
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    return {line["node_id"]: line["fingerprint"] for line in lines if line["line"] == "attempt"}


def promise(project: "SmallProject") -> list[str]:
    contract = load_contract(project.root, ["features"])
    return sorted(case.fingerprint for story in contract.stories for case in story.cases)


@pytest.fixture
def every_construct(small_project: "SmallProject") -> "SmallProject":
    small_project.write("steps/shop_steps.py", STEPS)
    small_project.write("features/all.feature", CONSTRUCTS)
    return small_project


def test_direct_collection_runs_exactly_what_is_promised(every_construct: "SmallProject") -> None:
    every_construct.write("features/leading.feature", LEADING)

    run = every_construct.pytest("features")

    assert run.exit_code == 0, run.output
    assert sorted(recorded_fingerprints(every_construct).values()) == promise(every_construct)


def test_a_binding_module_runs_exactly_what_is_promised(every_construct: "SmallProject") -> None:
    every_construct.write("tests/test_all.py", BINDING.format(name="all"))

    run = every_construct.pytest("tests")

    assert run.exit_code == 0, run.output
    assert sorted(recorded_fingerprints(every_construct).values()) == promise(every_construct)


def test_text_that_a_binding_module_would_run_otherwise_is_named(every_construct: "SmallProject") -> None:
    every_construct.write("features/cafe.feature", CAFE)
    every_construct.write("tests/test_cafe.py", OTHERWISE)

    run = every_construct.pytest("tests")

    assert "runs other text than features/cafe.feature:3 says" in run.output
    assert every_construct.stories["ALL-4"].cases == ("not-run",)


def test_the_common_indentation_of_a_doc_string_is_no_other_text(every_construct: "SmallProject") -> None:
    every_construct.write("features/deep.feature", DEEP)
    every_construct.write("tests/test_deep.py", BINDING.format(name="deep"))

    every_construct.pytest("tests")

    assert every_construct.stories["ALL-3"].cases == ("passed",)
    assert set(recorded_fingerprints(every_construct).values()) < set(promise(every_construct))
