"""Each value of a parametrised fixture that steps need is a variant of the case, an item of its own."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.integration.conftest import Run, SmallProject

FEATURES = {
    "direct": """
        @story:DIRECT
        Feature: A step names the fixture
          Scenario: Pay
            Given a basket with a book
            When Ann pays in a currency
            Then the order is shown as paid
    """,
    "rows": """
        @story:ROWS
        Feature: Rows and values
          Rule: Every fixture may be of class scope
            Scenario Outline: Pay
              Given a basket with a book
              When Ann pays in a lane
              Then the order is shown as <state>
              Examples:
                | state |
                | paid  |
    """,
    "plain": """
        @story:PLAIN
        Feature: Nothing has several values
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
    """,
    "given": """
        @story:GIVEN
        Feature: A step gives the value itself
          Scenario: Pay
            Given a currency of her own
            And a basket with a book
            When Ann pays in a currency
            Then the order is shown as paid
    """,
    "generated": """
        @story:GENERATED
        Feature: A conftest makes the values
          Scenario: Pay
            Given a basket with a book
            When Ann pays at a till
            Then the order is shown as paid
    """,
    "near/overridden": """
        @story:OVERRIDDEN
        Feature: A nearer conftest has other values
          Scenario: Pay
            Given a basket with a book
            When Ann pays in a currency
            Then the order is shown as paid
    """,
    "auto/automatic": """
        @story:AUTOMATIC
        Feature: A fixture that every scenario below gets
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
    """,
}
STEPS = """
from pathlib import Path

import pytest
from pytest_bdd import given, then, when

LOG = Path(__file__).parent.parent / "reports" / "log.txt"

def log(word):
    with LOG.open("a") as file:
        file.write(word + "\\n")

@pytest.fixture(params=["EUR", "USD"], scope="session")
def currency(request):
    log(f"currency {request.param}")
    return request.param

@pytest.fixture
def purse(currency):
    return currency

@pytest.fixture(params=[1, 2], scope="class")
def lane(request):
    return request.param

@pytest.fixture
def shelf():
    log("shelf")

@given("a basket with a book", target_fixture="basket")
def basket(shelf):
    log("basket")
    return ["book"]

@given("a currency of her own", target_fixture="currency")
def own_currency():
    return "own"

@when("Ann pays in a currency")
def pay_in_currency(basket, purse):
    assert purse != "broken"
    basket.append("paid")

@when("Ann pays in a lane")
def pay_in_lane(basket, lane):
    basket.append("paid" if lane in (1, 2) else "lost")

@when("Ann pays at a till")
def pay_at_till(basket, till, clerk):
    basket.append("paid" if (till, clerk) else "lost")

@when("Ann pays")
def pay(basket):
    basket.append("paid")

@pytest.fixture
def roll():
    log("roll")

@then("the order is shown as paid")
def is_paid(basket, roll):
    assert basket[-1] == "paid"
"""
CONFTEST = """
import pytest

@pytest.fixture
def till(request):
    return request.param

@pytest.fixture
def clerk():
    return "nobody"

def pytest_generate_tests(metafunc):
    if "till" in metafunc.fixturenames:
        metafunc.parametrize("till", ["north", "south"], indirect=True)
    if "clerk" in metafunc.fixturenames:
        metafunc.parametrize("clerk", ["Bo"])
"""
OVERRIDE = """
import pytest

@pytest.fixture(params=["GBP"])
def currency(request):
    return request.param
"""
AUTOMATIC = """
import pytest

@pytest.fixture(params=["day", "night"], autouse=True)
def time_of_day(request):
    return request.param
"""
# What an editor's test adapter does with each item, reduced to where it depends on parameters.
EDITOR = """
def pytest_sessionfinish(session):
    for item in session.items:
        if hasattr(item, "callspec"):
            stem = item.nodeid.rsplit("::", 1)[0]
            stem.rsplit(".py", 1)[1]
    print(f"the editor lists {len(session.items)} tests")
"""


def write_shop(project: "SmallProject") -> None:
    project.write("steps/shop_steps.py", STEPS)
    project.write("conftest.py", CONFTEST)
    project.write("features/near/conftest.py", OVERRIDE)
    project.write("features/auto/conftest.py", AUTOMATIC)
    for name, text in FEATURES.items():
        project.write(f"features/{name}.feature", text)


@pytest.fixture(scope="module")
def shop(make_project: Callable[[str], "SmallProject"]) -> "SmallProject":
    project = make_project("shop")
    write_shop(project)
    return project


@pytest.fixture(scope="module")
def first_run(shop: "SmallProject") -> "Run":
    return shop.pytest("features")


def variants_of(project: "SmallProject", story_id: str) -> list[str]:
    entry = project.stories[story_id].entry
    (case,) = (case for criterion in entry["criteria"] for case in criterion["cases"])
    return sorted(attempt["variant"] for attempt in case["attempts"])


@pytest.mark.parametrize(
    ("story_id", "variants"),
    [
        pytest.param("DIRECT", ["[EUR]", "[USD]"], id="through another fixture"),
        pytest.param("ROWS", ["[1]", "[2]"], id="of class scope, below a rule"),
        pytest.param("PLAIN", [""], id="no parameter"),
        pytest.param("GIVEN", [""], id="a step gives the value"),
        pytest.param("GENERATED", ["[north-Bo]", "[south-Bo]"], id="pytest_generate_tests"),
        pytest.param("OVERRIDDEN", ["[GBP]"], id="overridden in a conftest"),
        pytest.param("AUTOMATIC", ["[day]", "[night]"], id="autouse"),
    ],
)
@pytest.mark.usefixtures("first_run")
def test_each_value_is_a_variant_and_all_of_them_are_needed(
    shop: "SmallProject", story_id: str, variants: list[str]
) -> None:
    assert variants_of(shop, story_id) == variants
    assert shop.stories[story_id].verdict == "done"


def test_a_value_shows_in_the_name_of_the_test(shop: "SmallProject", first_run: "Run") -> None:
    assert first_run.exit_code == 0

    chosen = shop.pytest("features/direct.feature::Pay[USD]", "-v")

    assert "features/direct.feature::Pay[USD] PASSED" in chosen.output
    assert "1 passed" in chosen.output


def test_fixtures_are_set_up_when_the_steps_ask_for_them(small_project: "SmallProject") -> None:
    write_shop(small_project)

    small_project.pytest("features/direct.feature", "features/plain.feature")

    words = (small_project.root / "reports" / "log.txt").read_text(encoding="utf-8").split("\n")[:-1]
    in_euro = ["shelf", "basket", "currency EUR", "roll"]
    in_dollar = ["shelf", "basket", "currency USD", "roll"]
    assert words == [*in_euro, *in_dollar, "shelf", "basket", "roll"]


def test_a_story_with_one_failing_variant_is_not_done(small_project: "SmallProject") -> None:
    write_shop(small_project)
    small_project.write("steps/shop_steps.py", STEPS.replace('["EUR", "USD"]', '["EUR", "broken"]'))

    small_project.pytest("features/direct.feature")

    assert small_project.stories["DIRECT"].verdict == "failing"


def test_a_story_with_a_variant_that_never_ran_is_not_done(small_project: "SmallProject") -> None:
    write_shop(small_project)

    small_project.pytest("features/direct.feature", "-k", "EUR")

    assert small_project.stories["DIRECT"].verdict == "unproven"
    assert small_project.stories["DIRECT"].cases == ("not-run",)


def test_workers_agree_on_the_variants(small_project: "SmallProject") -> None:
    write_shop(small_project)

    run = small_project.pytest("features/direct.feature", "-n2")

    assert "2 passed" in run.output
    assert small_project.stories["DIRECT"].verdict == "done"


def test_an_editor_that_looks_for_python_files_can_list_variants(small_project: "SmallProject") -> None:
    write_shop(small_project)
    small_project.write("conftest.py", CONFTEST + EDITOR)

    listed = small_project.pytest("--collect-only", "-s", "features")
    run = small_project.pytest("-s", "features/direct.feature")

    assert "the editor lists 11 tests" in listed.output
    assert "IndexError" not in listed.output
    # The re-enactment does break where items keep their parameters.
    assert "IndexError" in run.output


def test_a_binding_module_of_the_user_keeps_its_items(small_project: "SmallProject") -> None:
    write_shop(small_project)
    binding = "from pytest_bdd import scenarios\nfrom steps.shop_steps import *\n"
    small_project.write("test_pay.py", binding + 'scenarios("features/plain.feature")\n')

    run = small_project.pytest("test_pay.py", "--collect-only", "-q")

    assert "test_pay.py::test_pay\n" in run.output
