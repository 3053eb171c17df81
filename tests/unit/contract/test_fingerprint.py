"""Fingerprints over nouns: what they rest on, and that they are stable from release to release."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storycontract.contract.fingerprint import (
    fingerprint_case,
    fingerprint_criterion,
    fingerprint_story,
    hash_value,
)
from storycontract.contract.location import Location
from storycontract.contract.step import (
    DataTable,
    DocString,
    Step,
    StepArgument,
    StepKind,
    TableAndDocString,
)


def step(
    text: str,
    argument: StepArgument = None,
    kind: StepKind = StepKind.CONTEXT,
    keyword: str = "Given",
    line: int = 1,
) -> Step:
    return Step(kind, keyword, text, argument, Location("f.feature", line))


WORDS = st.text(max_size=5)
ROWS = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=3).map(tuple)
TABLES = ROWS.map(DataTable)
DOC_STRINGS = WORDS.map(DocString)
ARGUMENTS = st.one_of(st.none(), TABLES, DOC_STRINGS, st.builds(TableAndDocString, TABLES, DOC_STRINGS))
STEPS = st.lists(st.builds(step, WORDS, ARGUMENTS, st.sampled_from(StepKind)), max_size=4)
OBLIGATIONS = st.frozensets(WORDS, max_size=3)
CASES = st.tuples(STEPS, OBLIGATIONS)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def test_the_fingerprint_of_a_case_is_that_of_the_design() -> None:
    table = DataTable((("a", "ä"),))
    both = TableAndDocString(table, DocString("x", "text"))
    steps = [step("a"), step("b", table), step("c", DocString("d\n")), step("e", both, StepKind.OUTCOME)]

    assert fingerprint_case(steps, ["ui", "slow"]) == digest(
        'sc/case/1\n{"obligations":["slow","ui"],"steps":[["context","a",null],'
        '["context","b",[["a","\\u00e4"]]],["context","c","d\\n"],'
        '["outcome","e",{"doc_string":"x","table":[["a","\\u00e4"]]}]]}'
    )


def test_the_fingerprints_of_criteria_and_stories_are_those_of_the_design() -> None:
    assert fingerprint_criterion(["b", "a", "b"]) == digest('sc/criterion/1\n["a","b"]')
    assert fingerprint_story([("Z", "x"), ("A", "y")]) == digest('sc/story/1\n[["A","y"],["Z","x"]]')


def test_a_value_is_hashed_within_its_domain() -> None:
    assert hash_value("a", "x") != hash_value("b", "x")


def test_the_order_of_keys_is_no_part_of_a_value() -> None:
    assert hash_value("a", {"x": 1, "y": 2}) == hash_value("a", {"y": 2, "x": 1})


@given(CASES, CASES)
def test_cases_have_one_fingerprint_exactly_where_a_runner_sees_no_difference(
    one: tuple[list[Step], frozenset[str]], other: tuple[list[Step], frozenset[str]]
) -> None:
    assert (fingerprint_case(*one) == fingerprint_case(*other)) is (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(step("a", keyword="And"), step("a"), id="keyword"),
        pytest.param(step("a", line=7), step("a"), id="place"),
        pytest.param(step("a", DocString("x", "json")), step("a", DocString("x")), id="media type"),
    ],
)
def test_what_a_runner_does_not_see_is_left_out(one: Step, other: Step) -> None:
    assert fingerprint_case([one], []) == fingerprint_case([other], [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param([step("a"), step("b")], [step("b"), step("a")], id="order"),
        pytest.param([step("ab")], [step("a"), step("b")], id="split"),
        pytest.param([step("a", kind=StepKind.ACTION)], [step("a")], id="kind"),
        pytest.param([step("a", DocString(""))], [step("a")], id="empty doc string"),
        pytest.param([step("a", DataTable((("x",),)))], [step("a", DocString("x"))], id="table for text"),
        pytest.param(
            [step("a", DataTable((("x", "y"),)))],
            [step("a", DataTable((("x",), ("y",))))],
            id="shape of a table",
        ),
        pytest.param(
            [step("a", TableAndDocString(DataTable((("x",),)), DocString("y")))],
            [step("a", DataTable((("x",),)))],
            id="doc string beside a table",
        ),
    ],
)
def test_what_a_runner_sees_is_part_of_it(one: list[Step], other: list[Step]) -> None:
    assert fingerprint_case(one, []) != fingerprint_case(other, [])


def test_obligations_are_a_set() -> None:
    assert fingerprint_case([], ["a", "b", "a"]) == fingerprint_case([], ["b", "a"])


@given(st.lists(WORDS, max_size=4))
def test_a_criterion_is_a_set_of_cases(cases: list[str]) -> None:
    assert fingerprint_criterion(cases) == fingerprint_criterion([*reversed(cases), *cases])


def test_a_criterion_changes_with_its_cases() -> None:
    assert fingerprint_criterion(["a"]) != fingerprint_criterion(["a", "b"])


def test_a_story_is_a_set_of_named_criteria() -> None:
    pairs = [("A.1", "x"), ("A.2", "y")]

    assert fingerprint_story(pairs) == fingerprint_story(pairs[::-1])
    assert fingerprint_story(pairs) != fingerprint_story([("A.1", "y"), ("A.2", "x")])
    assert fingerprint_story(pairs) != fingerprint_story(pairs[:1])
