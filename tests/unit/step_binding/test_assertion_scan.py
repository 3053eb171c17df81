import functools
import importlib.util
import itertools
import sys
import textwrap
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from storycontract.step_binding.assertion_scan import count_checks, digest_source, find_check
from storycontract.step_binding.body_reader import Check

Write = Callable[[str], ModuleType]

PRELUDE = """
import contextlib
import functools
import logging
import time
import pytest
from contextlib import suppress

logger = logging.getLogger(__name__)

def expect(thing):
    return thing

def helper_that_checks(value):
    assert value

def helper_that_is_hollow(value):
    print(value)

def helper_that_asks_on(value):
    helper_that_is_hollow(value)

def generator_that_checks(value):
    yield
    assert value

async def coroutine_that_is_hollow():
    pass

"""


@pytest.fixture
def write(tmp_path: Path) -> Iterator[Write]:
    names: list[str] = []
    counter = itertools.count()

    def write_module(source: str) -> ModuleType:
        name = f"steps_under_scan_{next(counter)}"
        path = tmp_path / f"{name}.py"
        path.write_text(PRELUDE + textwrap.dedent(source))
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        names.append(name)
        spec.loader.exec_module(module)
        return module

    yield write_module
    for name in names:
        del sys.modules[name]


def body(*lines: str, arguments: str = "basket, page, value") -> str:
    return "\n".join([f"def step({arguments}):", *(f"    {line}" for line in lines)])


@pytest.mark.filterwarnings("ignore:assertion is always true:SyntaxWarning")
@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["pass"], id="pass"),
        pytest.param(['"""The total is right."""'], id="docstring"),
        pytest.param(["..."], id="ellipsis"),
        pytest.param(["value == 3"], id="comparison without assert"),
        pytest.param(["basket.total"], id="attribute"),
        pytest.param(['basket["total"]'], id="subscript"),
        pytest.param(["total = basket.total + 1", "total += 1", "total: int = 3"], id="assignments"),
        pytest.param(["print(f'{value} in', basket.total, sep=', ')"], id="print"),
        pytest.param(["len(str(value))"], id="harmless built-ins"),
        pytest.param(
            ["logger.info('fine')", "logging.warning('fine')", "time.sleep(0)"], id="logging and sleep"
        ),
        pytest.param(["', '.join(['a'])", "f'{value}'.strip()"], id="method of a literal"),
        pytest.param(["return basket.total"], id="return of a value"),
        pytest.param(["yield value"], id="generator"),
        pytest.param(["assert True"], id="assert True"),
        pytest.param(["assert 'the total is right'"], id="assert text"),
        pytest.param(["assert (value == 3, 'message')"], id="assert a pair"),
        pytest.param(["assert [value]"], id="assert a list"),
        pytest.param(["assert {'a': value}"], id="assert a dict"),
        pytest.param(["assert f'total {value}'"], id="assert an f-string"),
        pytest.param(["assert lambda: value"], id="assert a lambda"),
        pytest.param(["assert value == 3 or True"], id="assert or true"),
        pytest.param(["assert 1 == 1"], id="assert constants"),
        pytest.param(["assert helper_that_checks"], id="assert a function not called"),
        pytest.param(["helper_that_is_hollow(value)"], id="hollow helper"),
        pytest.param(["return helper_that_is_hollow(value)"], id="return of a hollow helper"),
        pytest.param(["def inner():", "    assert value"], id="inner function never called"),
        pytest.param(["def inner():", "    print(value)", "inner()"], id="hollow inner function"),
        pytest.param(["double = lambda n: n * 2"], id="lambda"),
        pytest.param(["[item for item in basket if item == value]"], id="comprehension"),
        pytest.param(["for item in basket:", "    if item == value:", "        break"], id="loop"),
        pytest.param(["try:", "    value", "except ValueError:", "    pass"], id="try"),
        pytest.param(["return", "assert value"], id="assert after return"),
        pytest.param(
            ["try:", "    assert value", "except AssertionError:", "    pass"], id="assert that is caught"
        ),
        pytest.param(
            ["try:", "    assert value", "except (ValueError, AssertionError):", "    print('no')"],
            id="assert that is caught and printed",
        ),
        pytest.param(
            ["try:", "    assert value", "except:", "    return"], id="assert caught by a bare except"
        ),
        pytest.param(
            ["try:", "    raise ValueError", "except Exception:", "    logger.info('no')"],
            id="raise that is caught",
        ),
        pytest.param(
            ["with contextlib.suppress(AssertionError):", "    assert value"], id="assert that is suppressed"
        ),
        pytest.param(
            ["with suppress(ValueError), suppress(Exception):", "    raise ValueError"],
            id="raise that is suppressed",
        ),
        pytest.param(
            ["try:", "    assert value", "finally:", "    return"], id="assert that a return throws away"
        ),
        pytest.param(["match value:", "    case {'a': a, **rest}:", "        a == rest"], id="match"),
        pytest.param(["import json", "json"], id="import"),
    ],
)
def test_a_body_that_asserts_nothing_is_hollow(write: Write, lines: list[str]) -> None:
    assert find_check(write(body(*lines)).step) is Check.HOLLOW


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["assert value"], id="assert"),
        pytest.param(["assert False"], id="assert False"),
        pytest.param(["assert value and True"], id="assert and"),
        pytest.param(["if value:", "    raise ValueError"], id="raise"),
        pytest.param(["pytest.fail('no')"], id="pytest.fail"),
        pytest.param(["with pytest.raises(ValueError):", "    page.buy()"], id="pytest.raises"),
        pytest.param(["expect(page).to_have_title('Shop')"], id="expect"),
        pytest.param(["expect(page).not_.to_have_title('Shop')"], id="expect not"),
        pytest.param(["page.assert_called_once()"], id="method called assert"),
        pytest.param(["helper_that_checks(value)"], id="helper"),
        pytest.param(["return helper_that_checks(value)"], id="return of a helper"),
        pytest.param(["print(helper_that_checks(value))"], id="helper as an argument"),
        pytest.param(["[helper_that_checks(item) for item in basket]"], id="helper in a comprehension"),
        pytest.param(["def inner():", "    assert value", "inner()"], id="inner function"),
        pytest.param(["page.go()", "assert value"], id="unknown call and assert"),
        pytest.param(["yield", "assert value"], id="generator"),
        pytest.param(["if page:", "    return", "assert value"], id="assert after a return that may not be"),
        pytest.param(
            ["try:", "    assert value", "except AssertionError:", "    raise ValueError"],
            id="assert that is caught and told",
        ),
        pytest.param(
            ["try:", "    assert value", "except ValueError:", "    pass"], id="assert beside another except"
        ),
        pytest.param(
            ["try:", "    raise ValueError", "except AssertionError:", "    pass"], id="raise of another kind"
        ),
        pytest.param(
            ["try:", "    assert value", "except AssertionError:", "    page.report(value)"],
            id="assert caught by what may tell",
        ),
        pytest.param(
            ["try:", "    page", "except AssertionError:", "    pass", "else:", "    assert value"],
            id="assert in an else",
        ),
        pytest.param(
            ["try:", "    assert value", "except AssertionError:", "    page.ok = 1", "assert page.ok"],
            id="assert after one that is caught",
        ),
        pytest.param(["with suppress(KeyError):", "    assert value"], id="assert beside what is suppressed"),
        pytest.param(
            ["with suppress(AssertionError):", "    assert value", "assert page"],
            id="assert after one that is suppressed",
        ),
        pytest.param(
            ["try:", "    page", "finally:", "    assert value", "    return"], id="assert in a finally"
        ),
    ],
)
def test_a_body_that_asserts_checks(write: Write, lines: list[str]) -> None:
    assert find_check(write(body(*lines)).step) is Check.CHECKS


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["page.go()"], id="method"),
        pytest.param(
            ["try:", "    helper_that_checks(value)", "except AssertionError:", "    pass"],
            id="helper whose failure is caught",
        ),
        pytest.param(["return value()"], id="argument"),
        pytest.param(["page.expect(value).to_have_title"], id="expect without its call"),
        pytest.param(["int(value)"], id="conversion that may fail"),
        pytest.param(["sorted(basket, key=helper_that_checks)"], id="function as a key"),
        pytest.param(["list(map(helper_that_checks, basket))"], id="function as an argument"),
        pytest.param(["helper_that_asks_on(value)"], id="two levels deep"),
        pytest.param(["generator_that_checks(value)"], id="generator that nobody goes through"),
        pytest.param(["with basket:", "    pass"], id="context manager"),
        pytest.param(["with contextlib.closing(page):", "    pass"], id="library context manager"),
        pytest.param(["check = page.check", "check(value)"], id="alias"),
        pytest.param(["def check():", "    pass", "check = page", "check()"], id="name bound twice"),
        pytest.param(
            ["@page.decorate", "def inner():", "    pass", "inner()"], id="decorated inner function"
        ),
        pytest.param(["class Inner(value):", "    pass"], id="class"),
        pytest.param(["functools.reduce(value, basket)"], id="library"),
        pytest.param(["print = page.check", "print(value)"], id="built-in shadowed by a local name"),
        pytest.param(["nowhere(value)"], id="name that is not there"),
    ],
)
def test_a_call_that_cannot_be_followed_leaves_it_open(write: Write, lines: list[str]) -> None:
    assert find_check(write(body(*lines)).step) is Check.UNKNOWN


def test_a_built_in_shadowed_by_the_module_is_followed(write: Write) -> None:
    module = write("def print(value):\n    assert value\n\n" + body("print(value)"))

    assert find_check(module.step) is Check.CHECKS


def test_awaiting_a_hollow_function_is_hollow_and_awaiting_a_value_is_open(write: Write) -> None:
    module = write(
        """
        async def hollow():
            await coroutine_that_is_hollow()

        async def unknown(value):
            await value

        async def entered(value):
            async with value:
                pass

        async def gone_through(value):
            async for _ in value:
                pass
        """
    )

    assert find_check(module.hollow) is Check.HOLLOW
    assert find_check(module.unknown) is Check.UNKNOWN
    assert find_check(module.entered) is Check.UNKNOWN
    assert find_check(module.gone_through) is Check.UNKNOWN


def test_a_wrapper_is_never_hollow(write: Write) -> None:
    module = write(
        """
        def wrap(function):
            @functools.wraps(function)
            def wrapper(*arguments):
                return function(*arguments)
            return wrapper

        @wrap
        def checks(value):
            assert value

        @wrap
        def hollow(value):
            pass

        @functools.lru_cache
        def cached(value):
            pass
        """
    )

    assert find_check(module.checks) is Check.CHECKS
    assert find_check(module.hollow) is Check.UNKNOWN
    assert find_check(module.cached) is Check.UNKNOWN


def test_a_function_that_calls_itself_is_read_once(write: Write) -> None:
    assert find_check(write(body("step(basket, page, value)")).step) is Check.HOLLOW


def test_a_partial_is_read_as_its_function(write: Write) -> None:
    module = write(body("pass"))

    assert find_check(functools.partial(module.step, 1)) is Check.HOLLOW


def test_a_lambda_is_read_where_it_stands_alone_on_its_line(write: Write) -> None:
    module = write("hollow = lambda value: value == 3\npair = (lambda: 1), (lambda: 2)")

    assert find_check(module.hollow) is Check.HOLLOW
    assert find_check(module.pair[0]) is Check.UNKNOWN


def test_what_has_no_python_source_is_open() -> None:
    names: dict[str, Any] = {}
    exec("def made_up(): pass", names)  # noqa: S102 - a function without a file

    assert find_check(names["made_up"]) is Check.UNKNOWN
    assert find_check(len) is Check.UNKNOWN
    assert find_check(Check) is Check.UNKNOWN


def test_a_file_that_no_longer_fits_the_function_is_open(write: Write) -> None:
    module = write(body("assert value"))
    path = Path(module.__file__ or "")
    path.write_text("\n" + path.read_text())

    assert find_check(module.step) is Check.UNKNOWN


def test_a_form_feed_ends_no_line(write: Write) -> None:
    module = write("# one\x0c\u2028line\n" + changed())

    assert digest_source([module.step]) == digest_source([write(changed()).step])


HELPED = """
def helper(value):
    assert value{helper_change}

def unrelated():
    pass{unrelated_change}

def step(value):
    helper(value){step_change}
"""


def changed(**changes: str) -> str:
    return HELPED.format(**{"helper_change": "", "unrelated_change": "", "step_change": "", **changes})


def test_the_digest_of_a_function_stays_the_same_elsewhere(write: Write) -> None:
    before = digest_source([write(changed()).step])

    assert digest_source([write("\n\nmoved = 1\n" + changed()).step]) == before
    assert digest_source([write(changed(unrelated_change="; 1")).step]) == before
    assert len(before) == 64


def test_the_digest_changes_with_the_function_and_with_its_helper(write: Write) -> None:
    before = digest_source([write(changed()).step])

    assert digest_source([write(changed(step_change="; 1")).step]) != before
    assert digest_source([write(changed(helper_change=" == 3")).step]) != before


def test_the_digest_knows_neither_order_nor_repetition(write: Write) -> None:
    module = write(changed())

    one = digest_source([module.step, module.unrelated])

    assert digest_source([module.unrelated, module.step, module.step]) == one
    assert digest_source([module.step]) != one


def test_the_digest_looks_through_wrappers(write: Write) -> None:
    wrapped = "\n@functools.wraps(step)\ndef wrapper(value):\n    return step(value)\n"

    before = digest_source([write(changed() + wrapped).wrapper])

    assert digest_source([write(changed(step_change="; 1") + wrapped).wrapper]) != before


def test_a_function_without_source_has_a_digest_of_its_name() -> None:
    assert digest_source([len]) == digest_source([len])
    assert digest_source([len]) != digest_source([repr])


@pytest.mark.filterwarnings("ignore:invalid escape sequence")
def test_a_file_that_python_warns_about_is_read_all_the_same(write: Write) -> None:
    module = write(body("value == '\\d'"))

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert find_check(module.step) is Check.HOLLOW


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("pass", 0),
        ("assert True", 0),
        ("assert value", 1),
        ("assert value\n    assert value > 1", 2),
        ("helper_that_checks(value)\n    assert value", 2),
        ("helper_that_is_hollow(value)", 0),
        ("if not value:\n        raise ValueError", 1),
        ("return\n    assert value", 0),
    ],
)
def test_what_can_fail_is_counted(write: Write, body: str, count: int) -> None:
    module = write(f"{PRELUDE}\ndef step(value):\n    {body}\n")

    assert count_checks(module.step) == count


def test_what_has_no_source_is_not_counted() -> None:
    assert count_checks(print) is None
