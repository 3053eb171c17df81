"""What a run writes for Allure, read from its files."""

import json
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.integration.conftest import Run, SmallProject

Result = dict[str, Any]

SETTINGS = """\
[project]
name = "till"
[tool.storycontract]
issue-link = "https://tracker.example/{id}"
secrets = ['sk_live_\\w+']
outputs = ["*.flag"]
"""

STEPS = """\
import os
import time
from pathlib import Path

import allure
import pytest
from pytest_bdd import given, parsers, then, when

@given(parsers.parse("a basket of {count:d} books"), target_fixture="basket")
def basket(count, shelf, tmp_path):
    return {"count": count, "key": "sk_live_abc"}

@when("the shopper pays")
def pay(basket):
    print("paid in", os.getcwd(), "with sk_live_def")
    basket["paid"] = 0 if basket["count"] == 13 else basket["count"] * 10

@then(parsers.parse("the receipt shows {price:d} EUR"))
def receipt(basket, price):
    assert basket["paid"] == price, f"read {Path.cwd() / 'receipt.txt'}"

@then("the letter says")
def letter(docstring):
    assert docstring

@given("something vague")
def vague(): ...

@given(parsers.parse("something {what}"))
def something(what): ...

@given("a till that works the second time", target_fixture="basket")
def flaky():
    flag = Path("tried.flag")
    if flag.exists():
        return {"paid": 10}
    flag.touch()
    raise AssertionError("first time")

@given("a till that is closed")
def closed():
    pytest.skip("no till today")

@given("a till that leaks", target_fixture="basket")
def leak():
    allure.attach(f"bearer abcdefghijk in {os.getcwd()}", "note", allure.attachment_type.TEXT)
    with allure.step("call with api_key=12345"):
        pass
    raise ValueError(f"no answer from https://ann:hunter2@host in {os.getcwd()}")

@when("the shopper waits")
def wait():
    Path("waiting.flag").touch()
    time.sleep(60)
"""

CONFTEST = """\
import pytest

@pytest.fixture
def shelf():
    return object()
"""

TILL = """\
@story:T-1 @epic:till @owner:ann @priority:must
Feature: Pay at the till
  As a shopper
  I want to pay

  @ac:T-1.1 @smoke
  Scenario Outline: Pay <count> books
    Given a basket of <count> books
      | title | key        |
      | Emma  | sk_live_77 |
    When the shopper pays
    Then the receipt shows <price> EUR
    And the letter says
      \"\"\"
      thank you
      \"\"\"

    Examples:
      | count | price |
      | 2     | 20    |
      | 13    | 130   |

    @gift
    Examples:
      | count | price |
      | 2     | 20    |

  @ac:T-1.2 @skip
  Scenario: Switched off
    Given a basket of 2 books
    Then the receipt shows 20 EUR

  @ac:T-1.3 @xfail
  Scenario: Known not to work
    Given a basket of 13 books
    When the shopper pays
    Then the receipt shows 130 EUR

  @ac:T-1.4
  Scenario: Not written
    Given a basket of 2 books
    When nobody wrote this
    Then nor this

  @ac:T-1.5
  Scenario: Ambiguous
    Given something vague
    Then the receipt shows 20 EUR

  @ac:T-1.6 @manual
  Scenario: By hand
    Given a basket of 2 books
    Then the receipt shows 20 EUR

  @ac:T-1.7
  Scenario: Works the second time
    Given a till that works the second time
    Then the receipt shows 10 EUR

  @ac:T-1.8
  Scenario: Closed
    Given a till that is closed
    Then the receipt shows 10 EUR

  @ac:T-1.9
  Scenario: Leaks
    Given a till that leaks
    Then the receipt shows 10 EUR
"""

RULES = """\
@epic:till @owner:bob
Feature: Two stories in one file

  @story:T-2 @ac:T-2.1
  Rule: Small baskets
    Scenario: Few
      Given a basket of 2 books
      When the shopper pays
      Then the receipt shows 20 EUR
    Scenario: Fewer
      Given a basket of 1 books
      When the shopper pays
      Then the receipt shows 10 EUR

  @story:T-3 @priority:could @owner:eve @draft
  Rule: Large baskets
    Scenario: Many
      Given a basket of 50 books
      When the shopper pays
      Then the receipt shows 500 EUR
"""

BROKEN = (
    "@story:T-4\nFeature: Broken\n  Scenario: Odd rows\n    Given a table\n      | a |\n      | a | b |\n"
)

BOUND = """\
@story:T-5
Feature: Bound by a module
  Scenario Outline: Bound to <count>
    Given a shelf with <count> books
    Then it is a shelf
    Examples:
      | count |
      | 3     |
"""

BINDING = """\
from pytest_bdd import given, parsers, scenarios, then

scenarios("../features/bound.feature")

@given(parsers.parse("a shelf with {count:d} books"))
def shelf_with(count): ...

@then("it is a shelf")
def is_shelf():
    assert True

def test_an_ordinary_test(tmp_path):
    assert tmp_path
"""

WAITING = """\
@story:T-9
Feature: Wait
  Scenario: Wait long
    Given a basket of 2 books
    When the shopper waits
    Then the receipt shows 20 EUR
"""


@pytest.fixture
def write_till() -> "Callable[[SmallProject], SmallProject]":
    return _write_till


def _write_till(project: "SmallProject") -> "SmallProject":
    project.write("pyproject.toml", SETTINGS)
    project.write("steps/shop_steps.py", STEPS)
    project.write("conftest.py", CONFTEST)
    project.write("features/till.feature", TILL)
    project.write("features/rules.feature", RULES)
    project.write("features/broken.feature", BROKEN)
    project.write("features/bound.feature", BOUND)
    project.write("tests/test_bound.py", BINDING)
    return project


def run(project: "SmallProject", *arguments: str) -> "Run":
    return project.pytest("-p", "allure_pytest", "--alluredir=ar", *arguments)


def read_results(folder: Path) -> list[Result]:
    files = sorted(folder.glob("*-result.json"))
    return sorted(
        (json.loads(file.read_text(encoding="utf-8")) for file in files), key=lambda one: one["start"]
    )


@pytest.fixture(scope="module", params=[(), ("-n2",)], ids=["serial", "two workers"])
def till(request: pytest.FixtureRequest, make_project: "Callable[[str], SmallProject]") -> "SmallProject":
    project = _write_till(make_project("till"))
    run(project, "features", "tests", "--reruns", "1", *request.param)
    return project


@pytest.fixture
def results(till: "SmallProject") -> list[Result]:
    return read_results(till.root / "ar")


@pytest.fixture
def stories(till: "SmallProject") -> dict[str, Result]:
    return {label(one, "story"): one for one in read_results(till.root / "ar-stories")}


def label(result: Result, name: str) -> str:
    return next((each["value"] for each in result["labels"] if each["name"] == name), "")


def named(results: list[Result], name: str) -> list[Result]:
    return [one for one in results if one["name"] == name]


def message(result: Result) -> str:
    text: str = result.get("statusDetails", {}).get("message", "")
    return text


def steps(result: Result) -> list[tuple[str, str]]:
    return [(step["status"], step["name"]) for step in result.get("steps", [])]


def iter_texts(folder: Path) -> Iterator[str]:
    for file in folder.iterdir():
        yield f"{file.name} {file.read_text(encoding='utf-8')}"


def test_every_case_has_a_readable_name_and_its_examples_as_parameters(results: list[Result]) -> None:
    thirteen = named(results, "Pay 13 books")[0]

    assert thirteen["parameters"] == [{"name": "count", "value": "13"}, {"name": "price", "value": "130"}]
    assert "features/till.feature" in thirteen["description"]


def test_a_case_is_labelled_with_its_story(results: list[Result]) -> None:
    two = named(results, "Pay 2 books")[0]
    labels = {name: label(two, name) for name in ("epic", "feature", "story", "owner", "severity")}

    assert labels == {
        "epic": "till",
        "feature": "Pay at the till",
        "story": "T-1",
        "owner": "ann",
        "severity": "critical",
    }
    assert two["titlePath"] == ["till", "T-1 Pay at the till"]
    assert two["links"] == [{"type": "issue", "url": "https://tracker.example/T-1", "name": "T-1"}]


def test_the_story_of_a_rule_is_labelled_with_its_own_words_and_the_feature_around_it(
    results: list[Result],
) -> None:
    (many,) = named(results, "Many")
    labels = {name: label(many, name) for name in ("epic", "feature", "story", "owner", "severity")}

    assert labels == {
        "epic": "till",
        "feature": "Two stories in one file",
        "story": "T-3",
        "owner": "eve",
        "severity": "minor",
    }
    assert many["titlePath"] == ["till", "T-3 Large baskets"]


def test_tags_stay_tags_and_metadata_is_no_tag(results: list[Result]) -> None:
    gift = [one for one in named(results, "Pay 2 books") if "gift" in str(one["labels"])]

    assert len(gift) == 1
    assert sorted(each["value"] for each in gift[0]["labels"] if each["name"] == "tag") == ["gift", "smoke"]


def test_gherkin_steps_are_shown_with_their_tables_and_doc_strings(
    till: "SmallProject", results: list[Result]
) -> None:
    two = named(results, "Pay 2 books")[0]
    attached = [each for step in two["steps"] for each in step.get("attachments", [])]

    assert steps(two)[0] == ("passed", "Given a basket of 2 books")
    assert [(each["name"], each["type"]) for each in attached] == [
        ("table", "text/csv"),
        ("text", "text/plain"),
    ]
    assert [(till.root / "ar" / each["source"]).read_text() for each in attached] == [
        "title,key\nEmma,***\n",
        "thank you",
    ]


def test_a_failure_names_its_step_and_what_came_after_is_skipped(results: list[Result]) -> None:
    thirteen = named(results, "Pay 13 books")[0]

    assert thirteen["status"] == "failed"
    assert message(thirteen).startswith("Then the receipt shows 130 EUR\n\nAssertionError: read receipt.txt")
    assert steps(thirteen)[-2:] == [
        ("failed", "Then the receipt shows 130 EUR"),
        ("skipped", "And the letter says"),
    ]


def test_a_try_and_its_retry_are_two_results_of_one_history(results: list[Result]) -> None:
    first, second = named(results, "Works the second time")

    assert (first["status"], second["status"]) == ("failed", "passed")
    assert first["historyId"] == second["historyId"]
    assert first["testCaseId"] == second["testCaseId"]


def test_no_two_cases_share_a_history(results: list[Result]) -> None:
    places = {(one["historyId"], one["description"]) for one in results if label(one, "story")}

    assert len({history for history, _ in places}) == len(places) == 15


def test_steps_that_nobody_wrote_are_listed(results: list[Result]) -> None:
    undefined = named(results, "Not written")[0]

    assert undefined["status"] == "broken"
    assert message(undefined) == (
        "not written yet:\n  When nobody wrote this (features/till.feature:42)\n"
        "  Then nor this (features/till.feature:43)"
    )


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("Switched off", "skipped", "Skipped: unconditional skip"),
        ("Closed", "skipped", "Skipped: no till today"),
        ("Known not to work", "skipped", "XFAIL"),
        ("Ambiguous", "broken", "fits more than one function"),
        ("By hand", "unknown", "Not run: only a person can check this"),
        ("features/broken.feature cannot be read", "broken", "this row has 2 cells, the first row has 1"),
    ],
)
def test_what_did_not_pass_says_why(results: list[Result], name: str, status: str, said: str) -> None:
    found = named(results, name)[0]

    assert found["status"] == status
    assert said in message(found)


def test_even_what_did_not_run_shows_its_steps(results: list[Result]) -> None:
    for name in ("Switched off", "By hand"):
        assert steps(named(results, name)[0]) == [
            ("skipped", "Given a basket of 2 books"),
            ("skipped", "Then the receipt shows 20 EUR"),
        ]


def test_a_scenario_that_a_module_binds_reads_like_any_other(results: list[Result]) -> None:
    (bound,) = named(results, "Bound to 3")

    assert bound["status"] == "passed"
    assert bound["parameters"] == [{"name": "count", "value": "3"}]
    assert bound["titlePath"] == ["T-5 Bound by a module"]


def test_an_ordinary_test_is_left_as_it_is(results: list[Result]) -> None:
    (ordinary,) = named(results, "test_an_ordinary_test")

    assert ordinary["titlePath"] == ["tests", "test_bound.py"]
    assert label(ordinary, "package") == "tests.test_bound"


def test_only_fixtures_of_the_project_are_shown_around_a_scenario(
    till: "SmallProject", results: list[Result]
) -> None:
    containers = [json.loads(file.read_text()) for file in (till.root / "ar").glob("*-container.json")]
    ordinary = {one["uuid"] for one in named(results, "test_an_ordinary_test")}
    shown = {
        each["name"]
        for container in containers
        if not ordinary.intersection(container["children"])
        for each in (*container.get("befores", []), *container.get("afters", []))
    }

    assert shown == {"shelf"}


@pytest.mark.parametrize(
    "word",
    ["sk_live", "hunter2", "abcdefghijk", "12345", "object at 0x", "site-packages", "src/storycontract"],
)
def test_neither_secrets_nor_machine_code_leak(till: "SmallProject", word: str) -> None:
    texts = [*iter_texts(till.root / "ar"), *iter_texts(till.root / "ar-stories")]

    assert texts
    assert [text for text in texts if word in text] == []


def test_no_path_of_this_machine_leaks(till: "SmallProject") -> None:
    texts = [*iter_texts(till.root / "ar"), *iter_texts(till.root / "ar-stories")]

    assert [text for text in texts if str(till.root) in text] == []


def test_each_story_is_one_result_that_says_its_verdict_and_why(
    till: "SmallProject", stories: dict[str, Result]
) -> None:
    status = {"done": "passed", "failing": "failed"}
    wanted = {entry["id"]: status.get(entry["verdict"], "broken") for entry in till.document["stories"]}

    assert {story_id: one["status"] for story_id, one in stories.items()} == wanted
    for entry in till.document["stories"]:
        said = message(stories[entry["id"]])
        assert said.startswith(entry["verdict_label"])
        assert [reason for reason in entry["reasons"] if reason["sentence"] not in said] == []


def test_a_story_shows_its_cases_with_their_steps(stories: dict[str, Result]) -> None:
    story = stories["T-1"]
    (thirteen,) = [step for step in story["steps"] if step["name"] == "T-1.1 Pay 13 books"]

    assert story["name"].startswith("T-1 Pay at the till: 2 of 11 scenarios fail")
    assert story["titlePath"] == ["Not working"]
    assert thirteen["statusDetails"]["message"].startswith("fails: AssertionError")
    assert steps(thirteen)[2] == ("failed", "Then the receipt shows 130 EUR")


def test_a_file_that_cannot_be_read_is_among_the_stories(stories: dict[str, Result]) -> None:
    broken = stories["features/broken.feature"]

    assert broken["status"] == "broken"
    assert message(broken).startswith("Not specified: this row has 2 cells")


def test_stories_are_grouped_by_verdict_worst_first(till: "SmallProject") -> None:
    found = [one["titlePath"][0] for one in read_results(till.root / "ar-stories")]
    categories = json.loads((till.root / "ar-stories" / "categories.json").read_text())

    assert found == ["Not working", "Not proven", "Not specified", "Not specified", "Done"]
    assert [each["name"] for each in categories] == [
        "Not working",
        "Not proven",
        "Not specified",
        "Not started",
    ]


@pytest.mark.parametrize("workers", [(), ("-n2",)], ids=["serial", "two workers"])
def test_stories_are_selected_by_id_and_the_others_are_unknown(
    small_project: "SmallProject",
    write_till: "Callable[[SmallProject], SmallProject]",
    workers: tuple[str, ...],
) -> None:
    write_till(small_project)

    run(small_project, "features", "--allure-stories=T-2", *workers)

    results = read_results(small_project.root / "ar")
    by_story = {(label(one, "story"), one["status"]) for one in results}
    assert by_story == {("T-2", "passed"), *((story, "unknown") for story in ("T-1", "T-3", "T-5"))}
    assert {message(one) for one in results if label(one, "story") == "T-3"} == {
        "Not run: left out by --allure-stories"
    }


def test_a_second_run_cleans_what_is_asked_for_and_nothing_else(small_project: "SmallProject") -> None:
    small_project.write_story("T-7")
    small_project.write("ar-stories/notes.txt", "mine")
    run(small_project, "features")

    run(small_project, "features", "--clean-alluredir")

    assert len(read_results(small_project.root / "ar")) == 1
    assert len(read_results(small_project.root / "ar-stories")) == 1
    assert (small_project.root / "ar-stories" / "notes.txt").read_text() == "mine"


def test_a_scenario_that_is_interrupted_has_not_passed(
    small_project: "SmallProject",
    write_till: "Callable[[SmallProject], SmallProject]",
    stop: "Callable[[Any, signal.Signals], Run]",
) -> None:
    write_till(small_project).write("features/wait.feature", WAITING)
    process = small_project.start("-p", "allure_pytest", "--alluredir=ar", "features/wait.feature")
    small_project.wait_for("waiting.flag")

    stop(process, signal.SIGINT)

    results = read_results(small_project.root / "ar")
    (waited,) = named(results, "Wait long")
    assert waited["status"] == "broken"
    assert "Cut off" in message(waited)
    assert "the run was interrupted" in message(named(results, "Many")[0])


def test_a_run_that_is_killed_leaves_no_stories_of_an_earlier_one(
    small_project: "SmallProject",
    write_till: "Callable[[SmallProject], SmallProject]",
    stop: "Callable[[Any, signal.Signals], Run]",
) -> None:
    write_till(small_project).write("features/wait.feature", WAITING)
    small_project.write("ar-stories/old-result.json", "{}")
    process = small_project.start("-p", "allure_pytest", "--alluredir=ar", "features/wait.feature")
    small_project.wait_for("waiting.flag")

    stop(process, signal.SIGKILL)

    assert list((small_project.root / "ar-stories").iterdir()) == []


def test_a_scenario_whose_worker_dies_is_told(
    small_project: "SmallProject", write_till: "Callable[[SmallProject], SmallProject]"
) -> None:
    write_till(small_project).write("features/wait.feature", WAITING)
    steps_text = STEPS.replace("time.sleep(60)", "os._exit(1)")
    small_project.write("steps/shop_steps.py", steps_text)

    run(small_project, "features/wait.feature", "-n1")

    (waited,) = named(read_results(small_project.root / "ar"), "Wait long")
    assert waited["status"] == "broken"
    assert message(waited).startswith("Cut off")


def test_cases_that_could_not_be_collected_are_unknown_and_say_so(
    small_project: "SmallProject", write_till: "Callable[[SmallProject], SmallProject]"
) -> None:
    write_till(small_project).write("tests/test_broken.py", "import a_module_that_does_not_exist\n")

    run(small_project, "features", "tests")

    results = read_results(small_project.root / "ar")
    assert {one["status"] for one in results} == {"unknown"}
    assert "could not be collected" in message(named(results, "Many")[0])
    assert len(read_results(small_project.root / "ar-stories")) == 5
