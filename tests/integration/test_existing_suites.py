"""Suites written before anybody thought of storycontract: the same outcome, and a verdict for every story."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from tests.integration.conftest import Run, SmallProject

PYPROJECT = """\
[project]
name = "ledger"
[tool.pytest.ini_options]
testpaths = ["tests"]
pythonpath = ["lib/site-packages"]
addopts = "--strict-markers -W error"
bdd_features_base_dir = "contracts"
markers = ["big", "todo", "slow"]
[tool.storycontract]
features = ["contracts", "lib/site-packages/kit/contracts"]
"""

KIT_STEPS = """\
from pytest_bdd import given, parsers, then, when

@given(parsers.parse("an account with {amount:d} coins"), target_fixture="account")
def account(amount):
    return {"coins": amount}

@then(parsers.cfparse("{amount:Coins} are left", extra_types={"Coins": lambda text: int(text.split()[0])}))
def left(account, amount):
    assert account["coins"] == amount
"""

CONFTEST = """\
import pytest
from kit.steps import *
from pytest_bdd import parsers, scenario, step, when
from pytest_bdd.feature import get_features

class Spends(parsers.StepParser):
    def is_matching(self, name):
        return name.startswith("somebody spends ")
    def parse_arguments(self, name):
        return {"spent": name.split()[2]}

@when(Spends("spends"), converters={"spent": int})
def spend(account, spent):
    account["coins"] -= spent

def pytest_bdd_apply_tag(tag, function):
    if tag == "later:2027":
        pytest.mark.skip(reason="not before 2027")(function)
        return True

def pytest_bdd_before_scenario(request, feature, scenario):
    request.node.add_report_section("setup", "told", scenario.name)

class Loader(pytest.Module):
    def collect(self):
        for feature in get_features([str(self.path.parent.parent / "contracts" / "loaded")]):
            for name, each in feature.scenarios.items():
                run = scenario(feature.filename, name)(lambda: None)
                yield pytest.Function.from_parent(self, name=f"line_{each.line_number}", callobj=run)

def pytest_pycollect_makemodule(module_path, parent):
    if module_path.name == "test_loaded.py":
        return Loader.from_parent(parent, path=module_path)
"""

BINDINGS = {
    "test_glob.py": """\
        from pathlib import Path
        from pytest_bdd import scenarios as bind
        for file in sorted(Path(__file__).parent.parent.glob("contracts/globbed/*.feature")):
            bind(str(file))
        """,
    "test_kit.py": """\
        from importlib.resources import files
        from pytest_bdd import scenarios
        scenarios(str(files("kit") / "contracts"))
        """,
    "test_given_twice.py": """\
        import pytest
        from pytest_bdd import scenario, scenarios, when
        @pytest.mark.parametrize("currency", ["EUR", "USD"])
        @scenario("twice.feature", "Spending 1")
        def test_spending(currency):
            assert currency in ("EUR", "USD")
        scenarios("twice.feature")
        """,
    "test_given_again.py": """\
        from pytest_bdd import scenarios, when
        @when("somebody spends 1 coin")
        def spend_nothing(account):
            account["coins"] -= 0
        scenarios("twice.feature")
        """,
    "test_loaded.py": "",
    "test_notes.py": """\
        from pytest_bdd import scenarios, then
        scenarios("notes.feature")
        @then("this is noted")
        def noted(account, docstring):
            assert docstring == f"coins:\\n  - {account['coins']}"
        """,
}

NOTES = """\
Feature: Notes
  Scenario Outline: <coins> coins
    Given an account with <coins> coins
    When somebody spends 1 coin
    Then this is noted
      \"\"\"
          coins:
            - <left>
      \"\"\"
    Examples:
      | coins | left |
      | 3     | 2    |
      | 9     | 8    |
"""


def story(name: str, *tags: str) -> str:
    return f"""\
Feature: {name}
  {" ".join(tags)}
  Scenario: Spending 1
    Given an account with 3 coins
    When somebody spends 1 coin
    Then 2 coins are left

  Scenario Outline: Spending <some>
    Given an account with 3 coins
    When somebody spends <some> coins
    Then <rest> coins are left

    @big
    Examples:
      | some | rest |
      | 2    | 1    |
      | 3    | 0    |
"""


def write_suite(project: SmallProject) -> SmallProject:
    (project.root / "steps" / "shop_steps.py").unlink()
    project.write("pyproject.toml", PYPROJECT)
    project.write("lib/site-packages/kit/__init__.py", "")
    project.write("lib/site-packages/kit/steps.py", KIT_STEPS)
    project.write("lib/site-packages/kit/contracts/installed.feature", story("Installed"))
    project.write("contracts/globbed/one.feature", story("Globbed", "@slow", "@later:2027"))
    project.write("contracts/twice.feature", story("Twice"))
    project.write("contracts/loaded/own.feature", story("Loaded").split("  Scenario Outline")[0])
    project.write("contracts/notes.feature", NOTES)
    project.write("tests/conftest.py", CONFTEST)
    for name, text in BINDINGS.items():
        project.write(f"tests/{name}", "\n".join(line.removeprefix(" " * 8) for line in text.splitlines()))
    return project


@dataclass(frozen=True, slots=True)
class Both:
    """What came of one suite without the plugin and with it."""

    without: Run
    within: Run
    outcomes_without: dict[str, str]
    outcomes_within: dict[str, str]
    project: SmallProject


@pytest.fixture(scope="module")
def both(make_project: Callable[[str], SmallProject]) -> Both:
    project = write_suite(make_project("suite"))
    without = project.pytest("-p", "no:storycontract", "--junitxml=../without.xml")
    within = project.pytest("--junitxml=../within.xml")
    return Both(without, within, read_outcomes(project, "without"), read_outcomes(project, "within"), project)


def read_outcomes(project: SmallProject, name: str) -> dict[str, str]:
    report = ET.parse(project.root.parent / f"{name}.xml")  # noqa: S314 - a pytest of ours wrote it
    cases = report.getroot().iter("testcase")
    return {f"{case.get('classname')}::{case.get('name')}": describe(case) for case in cases}


def describe(case: ET.Element) -> str:
    return "; ".join(f"{part.tag}: {part.get('message')}" for part in case) or "passed"


def test_every_item_comes_out_as_it_did(both: Both) -> None:
    assert both.outcomes_without
    assert both.outcomes_within == both.outcomes_without, both.within.output
    assert both.within.exit_code == both.without.exit_code == 1


@pytest.mark.parametrize(
    ("path", "verdict", "cases"),
    [
        ("lib/site-packages/kit/contracts/installed.feature", "done", ("passed",) * 3),
        ("contracts/loaded/own.feature", "done", ("passed",)),
        ("contracts/globbed/one.feature", "unproven", ("skipped", "passed", "passed")),
        ("contracts/twice.feature", "failing", ("failed", "passed", "passed")),
        ("contracts/notes.feature", "done", ("passed", "passed")),
    ],
    ids=[
        "installed package",
        "own loader",
        "computed paths and own tags",
        "two modules and parameters",
        "indented doc strings",
    ],
)
def test_every_story_has_its_verdict(both: Both, path: str, verdict: str, cases: tuple[str, ...]) -> None:
    (found,) = (one for one in both.project.stories.values() if one.entry["path"] == path)

    assert (found.verdict, found.cases) == (verdict, cases)


def test_nothing_was_narrowed(both: Both) -> None:
    (run,) = both.project.document["runs"]

    assert run["selection"] == {"is_full": True, "reasons": []}


def test_workers_in_addopts_change_nothing(small_project: SmallProject, both: Both) -> None:
    project = write_suite(small_project)
    project.write("pyproject.toml", PYPROJECT.replace('"--strict', '"-n2 --strict'))

    project.pytest("--junitxml=../within.xml")

    assert read_outcomes(project, "within") == both.outcomes_without
    assert {one.verdict for one in project.stories.values()} == {"done", "unproven", "failing"}
