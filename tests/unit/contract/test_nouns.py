"""The small promises of the nouns."""

import pytest

from storycontract.contract.contract import Contract
from storycontract.contract.feature import FeatureFile
from storycontract.contract.location import Location
from storycontract.contract.problem import Problem
from storycontract.contract.step import (
    DataTable,
    DocString,
    Step,
    StepArgument,
    StepKind,
    TableAndDocString,
)
from storycontract.gherkin_reader.parsing import parse_feature

TABLE = DataTable((("a",),))
TEXT = DocString("x")


def test_places_are_ordered_by_path_line_and_column() -> None:
    places = [Location("b", 1), Location("a", 2, 5), Location("a", 2, 1), Location("a", 1, 9)]

    assert sorted(places) == places[::-1]


def test_a_place_is_shown_with_its_line() -> None:
    assert str(Location("shop/pay.feature", 12, 3)) == "shop/pay.feature:12"


@pytest.mark.parametrize(
    ("argument", "table", "doc_string"),
    [
        pytest.param(None, None, None, id="none"),
        pytest.param(TABLE, TABLE, None, id="table"),
        pytest.param(TEXT, None, TEXT, id="doc string"),
        pytest.param(TableAndDocString(TABLE, TEXT), TABLE, TEXT, id="both"),
    ],
)
def test_a_step_tells_its_table_and_its_doc_string(
    argument: StepArgument, table: DataTable | None, doc_string: DocString | None
) -> None:
    step = Step(StepKind.CONTEXT, "Given", "a", argument, Location("f.feature", 1))

    assert step.data_table == table
    assert step.doc_string == doc_string


def test_the_unreadable_files_of_a_contract_are_those_without_a_feature() -> None:
    good = parse_feature(b"Feature: f", "good.feature")
    bad = FeatureFile("bad.feature", None, (), (Problem("p", "d", "f", Location("bad.feature", 1)),))

    assert Contract(stories=(), files=(bad, good)).unreadable_files == (bad,)
