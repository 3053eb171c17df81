from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest

from storycontract.contract.step import StepKind
from storycontract.pytest_plugin.step_lookup import StepLookup, StepResolution, install_step_lookup

INSTALL = """
    import importlib
    from pathlib import Path
    import pytest
    from pytest_bdd import given, parsers, step, then, when
    from storycontract.pytest_plugin.step_lookup import install_step_lookup

    scenario_module = importlib.import_module("pytest_bdd.scenario")
    NATIVE = scenario_module.find_fixturedefs_for_step
    HERE = Path(__file__).parent

    def pytest_configure(config):
        config.lookup = install_step_lookup(config, enabled=not (HERE / "index_off").exists())

    def pytest_unconfigure(config):
        config.lookup.uninstall()

    def pytest_bdd_before_step_call(step, step_func, step_func_args):
        with (HERE / "ran.txt").open("a") as ran:
            ran.write(f"{step.name} | {step_func.__module__}.{step_func.__qualname__} | {step_func_args}\\n")
"""

MIXED_FEATURE = """
    Feature: Mixed
      Background:
        Given a basket

      Scenario: Overridden in a nearer conftest
        When I add 2 apples
        Then there are 2 apples
        And THE BASKET IS FINE

      Scenario: One function for every kind
        Given it happens
        When it happens
        Then it happens
        And it happens

      Scenario: A table, a text and a fixture
        When I read
          | a | b |
          | 1 | 2 |
        And I note
          \"\"\"
          words
          \"\"\"
        Then the notes are kept

      Scenario: Undefined
        When nobody wrote this
        Then it happens

      Scenario: Asynchronous
        When it takes a while

      Scenario: Two definitions of one text
        When it is said twice

      Scenario: A definition that fails
        Then it fails

      Scenario: A definition that skips
        Then it is skipped

      Scenario: A generator
        When it is set up and taken down

      Scenario Outline: Rows
        When I add <count> <fruit>
        Then there are <count> <fruit>

        Examples:
          | count | fruit |
          | 1     | pears |
          | x     | pears |
"""

ROOT_STEPS = """
    @given("a basket", target_fixture="basket")
    def basket():
        return {}

    @when(parsers.parse("I add {count:d} {fruit}"), target_fixture="basket")
    def add(basket, count, fruit):
        return {**basket, fruit: count}

    @then(parsers.re(r"there are (?P<count>\\d+) (?P<fruit>\\w+)"), converters={"count": int})
    def there_are(basket, count, fruit):
        assert basket == {fruit: count}

    @then(parsers.parse("the basket is fine"))
    def fine(basket):
        assert basket

    @step("it happens")
    def it_happens(request):
        request.getfixturevalue("tmp_path")

    @when("it takes a while")
    def wait():
        assert False, "overridden nearer to the feature"

    @pytest.fixture
    def notes():
        return []

    @when("I read", target_fixture="notes")
    def read(datatable, notes):
        return [*notes, *datatable]

    @when(parsers.cfparse("I note"))
    def note(notes, docstring):
        notes.append(docstring)

    @then("the notes are kept")
    def kept(notes):
        assert notes == [["a", "b"], ["1", "2"], "words"]

    @when("it is said twice")
    def first():
        pass

    @when(parsers.re("it is (said|told) twice"))
    def second():
        pass

    @then("it fails")
    def it_fails():
        assert 1 == 2

    @then("it is skipped")
    def it_is_skipped():
        pytest.skip("on purpose")

    @when("it is set up and taken down")
    def set_up(request):
        yield
"""

NEAR_STEPS = """
    from pytest_bdd import given, parsers, then, when

    @when(parsers.parse("I add {count:d} apples"), target_fixture="basket")
    def add_apples(basket, count):
        return {"apples": count}

    @when("it takes a while")
    async def wait():
        pass
"""


@pytest.fixture
def mixed_project(pytester: pytest.Pytester) -> pytest.Pytester:
    pytester.makeini("[pytest]\nfilterwarnings =\n    ignore")
    pytester.makeconftest(INSTALL + ROOT_STEPS)
    near = pytester.mkdir("near")
    pytester.makefile(".feature", **{"near/mixed": MIXED_FEATURE, "mixed": MIXED_FEATURE})
    pytester.makepyfile(**{"near/conftest": NEAR_STEPS, "near/test_near": BIND_NEAR, "test_root": BIND_ROOT})
    assert near.is_dir()
    return pytester


BIND_ROOT = """
    from pytest_bdd import scenarios, when

    @when("it is said twice")
    def in_the_module():
        pass

    scenarios("mixed.feature")
"""
BIND_NEAR = """
    from pytest_bdd import scenarios

    scenarios("mixed.feature")
"""


ALONE = ("-p", "no:cacheprovider", "-p", "pytest_bdd.plugin")


@pytest.fixture(autouse=True)
def _no_other_plugins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


def outcome_of(project: pytest.Pytester, *arguments: str) -> tuple[dict[str, int], str]:
    result = project.runpytest_inprocess(*ALONE, *arguments)
    ran = project.path / "ran.txt"
    text = ran.read_text()
    ran.unlink()
    return result.parseoutcomes(), text


def test_a_suite_ends_the_same_with_and_without_the_index(mixed_project: pytest.Pytester) -> None:
    with_index = outcome_of(mixed_project)
    (mixed_project.path / "index_off").touch()

    without_index = outcome_of(mixed_project)

    assert with_index == without_index
    assert with_index[0] == {"failed": 7, "passed": 13, "skipped": 2}


COMPARE = """
    import random

    LETTERS = [*"aAiIsK 1", "ss", "the ", "\\u0131", "\\u0130", "\\u017f", "\\u212a", "\\u00df"]

    def pytest_collection_finish(session):
        pick = random.Random(7)
        texts = ["".join(pick.choices(LETTERS, k=pick.randint(1, 4))) for _ in range(100)]
        looked_up = scenario_module.find_fixturedefs_for_step
        different = asked = matched = 0
        for item in session.items:
            for text in texts:
                for kind in ("given", "when", "then"):
                    bdd_step = type("Step", (), {"type": kind, "name": text})()
                    native = list(NATIVE(bdd_step, session._fixturemanager, item))
                    ours = list(looked_up(bdd_step, session._fixturemanager, item))
                    asked += 1
                    matched += bool(native)
                    different += native != ours
        share = "some" if matched > 50 else "few"
        (HERE / "ran.txt").write_text(f"different {different} asked {asked} {share} matched")
"""

GENERATED_STEPS = """
    import random
    import re
    from pytest_bdd import given, parsers, step, then, when

    LETTERS = [*"aAiIsK 1", "ss", "the ", "\\u0131", "\\u0130", "\\u017f", "\\u212a", "\\u00df"]

    class Odd(parsers.StepParser):
        def parse_arguments(self, name):
            return {{}}

        def is_matching(self, name):
            return name.swapcase().startswith(self.name)

    pick = random.Random({seed})

    def any_parser():
        text = "".join(pick.choices(LETTERS, k=pick.randint(1, 3)))
        makers = [
            parsers.string,
            lambda text: parsers.parse(text + "{{x}}"),
            lambda text: parsers.cfparse(text.replace("1", "{{n:d}}")),
            lambda text: parsers.re(re.escape(text), re.IGNORECASE),
            lambda text: parsers.re("(?i)" + re.escape(text) + "|the a"),
            lambda text: parsers.re("(?:" + re.escape(text) + ")+.?"),
            Odd,
        ]
        return pick.choice(makers)(text)

    for number in range(60):
        @pick.choice([given, when, then, step])(any_parser())
        def _(number=number):
            pass
"""


def test_every_lookup_gives_what_the_native_search_gives(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(INSTALL + COMPARE)
    pytester.mkdir("near")
    pytester.makepyfile(
        **{
            "near/conftest": GENERATED_STEPS.format(seed=1),
            "shared_steps": GENERATED_STEPS.format(seed=2),
            "near/test_near": "from shared_steps import *\ndef test_it(): pass",
            "test_root": "from shared_steps import *\ndef test_it(): pass",
            "test_own": GENERATED_STEPS.format(seed=3) + "\n    def test_it(): pass",
        }
    )

    outcomes, compared = outcome_of(pytester)

    assert compared == "different 0 asked 900 some matched"
    assert outcomes == {"passed": 3}


class Probe:
    """Takes part in the inner session: asks once everything is collected."""

    def __init__(self, ask: Callable[[StepLookup, pytest.Session], Any]) -> None:
        self.ask = ask
        self.answer: Any = None

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.answer = self.ask(session.config.lookup, session)  # type: ignore[attr-defined]  # put there by INSTALL


def ask(pytester: pytest.Pytester, question: Callable[[StepLookup, pytest.Session], Any]) -> Any:
    probe = Probe(question)
    pytester.inline_run(*ALONE, plugins=[probe])
    return probe.answer


def resolve(lookup: StepLookup, session: pytest.Session, text: str, place: str = "") -> StepResolution:
    item = next(item for item in session.items if place in item.nodeid)
    return lookup.resolve(StepKind.ACTION, text, item, session)


@pytest.fixture(params=["index on", "index off"])
def project(pytester: pytest.Pytester, request: pytest.FixtureRequest) -> pytest.Pytester:
    pytester.makeconftest(INSTALL + ROOT_STEPS)
    pytester.mkdir("near")
    pytester.makepyfile(
        **{
            "near/conftest": NEAR_STEPS,
            "near/test_near": "def test_it(): pass",
            "test_root": "def test_it(): pass",
        }
    )
    marker = {"index on": "index_on", "index off": "index_off"}[request.param]
    (pytester.path / marker).touch()
    return pytester


def test_a_conftest_nearer_to_the_feature_overrides_and_is_no_rival(project: pytest.Pytester) -> None:
    found = ask(project, lambda lookup, session: resolve(lookup, session, "I add 3 apples", "test_near"))

    assert found.chosen.qualified_name == "add_apples"
    assert [definition.qualified_name for definition in found.definitions] == ["add_apples", "add"]
    assert found.rivals == ()


def test_a_conftest_elsewhere_is_not_seen(project: pytest.Pytester) -> None:
    found = ask(project, lambda lookup, session: resolve(lookup, session, "I add 3 apples", "test_root"))

    assert [definition.qualified_name for definition in found.definitions] == ["add"]


def test_a_chosen_definition_says_what_it_is(project: pytest.Pytester) -> None:
    found = ask(project, lambda lookup, session: resolve(lookup, session, "it takes a while", "test_near"))

    assert found.chosen.is_async
    assert found.chosen.kind is StepKind.ACTION
    assert found.chosen.place == f"{project.path / 'near' / 'conftest.py'}:7"


def test_two_functions_as_near_as_each_other_are_rivals(project: pytest.Pytester) -> None:
    found = ask(project, lambda lookup, session: resolve(lookup, session, "it is said twice"))

    assert {found.chosen.qualified_name, *(rival.qualified_name for rival in found.rivals)} == {
        "first",
        "second",
    }


def test_a_step_that_nobody_wrote_has_no_function(project: pytest.Pytester) -> None:
    found = ask(project, lambda lookup, session: resolve(lookup, session, "nobody wrote this"))

    assert found == StepResolution()


def test_one_function_reached_twice_is_no_rival_of_itself(project: pytest.Pytester) -> None:
    project.makepyfile(
        shared_steps="""
                from pytest_bdd import parsers, when

                @when("it is shared")
                @when(parsers.parse("it is {how}"))
                def shared():
                    pass
            """,
        test_shared="from shared_steps import *\nfrom shared_steps import *\ndef test_it(): pass",
    )

    found = ask(project, lambda lookup, session: resolve(lookup, session, "it is shared", "test_shared"))

    assert found.chosen.qualified_name == "shared"
    assert found.rivals == ()


def test_functions_made_in_a_loop_are_rivals(project: pytest.Pytester) -> None:
    project.makepyfile(
        test_loop="""
            from pytest_bdd import parsers, when

            def make(pattern, value):
                @when(parsers.re(pattern))
                def _():
                    return value
                return _

            one = make("it loops.*", 1)
            globals().update(one=one)
            for name, pattern in {"a": "it l.*", "b": "it lo.*"}.items():
                @when(parsers.re(pattern))
                def _(name=name):
                    return name

            def test_it(): pass
        """
    )

    found = ask(project, lambda lookup, session: resolve(lookup, session, "it loops", "test_loop"))

    assert len(found.rivals) == 1


def test_a_parser_that_raises_chooses_nothing_and_says_why(project: pytest.Pytester) -> None:
    project.makepyfile(
        test_raising="""
            from pytest_bdd import parsers, when

            class Raising(parsers.string):
                def is_matching(self, name):
                    raise RuntimeError("out of order")

            @when(Raising("anything"))
            def _():
                pass

            def test_it(): pass
        """
    )

    found = ask(project, lambda lookup, session: resolve(lookup, session, "it happens", "test_raising"))
    elsewhere = ask(project, lambda lookup, session: resolve(lookup, session, "it happens", "test_root"))

    assert found == StepResolution(error="RuntimeError: out of order")
    assert elsewhere.chosen.qualified_name == "it_happens"


LATE = """
    import pytest
    from pytest_bdd import parsers, when

    @when(parsers.parse("it is {when}"))
    def late():
        pass
"""


def test_a_definition_registered_after_the_first_answer_is_seen(project: pytest.Pytester) -> None:
    project.makepyfile(late_steps=LATE)

    def ask_twice(lookup: StepLookup, session: pytest.Session) -> list[bool]:
        before = resolve(lookup, session, "it is late")
        session.config.pluginmanager.register(import_module("late_steps"))
        return [before.chosen is None, resolve(lookup, session, "it is late").chosen is None]

    project.syspathinsert()

    assert ask(project, ask_twice) == [True, False]


def test_an_override_registered_later_under_the_same_name_is_seen(project: pytest.Pytester) -> None:
    project.makepyfile(later_steps='from pytest_bdd import step\n@step("it happens")\ndef later(): pass')

    def ask_twice(lookup: StepLookup, session: pytest.Session) -> list[str]:
        before = resolve(lookup, session, "it happens")
        session.config.pluginmanager.register(import_module("later_steps"))
        after = resolve(lookup, session, "it happens")
        assert before.chosen
        assert after.chosen
        return [before.chosen.qualified_name, after.chosen.qualified_name]

    project.syspathinsert()

    assert ask(project, ask_twice) == ["it_happens", "later"]


def test_a_definition_put_in_behind_the_back_of_pytest_is_seen(project: pytest.Pytester) -> None:
    def ask_twice(lookup: StepLookup, session: pytest.Session) -> list[bool]:
        fixtures = session._fixturemanager._arg2node2fixturedefs  # noqa: SLF001 - behind its back
        hidden = fixtures.pop("pytestbdd_stepdef_*_it happens")
        before = resolve(lookup, session, "it happens")
        fixtures["hidden"] = hidden
        return [before.chosen is None, resolve(lookup, session, "it happens").chosen is None]

    assert ask(project, ask_twice) == [True, False]


def test_every_visible_definition_is_listed(project: pytest.Pytester) -> None:
    def list_names(lookup: StepLookup, session: pytest.Session) -> list[set[str]]:
        item = next(item for item in session.items if "test_root" in item.nodeid)
        return [
            {definition.qualified_name for definition in lookup.all_definitions()},
            {definition.qualified_name for definition in lookup.all_definitions(item)},
        ]

    everywhere, at_the_root = ask(project, list_names)

    assert everywhere - at_the_root == {"add_apples"}
    assert {"_", "basket", "it_happens", "first", "second"} <= at_the_root


@pytest.fixture
def native() -> Iterator[Any]:
    module: Any = import_module("pytest_bdd.scenario")
    before = {name: getattr(module, name) for name in ("find_fixturedefs_for_step", "get_step_function")}
    yield module
    for name, function in before.items():
        setattr(module, name, function)


def test_uninstalling_puts_the_native_functions_back(pytestconfig: pytest.Config, native: Any) -> None:
    before = (native.find_fixturedefs_for_step, native.get_step_function)

    lookup = install_step_lookup(pytestconfig, enabled=True)
    installed = (native.find_fixturedefs_for_step, native.get_step_function)
    lookup.uninstall()

    assert lookup.fallback_reason is None
    assert installed != before
    assert (native.find_fixturedefs_for_step, native.get_step_function) == before


def test_without_the_index_nothing_is_replaced(pytestconfig: pytest.Config, native: Any) -> None:
    before = native.find_fixturedefs_for_step

    lookup = install_step_lookup(pytestconfig, enabled=False)

    assert lookup.fallback_reason is None
    assert native.find_fixturedefs_for_step is before


def test_a_native_search_of_another_shape_is_left_alone(pytestconfig: pytest.Config, native: Any) -> None:
    def find_fixturedefs_for_step(step: object, session: object) -> list[object]:
        return [step, session]

    native.find_fixturedefs_for_step = find_fixturedefs_for_step

    lookup = install_step_lookup(pytestconfig, enabled=True)

    assert native.find_fixturedefs_for_step is find_fixturedefs_for_step
    assert lookup.fallback_reason == (
        "steps are looked up by pytest-bdd itself, which is slower: "
        "pytest_bdd.scenario.find_fixturedefs_for_step takes ('step', 'session'), "
        "not ('step', 'fixturemanager', 'node')"
    )


def test_the_run_makes_no_fixture_for_a_step(mixed_project: pytest.Pytester) -> None:
    mixed_project.makeconftest(
        INSTALL
        + ROOT_STEPS
        + """
    def pytest_fixture_setup(fixturedef):
        if fixturedef.argname.startswith("pytestbdd_"):
            with (HERE / "ran.txt").open("a") as ran:
                ran.write("a fixture\\n")
"""
    )

    _, ran = outcome_of(mixed_project)

    assert "it happens" in ran
    assert "a fixture" not in ran


def test_a_farther_definition_that_comes_later_does_not_win(project: pytest.Pytester) -> None:
    project.makepyfile(
        far_steps='from pytest_bdd import parsers, when\n@when(parsers.re("I add 3 .*"))\ndef far(): pass'
    )
    project.makefile(
        ".feature",
        **{"near/apples": "Feature: A\n  Scenario: B\n    Given a basket\n    When I add 3 apples"},
    )
    project.makepyfile(**{"near/test_near": 'from pytest_bdd import scenarios\nscenarios("apples.feature")'})
    project.syspathinsert()
    late = """
    def pytest_collection_modifyitems(session):
        session.config.pluginmanager.register(importlib.import_module("far_steps"))
"""
    project.makeconftest(INSTALL + ROOT_STEPS + late)

    outcomes, ran = outcome_of(project)
    found = ask(project, lambda lookup, session: resolve(lookup, session, "I add 3 apples", "test_near"))

    assert outcomes == {"passed": 2}
    assert "I add 3 apples | conftest.add_apples | {'count': 3, 'basket': {}}\n" in ran
    assert [each.qualified_name for each in found.definitions] == ["add_apples", "far", "add"]
