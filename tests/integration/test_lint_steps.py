"""`storycontract lint` looks at step definitions where there are some, without importing them."""

from pathlib import Path

import pytest

from storycontract.cli.main import run

RULES = (
    "undefined-step,ambiguous-step,unused-step-definition,step-asserts-nothing,when-step-asserts,"
    "given-then-share-implementation"
)
FEATURE = """\
Feature: Pay
  Scenario: Paying by card confirms the order
    When Ann pays 20 EUR
    Then the order is confirmed

  @manual
  Scenario: A receipt comes by post
    When Ann pays 20 EUR
    Then a letter arrives within 3 days
"""
PAYS = """\
from pytest_bdd import given, parsers, then, when

raise RuntimeError("nobody is to import this")

@when(parsers.parse("Ann pays {amount:d} EUR"))
def pay(amount): ...
"""
CONFIRMED = '\n@then("the order is confirmed")\ndef confirmed(order):\n    assert order.is_confirmed\n'
NEARLY = CONFIRMED.replace("order is", "orders are")
OTHER = """\
Feature: Post
  Scenario: A letter gets its stamp
    When Bob weighs 20 g
    Then Bob sees a stamp of 2 EUR
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write("pyproject.toml", "[tool.storycontract]\n")
    write("features/shop/pay.feature", FEATURE)
    return tmp_path


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def lint(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    run(["lint", "--select", RULES, "--output-format", "github", *arguments])
    return capsys.readouterr().out.splitlines()


def names(lines: list[str]) -> list[tuple[str, str]]:
    parts = [
        dict(part.split("=", 1) for part in line.split(" ", 1)[1].split("::")[0].split(",")) for line in lines
    ]
    return [(part["title"], f"{part['file']}:{part['line']}") for part in parts]


def test_a_project_whose_steps_all_run_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    write("steps/pay_steps.py", PAYS + CONFIRMED)

    assert lint(capsys) == []


def test_a_project_without_step_files_hears_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint(capsys) == []


def test_step_files_of_another_runner_are_let_be(capsys: pytest.CaptureFixture[str]) -> None:
    write("features/steps/pay.py", "from behave import when\n@when('x')\ndef _(context): ...\n")

    assert lint(capsys) == []


def test_a_step_that_nothing_runs_is_said_with_what_comes_close(capsys: pytest.CaptureFixture[str]) -> None:
    write("steps/pay_steps.py", PAYS + CONFIRMED.replace("is confirmed", "was confirmed"))

    found = lint(capsys)

    assert names(found)[0] == ("undefined-step", "features/shop/pay.feature:4")
    assert "did you mean `the order was confirmed` (steps/pay_steps.py:8)" in found[0]


@pytest.mark.parametrize(
    "place",
    [
        "steps/more.py",
        "features/shop/steps/more.py",
        "features/conftest.py",
        "conftest.py",
        "tests/test_pay.py",
    ],
)
def test_each_place_of_step_definitions_is_looked_at(place: str, capsys: pytest.CaptureFixture[str]) -> None:
    write("steps/pay_steps.py", PAYS + NEARLY)
    write(place, "from pytest_bdd import then\n" + CONFIRMED)

    assert "undefined-step" not in [name for name, _ in names(lint(capsys))]


def test_modules_that_conftest_names_as_plugins_are_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    write("steps/pay_steps.py", PAYS + NEARLY)
    write("conftest.py", 'pytest_plugins = ["shop.bdd"]\n')
    write("shop/bdd.py", "from pytest_bdd import then\n" + CONFIRMED)

    assert "undefined-step" not in [name for name, _ in names(lint(capsys))]


@pytest.mark.parametrize("line", ['pytest_plugins = ["shop.bdd"]', "from shop.bdd import *"])
def test_what_a_conftest_elsewhere_brings_is_looked_at(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    write("steps/pay_steps.py", PAYS + NEARLY)
    write("tests/conftest.py", f"{line}\n")
    write("shop/bdd.py", "from pytest_bdd import then\n" + CONFIRMED)

    assert [name for name, _ in names(lint(capsys))] == ["unused-step-definition"]


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("shop.bdd", "shop/bdd.py"),
        ("shop.bdd", "src/shop/bdd.py"),
        ("bdd", "bdd/__init__.py"),
        ("..bdd", "bdd.py"),
    ],
)
def test_modules_that_everything_is_imported_from_are_looked_at(
    written: str, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write("steps/pay_steps.py", f"from {written} import *\n{PAYS}{NEARLY}")
    write(place, "from pytest_bdd import then\n" + CONFIRMED)

    assert [name for name, _ in names(lint(capsys))] == ["unused-step-definition"]


def test_nothing_is_undefined_while_everything_of_a_strange_module_is_imported(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("steps/pay_steps.py", PAYS + NEARLY)
    before = [name for name, _ in names(lint(capsys))]
    write("steps/pay_steps.py", f"from elsewhere.steps import *\n{PAYS}{NEARLY}")
    with_stranger = [name for name, _ in names(lint(capsys))]
    write("steps/pay_steps.py", f"from math import *\n{PAYS}{NEARLY}")

    assert "undefined-step" in before
    assert "undefined-step" not in with_stranger
    assert [name for name, _ in names(lint(capsys))] == before


def test_nothing_is_undefined_while_a_pattern_cannot_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    write(
        "steps/pay_steps.py",
        PAYS + "\nimport shop\n@then(shop.CONFIRMED)\ndef confirmed(order): ...\n" + NEARLY,
    )

    assert "undefined-step" not in [name for name, _ in names(lint(capsys))]


def test_what_a_step_file_has_wrong_is_shown_in_that_file(capsys: pytest.CaptureFixture[str]) -> None:
    write("steps/pay_steps.py", PAYS + CONFIRMED.replace("assert order.is_confirmed", "pass"))

    assert names(lint(capsys)) == [("step-asserts-nothing", "steps/pay_steps.py:8")]


def test_two_functions_as_near_as_each_other_are_ambiguous(capsys: pytest.CaptureFixture[str]) -> None:
    write("steps/pay_steps.py", PAYS + CONFIRMED)
    write("steps/more_steps.py", "from pytest_bdd import then\n" + CONFIRMED)

    assert names(lint(capsys)) == [("ambiguous-step", "features/shop/pay.feature:4")]


def test_a_nearer_definition_overrides_another(capsys: pytest.CaptureFixture[str]) -> None:
    write("steps/pay_steps.py", PAYS + CONFIRMED)
    write("features/shop/steps/pay_steps.py", "from pytest_bdd import then\n" + CONFIRMED)

    assert lint(capsys) == []


def test_an_unused_definition_is_looked_for_only_among_all_features(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("steps/pay_steps.py", PAYS + CONFIRMED + '\n@given("an order")\ndef order(): ...\n')
    write("features/post.feature", OTHER)

    assert names(lint(capsys)) == [("unused-step-definition", "steps/pay_steps.py:12")]
    assert names(lint(capsys, "features")) == [("unused-step-definition", "steps/pay_steps.py:12")]
    assert lint(capsys, "features/shop/pay.feature") == []


def test_a_definition_for_a_manual_scenario_is_in_use(capsys: pytest.CaptureFixture[str]) -> None:
    post = '\n@then("a letter arrives within 3 days")\ndef arrives(letter):\n    assert letter\n'
    write("steps/pay_steps.py", PAYS + CONFIRMED + post)

    assert lint(capsys) == []


def test_a_change_of_a_step_file_alone_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    write("steps/pay_steps.py", PAYS + CONFIRMED)
    before = lint(capsys)
    write("steps/pay_steps.py", PAYS + CONFIRMED.replace("assert order.is_confirmed", "print(order)"))

    assert (before, [name for name, _ in names(lint(capsys))]) == ([], ["step-asserts-nothing"])


def test_what_may_be_overridden_nearer_is_not_ambiguous(capsys: pytest.CaptureFixture[str]) -> None:
    write("steps/pay_steps.py", PAYS + CONFIRMED)
    write("steps/more_steps.py", "from pytest_bdd import then\n" + CONFIRMED)
    write(
        "features/shop/steps/pay.py",
        "import shop\nfrom pytest_bdd import then\n@then(shop.X)\ndef _(): ...\n",
    )

    assert lint(capsys) == []


def test_a_step_that_is_not_written_yet_is_let_be(capsys: pytest.CaptureFixture[str]) -> None:
    write("steps/pay_steps.py", PAYS)

    assert lint(capsys) == []


def test_a_mended_step_function_leaves_its_baseline_entry_open(capsys: pytest.CaptureFixture[str]) -> None:
    write(
        "features/shop/pay.feature",
        FEATURE.replace("Pay\n", "Pay\n  As a shopper I want to pay so that I read\n"),
    )
    write("steps/pay_steps.py", PAYS + CONFIRMED.replace("assert order.is_confirmed", "pass"))
    run(["lint", "--write-baseline"])
    write("steps/pay_steps.py", PAYS + CONFIRMED)
    capsys.readouterr()

    run(["lint"])

    assert "the baseline still holds `step-asserts-nothing`" in capsys.readouterr().out.replace("\n  ", " ")


def test_a_manual_step_needs_no_definition(capsys: pytest.CaptureFixture[str]) -> None:
    write(
        "features/shop/pay.feature",
        FEATURE.replace("a letter arrives within 3 days", "the orders are confirmed"),
    )
    write("steps/pay_steps.py", PAYS + CONFIRMED)

    assert lint(capsys) == []


ASSERTS_NOTHING = '\n@then("the order is confirmed")\ndef confirmed(order): ...\n'
IGNORED = "\n# storycontract: ignore[step-asserts-nothing] -- it opens only confirmed orders"
WITH_COMMENTS = f"{RULES},stale-suppression,suppression-without-reason"


def lint_with_comments(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, str]]:
    run(["lint", "--select", WITH_COMMENTS, "--output-format", "github", *arguments])
    return names(capsys.readouterr().out.splitlines())


def test_a_comment_above_a_step_function_silences_what_is_said_about_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("steps/shop_steps.py", PAYS + ASSERTS_NOTHING)
    before = lint_with_comments(capsys)
    write("steps/shop_steps.py", PAYS + IGNORED + ASSERTS_NOTHING)

    assert before == [("step-asserts-nothing", "steps/shop_steps.py:8")]
    assert lint_with_comments(capsys) == []


def test_a_comment_holds_for_the_next_step_function_alone(capsys: pytest.CaptureFixture[str]) -> None:
    write("steps/shop_steps.py", PAYS.replace("@when", f"{IGNORED.strip()}\n@when") + ASSERTS_NOTHING)

    assert lint_with_comments(capsys) == [
        ("stale-suppression", "steps/shop_steps.py:5"),
        ("step-asserts-nothing", "steps/shop_steps.py:9"),
    ]


def test_a_comment_in_a_step_file_needs_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    write("steps/shop_steps.py", PAYS + IGNORED.partition(" --")[0] + ASSERTS_NOTHING)

    assert lint_with_comments(capsys) == [
        ("suppression-without-reason", "steps/shop_steps.py:8"),
        ("step-asserts-nothing", "steps/shop_steps.py:9"),
    ]


def test_what_only_all_features_can_tell_is_not_called_stale(capsys: pytest.CaptureFixture[str]) -> None:
    write("steps/shop_steps.py", PAYS + IGNORED + CONFIRMED)
    write("features/post.feature", OTHER)

    assert lint_with_comments(capsys, "features/shop") == []
    assert lint_with_comments(capsys) == [("stale-suppression", "steps/shop_steps.py:8")]


def test_what_looks_like_a_comment_in_a_text_silences_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    write("steps/shop_steps.py", f'{PAYS}\nTEXT = """{IGNORED}"""{ASSERTS_NOTHING}')

    assert [rule for rule, _ in lint_with_comments(capsys)] == ["step-asserts-nothing"]


def test_a_step_file_with_a_finding_is_one_of_the_files(capsys: pytest.CaptureFixture[str]) -> None:
    write("steps/pay_steps.py", PAYS + CONFIRMED + '\n@then("nobody asks")\ndef nobody(): assert False\n')

    run(["lint", "--select", RULES])

    assert "1 finding in 1 of 2 files: " in capsys.readouterr().out
