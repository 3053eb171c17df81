import functools
from collections.abc import Callable
from typing import Any

import pytest
from pytest_bdd import parsers

from storycontract.contract.step import StepKind
from storycontract.step_binding.step_definition import ParserKind, describe_definition, is_same_function


class Stricter(parsers.re):
    pass


def pay() -> None:
    pass


def refund() -> None:
    pass


def make(value: int) -> Callable[..., Any]:
    def made() -> int:
        return value

    return made


@pytest.mark.parametrize(
    ("parser", "kind"),
    [
        pytest.param(parsers.string("a"), ParserKind.STRING, id="string"),
        pytest.param(parsers.parse("a"), ParserKind.PARSE, id="parse"),
        pytest.param(parsers.cfparse("a"), ParserKind.CFPARSE, id="cfparse"),
        pytest.param(parsers.re("a"), ParserKind.RE, id="re"),
        pytest.param(Stricter("a"), ParserKind.CUSTOM, id="subclass"),
    ],
)
def test_a_definition_names_its_parser(parser: parsers.StepParser, kind: ParserKind) -> None:
    assert describe_definition(None, parser, pay).parser_kind is kind


def test_a_definition_says_where_its_function_is_written() -> None:
    definition = describe_definition(StepKind.ACTION, parsers.string("I pay"), pay, "payment")

    assert definition.pattern == "I pay"
    assert definition.qualified_name == "pay"
    assert definition.module == __name__
    assert definition.place == f"{__file__}:{pay.__code__.co_firstlineno}"
    assert definition.target_fixture == "payment"
    assert not definition.is_async


def test_a_wrapped_function_is_shown_where_it_is_written() -> None:
    @functools.wraps(pay)
    def wrapper() -> None:
        pass

    definition = describe_definition(None, parsers.string("a"), functools.partial(wrapper))

    assert definition.qualified_name == "pay"
    assert definition.line == pay.__code__.co_firstlineno


def test_a_function_without_source_has_no_place() -> None:
    definition = describe_definition(None, parsers.string("a"), len)

    assert (definition.source_path, definition.line) == ("", 0)


def test_functions_are_the_same_where_nothing_tells_them_apart() -> None:
    assert is_same_function(pay, pay)
    assert not is_same_function(pay, refund)
    assert not is_same_function(make(1), make(2))
    assert not is_same_function(pay, len)
