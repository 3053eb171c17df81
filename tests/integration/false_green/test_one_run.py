"""Ways to a false "Done" that one plain run of a project can hold: each is a story of its own here."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.integration.conftest import Run, SmallProject, Story

FEATURES = {
    "sound": """
        @story:SOUND
        Feature: Sound
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
    """,
    "typo": """
        @story:TYPO
        Feature: A typo in a keyword
          Scenario: Pay
            Givn a basket with a book
    """,
    "same_name": """
        @story:SAME-NAME
        Feature: Two scenarios of one name
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as sent
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
    """,
    "no_rows": """
        @story:NO-ROWS
        Feature: An outline with no rows
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
          Scenario Outline: Pay in parts
            Given a basket with a book
            When Ann pays
            Then the order is shown as <state>
            Examples:
              | state |
    """,
    "no_examples": """
        @story:NO-EXAMPLES
        Feature: An outline with no examples
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
          Scenario Outline: Pay in parts
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
    """,
    "no_scenario": """
        @story:NO-SCENARIO
        Feature: No scenario
    """,
    "undefined": """
        @story:UNDEFINED
        Feature: An undefined step
          Scenario: Pay
            Given a basket with a book
            When Ann pays with a shell
            Then the order is shown as paid
    """,
    "no_then": """
        @story:NO-THEN
        Feature: No outcome
          Scenario: Pay
            Given a basket with a book
            When Ann pays
    """,
    "skip": """
        @story:SKIP
        Feature: Switched off
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
          @skip
          Scenario: Pay again
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
    """,
    "xfail": """
        @story:XFAIL
        Feature: Expected to fail
          @xfail
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as sent
    """,
    "xpass": """
        @story:XPASS
        Feature: Expected to fail, and passing
          @xfail
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
    """,
    "does_not_parse": """
        @story:NO-PARSE
        Feature: Broken
          Scenario: Pay
            Given a basket with a book
            Whenn Ann pays
    """,
    "set_up": """
        @story:SET-UP
        Feature: No server
          @needs_server
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
    """,
    "tear_down": """
        @story:TEAR-DOWN
        Feature: A tear-down that fails
          @leaves_a_mess
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
    """,
    "second_step": """
        @story:SECOND-STEP
        Feature: The fixture of the second step fails
          Scenario: Pay
            Given a basket with a book
            When Ann pays on the till
            Then the order is shown as paid
    """,
    "one_row": """
        @story:ONE-ROW
        Feature: One row fails
          Scenario Outline: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as <state>
            Examples:
              | state |
              | paid  |
              | sent  |
    """,
    "two_tags": """
        @story:TWO-TAGS
        Feature: Two rows alike but for their tags
          Scenario Outline: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as <state>
            @ui
            Examples:
              | state |
              | paid  |
            @api @skip
            Examples:
              | state |
              | paid  |
    """,
    "two_browsers": """
        @story:TWO-BROWSERS
        Feature: Two browsers, one failing
          @in_browsers
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
    """,
    "final_report": """
        @story:FINAL-REPORT
        Feature: A failure that only the final report shows
          @soft_failure
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
    """,
    "hollow": """
        @story:HOLLOW
        Feature: An outcome that asserts nothing
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is printed
    """,
    "async": """
        @story:ASYNC
        Feature: A step that nobody awaits
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid later
    """,
    "hidden_async": """
        @story:HIDDEN-ASYNC
        Feature: A step that hands on what nobody awaits
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid in the end
    """,
    "dropped_async": """
        @story:DROPPED-ASYNC
        Feature: A step that forgets to await
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid at some time
    """,
    "ambiguous": """
        @story:AMBIGUOUS
        Feature: A step with two functions
          Scenario: Pay
            Given a basket with a book
            When Ann pays twice
            Then the order is shown as paid
    """,
    "star_first": """
        @story:STAR-FIRST
        Feature: A star as the first step
          Scenario: Pay
            * a basket with a book
            When Ann pays
            Then the order is shown as paid
    """,
    "and_first": """
        @story:AND-FIRST
        Feature: And as the first step
          Scenario: Pay
            And a basket with a book
            When Ann pays
            Then the order is shown as paid
    """,
    "but_first": """
        @story:BUT-FIRST
        Feature: But as the first step, failing later
          Scenario: Pay
            But a basket with a book
            When Ann pays
            Then the order is shown as sent
    """,
    "twice_1": """
        @story:TWICE
        Feature: One id
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
    """,
    "twice_2": """
        @story:twice
        Feature: The same id
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
    """,
    "exit": """
        @story:SYSTEM-EXIT
        Feature: A step that exits
          Scenario: Pay
            Given a basket with a book
            When Ann leaves the shop
            Then the order is shown as paid
    """,
    "skip_inside": """
        @story:SKIP-INSIDE
        Feature: A step that skips
          Scenario: Pay
            Given a basket with a book
            When Ann skips the till
            Then the order is shown as paid
    """,
    "xfail_inside": """
        @story:XFAIL-INSIDE
        Feature: A step that expects to fail
          Scenario: Pay
            Given a basket with a book
            When Ann is known to fail
            Then the order is shown as paid
    """,
    "generator": """
        @story:GENERATOR
        Feature: An outcome that is checked after a yield
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as sent after a while
    """,
    "no_parameter": """
        @story:NO-PARAMETER
        Feature: A parametrised fixture that nobody gave a parameter
          Scenario: Pay
            Given a basket with a book
            When Ann pays in some currency
            Then the order is shown as paid
    """,
    "swallowed": """
        @story:SWALLOWED
        Feature: A failure that a hook turns into a pass
          @swallow
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as sent
    """,
    "swallowed_tear_down": """
        @story:SWALLOWED-TEAR-DOWN
        Feature: A failing tear-down that a hook turns into a pass
          @swallow @leaves_a_mess
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
    """,
    "second_try": """
        @story:SECOND-TRY
        Feature: A hook tries a failed scenario again
          @second_try
          Scenario: Pay
            Given a basket with a book
            When Ann pays only the second time
            Then the order is shown as paid
    """,
    "not_executed": """
        @story:NOT-EXECUTED
        Feature: A hook stands in for the test
          @stand_in
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as sent
    """,
    "kept_async": """
        @story:KEPT-ASYNC
        Feature: A step keeps what nobody awaited
          Scenario: Pay
            Given a basket with a book
            When Ann asks for the receipt
            Then the receipt is there
    """,
    "hung_async": """
        @story:HUNG-ASYNC
        Feature: A step hangs up what nobody awaited
          Scenario: Pay
            Given a basket with a book
            When Ann hangs the receipt on a hook
            Then the receipt is on the hook
    """,
    "forgetful": """
        @story:FORGETFUL
        Feature: A tear-down forgets to await
          Scenario: Pay
            Given a basket with a book
            When Ann pays at the forgetful till
            Then the order is shown as paid
    """,
    "reworded": """
        @story:REWORDED
        Feature: A hook words a step anew
          @reword
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as sent
    """,
    "reworded_early": """
        @story:REWORDED-EARLY
        Feature: A hook words a step anew before all others
          @reword_early
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as sent
    """,
    "cleared": """
        @story:CLEARED
        Feature: A hook forgets what a tear-down raised
          @forget @leaves_a_mess
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as paid
    """,
    "shortened": """
        @story:SHORTENED
        Feature: A hook takes a step away
          @shorten
          Scenario: Pay
            Given a basket with a book
            When Ann pays
            Then the order is shown as sent
    """,
}

MORE_STEPS = """
import pytest
from pytest_bdd import given, then, when

@when("Ann pays on the till")
def pay_on_till(basket, till):
    basket.append("paid")

@then("the order is printed")
def is_printed(basket):
    print(basket)

@then("the order is shown as paid later")
async def is_paid_later(basket):
    assert basket[-1] == "sent"

async def _check(basket):
    assert basket[-1] == "sent"

@then("the order is shown as paid in the end")
def is_paid_in_the_end(basket):
    return _check(basket)

@then("the order is shown as paid at some time")
def is_paid_at_some_time(basket):
    _check(basket)

@when("Ann pays twice")
def pay_twice(basket):
    basket.append("paid")

@when("Ann pays twice")
def pay_twice_again(basket):
    basket.append("sent")

@when("Ann leaves the shop")
def leave():
    raise SystemExit(0)

@when("Ann skips the till")
def skip():
    pytest.skip("no till today")

@when("Ann is known to fail")
def known_to_fail():
    pytest.xfail("since May")

async def _fetch():
    raise RuntimeError("no receipt")

@when("Ann asks for the receipt", target_fixture="receipt")
def ask_for_receipt():
    return _fetch()

@then("the receipt is there")
def receipt_is_there(receipt):
    assert receipt

@pytest.fixture
def hook():
    return {}

@when("Ann hangs the receipt on a hook")
def hang_receipt(hook):
    hook["receipt"] = _fetch()

@then("the receipt is on the hook")
def receipt_is_on_hook(hook):
    assert hook["receipt"]

@pytest.fixture
def forgetful_till():
    yield
    _fetch()

@when("Ann pays at the forgetful till")
def pay_at_forgetful_till(basket, forgetful_till):
    basket.append("paid")

@then("the order is shown as sent after a while")
def is_sent_after(basket):
    yield
    assert basket[-1] == "sent"

@when("Ann pays in some currency")
def pay_in(basket, request):
    basket.append(request.getfixturevalue("currency"))

TRIES = []

@when("Ann pays only the second time")
def pay_second_time(basket):
    TRIES.append(1)
    assert len(TRIES) > 1
    basket.append("paid")
"""

CONFTEST = """
import pytest

@pytest.fixture(autouse=True)
def server(request):
    if request.node.get_closest_marker("needs_server"):
        raise ConnectionError("nobody listens")

@pytest.fixture(autouse=True)
def mess(request):
    yield
    if request.node.get_closest_marker("leaves_a_mess"):
        raise OSError("cannot tidy up")

@pytest.fixture(autouse=True)
def browser(request):
    name = getattr(request, "param", None)
    yield name

@pytest.fixture
def till(basket):
    raise ConnectionError("the till is off")

@pytest.fixture(params=["EUR", "USD"])
def currency(request):
    return request.param

def pytest_generate_tests(metafunc):
    if metafunc.definition.get_closest_marker("in_browsers"):
        metafunc.parametrize("browser", ["chromium", "firefox"], indirect=True)

def pytest_bdd_before_step_call(request, step):
    if step.name == "Ann pays" and getattr(request.node, "callspec", None):
        assert request.node.callspec.params["browser"] != "firefox", "no button in firefox"

@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.when == "call" and item.get_closest_marker("soft_failure"):
        report.outcome = "failed"
        report.longrepr = "2 soft checks failed"
    if item.get_closest_marker("swallow"):
        report.outcome = "passed"
        report.longrepr = None
    return report

@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    try:
        return (yield)
    except AssertionError:
        if not item.get_closest_marker("second_try"):
            raise
        item.runtest()

@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem):
    return True if pyfuncitem.get_closest_marker("stand_in") else None

@pytest.hookimpl(wrapper=True)
def pytest_bdd_before_scenario(request, scenario):
    if request.node.get_closest_marker("shorten"):
        del scenario.steps[2:]
    if request.node.get_closest_marker("reword"):
        scenario.steps[2].name = "the order is shown as paid"
    return (yield)

class Early:
    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_before_scenario(self, request, scenario):
        if request.node.get_closest_marker("reword_early"):
            scenario.steps[2].name = "the order is shown as paid"

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item, call):
        if item.get_closest_marker("forget"):
            call.excinfo = None
        return (yield)

def pytest_collection_modifyitems(config):
    config.pluginmanager.register(Early())
"""

# By item of the design's list: the story, its verdict, and the reason that must be given for it.
EXPECTED = {
    "a typo that leaves a scenario of no steps": ("TYPO", "unspecified", "empty-scenario", "has no step"),
    "two scenarios of one name": (
        "SAME-NAME",
        "unspecified",
        "duplicate-scenario-name",
        "two scenarios have one name: `Pay` is also in line 4",
    ),
    "an outline with no rows": ("NO-ROWS", "unspecified", "outline-without-examples", "no examples row"),
    "an outline with no Examples": (
        "NO-EXAMPLES",
        "unspecified",
        "outline-without-examples",
        "no examples row",
    ),
    "a feature with no scenario": (
        "NO-SCENARIO",
        "unspecified",
        "feature-without-scenarios",
        "feature has no scenario",
    ),
    "an undefined step": ("UNDEFINED", "unstarted", "undefined", "1 scenario needs a step written"),
    "a scenario with no Then": ("NO-THEN", "unspecified", "scenario-missing-then", "promises no outcome"),
    "a skip typed in a feature file": ("SKIP", "unproven", "skipped", "1 scenario is switched off"),
    "an xfail typed in a feature file": (
        "XFAIL",
        "unproven",
        "known-failing",
        "1 scenario is known not to work",
    ),
    "an xfail that passes": ("XPASS", "unproven", "fixed-unnoticed", "marked as expected to fail"),
    "a parse error in one file": (
        "features/does_not_parse.feature",
        "unspecified",
        "syntax-error",
        "`Whenn Ann pays` cannot stand here",
    ),
    "an error in a fixture's set-up": (
        "SET-UP",
        "unproven",
        "error",
        "1 scenario could not be tried: ConnectionError: nobody listens",
    ),
    "an error in a fixture's tear-down": ("TEAR-DOWN", "failing", "failed", "its only scenario fails"),
    "an error in a fixture of the second step": (
        "SECOND-STEP",
        "failing",
        "failed",
        "its only scenario fails",
    ),
    "a row that fails while its sibling passes": (
        "ONE-ROW",
        "failing",
        "failed",
        "1 of 2 scenarios fails",
    ),
    "two rows alike but for their tags, one skipped": (
        "TWO-TAGS",
        "unproven",
        "skipped",
        "1 scenario is switched off",
    ),
    "two browsers, one failing": ("TWO-BROWSERS", "failing", "failed", "its only scenario fails"),
    "a failure that only the final report shows": (
        "FINAL-REPORT",
        "failing",
        "failed",
        "its only scenario fails",
    ),
    "an outcome that asserts nothing": (
        "HOLLOW",
        "unproven",
        "hollow",
        "1 scenario passes without checking anything",
    ),
    "an async step nobody awaited": (
        "ASYNC",
        "unstarted",
        "error",
        "has an async function, which nobody awaits: steps/more_steps.py:",
    ),
    "a step that returns what nobody awaited": (
        "HIDDEN-ASYNC",
        "unproven",
        "error",
        "nobody awaited `_check`: it was never run",
    ),
    "a call in a step that nobody awaited": (
        "DROPPED-ASYNC",
        "unproven",
        "error",
        "nobody awaited `_check`: it was never run",
    ),
    "a step with two functions": ("AMBIGUOUS", "unstarted", "error", "fits more than one function"),
    "But as the first step of what fails": ("BUT-FIRST", "failing", "failed", "its only scenario fails"),
    "an id used twice": ("TWICE", "unspecified", "story-id-duplicate", "is used again at"),
    "an id used twice, in other letters": ("twice", "unspecified", "story-id-duplicate", "is used again at"),
    "a step that exits with 0": ("SYSTEM-EXIT", "failing", "failed", "its only scenario fails"),
    "a step that skips": ("SKIP-INSIDE", "unproven", "skipped", "1 scenario is switched off"),
    "a step that expects to fail": (
        "XFAIL-INSIDE",
        "unproven",
        "known-failing",
        "1 scenario is known not to work",
    ),
    "an outcome checked after a yield": ("GENERATOR", "failing", "failed", "its only scenario fails"),
    "a parametrised fixture without a parameter": (
        "NO-PARAMETER",
        "failing",
        "failed",
        "its only scenario fails",
    ),
    "a hook that turns a failure into a pass": ("SWALLOWED", "failing", "failed", "its only scenario fails"),
    "a hook that turns a failing tear-down into a pass": (
        "SWALLOWED-TEAR-DOWN",
        "failing",
        "failed",
        "its only scenario fails",
    ),
    "a hook that tries a failed scenario again": (
        "SECOND-TRY",
        "unproven",
        "flaky",
        "passes only sometimes",
    ),
    "a hook that stands in for the test": (
        "NOT-EXECUTED",
        "unproven",
        "error",
        "reported as passed, but only 0 of 3 steps were executed",
    ),
    "a hook that takes a step away": (
        "SHORTENED",
        "unproven",
        "error",
        "reported as passed, but only 2 of 3 steps were executed",
    ),
    "a coroutine kept in a fixture": (
        "KEPT-ASYNC",
        "unproven",
        "error",
        "nobody awaited `_fetch`: it was never run",
    ),
    "a coroutine kept anywhere": (
        "HUNG-ASYNC",
        "unproven",
        "error",
        "nobody awaited `_fetch`: it was never run",
    ),
    "a hook that words a step anew": (
        "REWORDED",
        "unproven",
        "error",
        "was run where the story says `the order is shown as sent`: a hook changed it",
    ),
    "a hook that words a step anew before all others": (
        "REWORDED-EARLY",
        "unproven",
        "error",
        "was run where the story says `the order is shown as sent`: a hook changed it",
    ),
    "a hook that forgets what a tear-down raised": (
        "CLEARED",
        "failing",
        "failed",
        "its only scenario fails",
    ),
}


@pytest.fixture(scope="module")
def project(make_project: "Callable[[str], SmallProject]") -> "SmallProject":
    project = make_project("one-run")
    for name, text in FEATURES.items():
        project.write(f"features/{name}.feature", text)
    project.write("steps/more_steps.py", MORE_STEPS)
    project.write("conftest.py", CONFTEST)
    return project


@pytest.fixture(scope="module")
def run(project: "SmallProject") -> "Run":
    return project.pytest("features", "-ra")


@pytest.fixture(scope="module")
def stories(project: "SmallProject", run: "Run") -> "dict[str, Story]":
    assert run.exit_code == 1, run.output
    return project.stories


@pytest.mark.parametrize(("story_id", "verdict", "code", "sentence"), EXPECTED.values(), ids=EXPECTED)
def test_not_done_because_of(
    stories: "dict[str, Story]", story_id: str, verdict: str, code: str, sentence: str
) -> None:
    story = stories[story_id]

    assert story.verdict == verdict
    assert sentence in story.reasons[code]


def test_every_other_story_is_done(stories: "dict[str, Story]") -> None:
    named = {expected[0] for expected in EXPECTED.values()}

    others = {story_id: story.verdict for story_id, story in stories.items() if story_id not in named}

    assert others == dict.fromkeys(("SOUND", "STAR-FIRST", "AND-FIRST", "FORGETFUL"), "done")


@pytest.mark.parametrize(
    "line",
    [
        "features/does_not_parse.feature:6:13: `Whenn Ann pays` cannot stand here [syntax-error]",
        "2 scenarios are called `Pay`: features/same_name.feature:4 and features/same_name.feature:8",
        "1 step not written yet:",
    ],
)
def test_pytest_says_what_is_wrong(run: "Run", line: str) -> None:
    assert line in run.output


def test_what_pytest_calls_a_pass_is_counted_as_it_ever_was(run: "Run") -> None:
    assert "features/hollow.feature . " in run.output
    assert "features/hidden_async.feature . " in run.output
    assert "features/xpass.feature X " in run.output
