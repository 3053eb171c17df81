import ast
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_bdd import parsers
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from storycontract.contract.step import (
    DataTable,
    DocString,
    StepArgument,
    StepKind,
    TableAndDocString,
)
from storycontract.step_binding.step_definition import StepDefinition, describe_definition
from storycontract.step_binding.suggestion import SNIPPET_IMPORT, render_snippet, snippet_key, suggest_steps

TABLE, WORDS = DataTable((("a",),)), DocString("words")


def define(parser: parsers.StepParser, kind: StepKind | None = StepKind.ACTION) -> StepDefinition:
    return describe_definition(kind, parser, define)


def execute(snippet: str) -> tuple[StepFunctionContext, dict[str, Any]]:
    names: dict[str, Any] = {}
    exec(f"{SNIPPET_IMPORT}\n\n\n{snippet}", names)  # noqa: S102 - pasting it is what is tested
    fixture = next(value for name, value in names.items() if name.startswith("pytestbdd_stepdef"))
    return step_function_context_registry[fixture._get_wrapped_function()], names  # noqa: SLF001 - as pytest does


STEP_TEXTS = st.one_of(
    st.text(min_size=1).map(str.strip).filter(bool),
    st.lists(
        st.sampled_from(
            [
                "I",
                "pay",
                '"20"',
                "20",
                "-3.5",
                "{",
                "}",
                "{x}",
                "{{",
                "'",
                '"',
                "\\",
                "1.2.3",
                "«да»",
                "支付",
                "20%",
            ]
        ),
        min_size=1,
    ).map(" ".join),
)


@settings(max_examples=300)
@given(
    st.sampled_from(StepKind),
    STEP_TEXTS,
    st.sampled_from([None, TABLE, WORDS, TableAndDocString(TABLE, WORDS)]),
)
def test_a_pasted_snippet_matches_its_step_and_never_passes(
    kind: StepKind, text: str, argument: StepArgument
) -> None:
    context, _ = execute(render_snippet(kind, text, argument))

    assert context.parser.is_matching(text)
    assert context.type == {"context": "given", "action": "when", "outcome": "then"}[kind]
    parsed = context.parser.parse_arguments(text)
    assert parsed is not None
    rest = {"datatable": [], "docstring": ""}
    parameters = context.step_func.__code__.co_varnames
    with pytest.raises(NotImplementedError, match="step is not written yet"):
        context.step_func(**parsed, **{name: rest[name] for name in rest if name in parameters})


def test_a_snippet_reads_like_a_step() -> None:
    snippet = render_snippet(StepKind.OUTCOME, 'Ann pays 20 EUR with "gift card" for 2.50', TABLE)

    assert snippet == (
        "@then(parsers.parse('Ann pays {number:d} EUR with \"{text}\" for {number_2:g}'))\n"
        "def ann_pays_eur_with_for(number, text, number_2, datatable):\n"
        '    raise NotImplementedError(\'step is not written yet: then Ann pays {number:d} EUR with "{text}" '
        "for {number_2:g}')\n"
    )


def test_a_step_without_values_is_matched_as_it_stands() -> None:
    assert render_snippet(StepKind.CONTEXT, "the shop is open").startswith(
        '@given("the shop is open")\ndef the_shop_is_open():\n'
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("корзина пуста", "корзина_пуста", id="cyrillic"),
        pytest.param("购物车是空的", "购物车是空的", id="chinese"),
        pytest.param("20 EUR", "eur", id="number first"),
        pytest.param("!?", "step", id="no letter"),
        pytest.param("class", "step_class", id="keyword"),
        pytest.param("given", "step_given", id="decorator"),
        pytest.param("test the shop", "step_test_the_shop", id="a name that pytest collects"),
        pytest.param("2nd try", "step_2nd_try", id="digit first"),
    ],
)
def test_a_snippet_has_a_readable_name(text: str, name: str) -> None:
    tree = ast.parse(render_snippet(StepKind.ACTION, text))

    assert [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)] == [name]


def test_steps_that_differ_in_values_share_a_snippet() -> None:
    key = snippet_key(StepKind.ACTION, 'I add 3 "apples"')

    assert snippet_key(StepKind.ACTION, 'I add 12 "pears"') == key
    assert snippet_key(StepKind.CONTEXT, 'I add 12 "pears"') != key
    assert snippet_key(StepKind.ACTION, 'I take 12 "pears"') != key


DEFINITIONS = (
    define(parsers.parse("I pay {amount:d} EUR with {method}")),
    define(parsers.re(r"I add (?P<count>\d+) (apple|pear)s?")),
    define(parsers.string("the shop is open"), StepKind.CONTEXT),
    define(parsers.string("I log out")),
)


@pytest.mark.parametrize(
    ("kind", "text", "first"),
    [
        pytest.param(
            StepKind.ACTION, "I pays 20 EUR with card", "I pay {amount:d} EUR with {method}", id="format"
        ),
        pytest.param(StepKind.ACTION, "I added 3 pear", r"I add (?P<count>\d+) (apple|pear)s?", id="regex"),
        pytest.param(StepKind.OUTCOME, "the shop is open", "the shop is open", id="another keyword"),
        pytest.param(StepKind.ACTION, "I LOG OFF", "I log out", id="case"),
    ],
)
def test_the_closest_definition_comes_first(kind: StepKind, text: str, first: str) -> None:
    assert suggest_steps(kind, text, DEFINITIONS)[0].pattern == first


def test_nothing_is_suggested_for_a_step_like_no_other() -> None:
    assert suggest_steps(StepKind.ACTION, "completely different wording here", DEFINITIONS) == ()


def test_no_more_than_the_limit_is_suggested() -> None:
    many = [define(parsers.string(f"I log out {number}")) for number in range(9)]

    assert len(suggest_steps(StepKind.ACTION, "I log out", many, limit=2)) == 2
