"""Every construct of Gherkin, read into nouns and cases."""

import re
from textwrap import dedent

import pytest
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler

from storycontract.contract.case import Case
from storycontract.contract.feature import Feature
from storycontract.contract.step import DataTable, DocString, StepArgument, StepKind, TableAndDocString
from storycontract.gherkin_reader.parsing import parse_feature

CONTEXT, ACTION, OUTCOME = StepKind.CONTEXT, StepKind.ACTION, StepKind.OUTCOME


def read(text: str) -> Feature:
    feature = parse_feature(dedent(text).encode(), "shop/pay.feature").feature
    assert feature is not None
    return feature


def cases(text: str) -> tuple[Case, ...]:
    return tuple(case for scenario in read(text).all_scenarios for case in scenario.cases)


def texts(case: Case) -> list[str]:
    return [step.text for step in case.steps]


def kinds(text: str) -> list[StepKind]:
    (case,) = cases(text)
    return [step.kind for step in case.steps]


def argument(lines: str) -> StepArgument:
    (case,) = cases(f"Feature: f\n  Scenario: s\n    Given a\n{lines}")
    return case.steps[0].argument


def test_a_feature_is_read_with_its_place_words_and_tags() -> None:
    feature = read(
        """\
        # a note
        @story:SHOP-1 @fast
        @owner:ann
        Feature: Paying

          As a reader
          I want to pay
          So that I can read

          Scenario: By card
            Given a basket
        """
    )

    assert (feature.name, feature.keyword, feature.language) == ("Paying", "Feature", "en")
    assert (feature.location.line, feature.location.column) == (4, 1)
    assert str(feature.location) == "shop/pay.feature:4"
    assert [(tag.name, tag.location.line, tag.location.column) for tag in feature.tags] == [
        ("story:SHOP-1", 2, 1),
        ("fast", 2, 15),
        ("owner:ann", 3, 1),
    ]
    assert feature.narrative.role == "reader"
    assert "I want to pay" in feature.description
    assert (feature.scenarios[0].location.line, feature.scenarios[0].location.column) == (10, 3)


def test_a_scenario_is_read_with_its_description_tags_and_written_steps() -> None:
    (scenario,) = read(
        """\
        Feature: f
          @ac:A.1
          Example: By card
            Some words on it

            Given a
            * b
        """
    ).scenarios

    assert (scenario.keyword, scenario.name) == ("Example", "By card")
    assert scenario.description.strip() == "Some words on it"
    assert [tag.name for tag in scenario.tags] == ["ac:A.1"]
    assert [(step.keyword, step.text, step.location.line) for step in scenario.steps] == [
        ("Given", "a", 6),
        ("*", "b", 7),
    ]
    assert not scenario.is_outline


def test_backgrounds_of_both_levels_come_before_the_steps_of_a_scenario() -> None:
    feature = read(
        """\
        Feature: f
          Background: all
            Given top
          Scenario: outside
            When one
          Rule: r
            Background: inner
              Some words
              Given inner
            Scenario: inside
              When two
          Rule: q
            Scenario: other
              When three
        """
    )

    assert [texts(scenario.cases[0]) for scenario in feature.all_scenarios] == [
        ["top", "one"],
        ["top", "inner", "two"],
        ["top", "three"],
    ]
    background, inner = feature.background, feature.rules[0].background
    assert background is not None
    assert inner is not None
    assert (background.name, background.location.line) == ("all", 2)
    assert (inner.description.strip(), [step.text for step in inner.steps]) == ("Some words", ["inner"])
    assert feature.rules[1].background is None


def test_a_rule_is_read_with_its_own_words_tags_and_scenarios() -> None:
    feature = read(
        """\
        @outer
        Feature: f
          Scenario: outside
            Given a
          @story:S-2
          Rule: Discounts
            As a buyer
            I want a discount
            Scenario: inside
              Given b
        """
    )

    (rule,) = feature.rules
    assert (rule.keyword, rule.name, rule.location.line) == ("Rule", "Discounts", 6)
    assert [tag.name for tag in rule.tags] == ["story:S-2"]
    assert (rule.narrative.role, rule.narrative.want) == ("buyer", "a discount")
    assert [scenario.name for scenario in feature.scenarios] == ["outside"]
    assert [scenario.name for scenario in feature.all_scenarios] == ["outside", "inside"]
    assert rule.scenarios[0].cases[0].tags == ("outer", "story:S-2")


OUTLINE = """\
    @feature
    Feature: f
      @scenario
      Scenario Outline: pay <sum> by <means>
        Given <sum> EUR
        When I pay by <means>

        @small
        Examples: small sums
          Some words
          | sum | means |
          | 1   | coin  |
          | 2   | card  |

        @large @feature
        Scenarios:
          | means | sum |
          | bank  | 900 |
"""


def test_an_outline_gives_one_case_for_each_row_of_each_block() -> None:
    found = cases(OUTLINE)

    assert [texts(case) for case in found] == [
        ["1 EUR", "I pay by coin"],
        ["2 EUR", "I pay by card"],
        ["900 EUR", "I pay by bank"],
    ]
    assert [case.name for case in found] == ["pay 1 by coin", "pay 2 by card", "pay 900 by bank"]
    assert [case.location.line for case in found] == [12, 13, 18]
    assert {case.scenario_location.line for case in found} == {4}
    assert found[2].example == (("means", "bank"), ("sum", "900"))


def test_the_tags_of_an_examples_block_are_in_effect_on_its_rows_alone() -> None:
    found = cases(OUTLINE)

    assert [case.tags for case in found] == [
        ("feature", "scenario", "small"),
        ("feature", "scenario", "small"),
        ("feature", "scenario", "large"),
    ]


def test_examples_are_read_as_written() -> None:
    first, second = read(OUTLINE).scenarios[0].examples

    assert (first.keyword, first.name, first.header) == ("Examples", "small sums", ("sum", "means"))
    assert first.description.strip() == "Some words"
    assert [(row.cells, row.location.line) for row in first.rows] == [
        (("1", "coin"), 12),
        (("2", "card"), 13),
    ]
    assert [tag.name for tag in second.tags] == ["large", "feature"]
    assert second.location.line == 16


@pytest.mark.parametrize(
    "ending",
    [
        pytest.param("", id="no examples"),
        pytest.param("Examples:", id="no table"),
        pytest.param("Examples:\n| a |", id="no rows"),
    ],
)
def test_an_outline_without_rows_has_no_case(ending: str) -> None:
    (scenario,) = read(f"Feature: f\nScenario Outline: s\nGiven <a>\n{ending}").scenarios

    assert scenario.is_outline
    assert scenario.cases == ()


def test_a_scenario_with_rows_is_an_outline_whatever_its_keyword() -> None:
    (scenario,) = read("Feature: f\nScenario: s\nGiven <a>\nExamples:\n| a |\n| 1 |").scenarios

    assert scenario.is_outline
    assert [texts(case) for case in scenario.cases] == [["1"]]


@pytest.mark.parametrize("examples", ["", "Examples:\n| a |\n| 1 |"], ids=["scenario", "outline"])
def test_a_scenario_without_steps_has_no_case_even_below_a_background(examples: str) -> None:
    (scenario,) = read(f"Feature: f\nBackground:\nGiven b\nScenario: s\n{examples}").scenarios

    assert scenario.cases == ()


def test_a_misspelt_keyword_leaves_a_scenario_without_a_case() -> None:
    (scenario,) = read("Feature: f\nScenario: s\n  Givn a basket").scenarios

    assert scenario.cases == ()


def test_placeholders_are_filled_in_tables_doc_strings_and_names() -> None:
    (case,) = cases(
        '''\
        Feature: f
          Scenario Outline: <a>
            Given a table
              | <a> | <b> |
            And words
              """<a>
              <b> and <c>
              """
            Examples:
              | a | b |
              | 1 | 2 |
        '''
    )

    assert [step.argument for step in case.steps] == [
        DataTable((("1", "2"),)),
        DocString("2 and <c>", "1"),
    ]


def test_the_steps_of_a_background_are_not_filled_in() -> None:
    (case,) = cases("Feature: f\nBackground:\nGiven <a>\nScenario: s\nWhen <a>\nExamples:\n| a |\n| 1 |")

    assert texts(case) == ["<a>", "1"]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        pytest.param("| a | b |", ("a", "b"), id="plain"),
        pytest.param(r"| a \| b |", ("a | b",), id="bar"),
        pytest.param(r"| a\nb |", ("a\nb",), id="line break"),
        pytest.param(r"| a\\nb |", (r"a\nb",), id="backslash"),
        pytest.param(r"| a\tb |", (r"a\tb",), id="other escapes stay"),
        pytest.param("||  |", ("", ""), id="empty"),
    ],
)
def test_table_cells_are_unescaped_and_trimmed(row: str, cells: tuple[str, ...]) -> None:
    assert argument(row) == DataTable((cells,))


def test_a_table_keeps_its_rows_in_order() -> None:
    assert argument("| h |\n# note\n| 2 |\n\n| 1 |") == DataTable((("h",), ("2",), ("1",)))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param('"""\nx\n"""', DocString("x"), id="quotes"),
        pytest.param("```\nx\n```", DocString("x"), id="backticks"),
        pytest.param('"""json\n{}\n"""', DocString("{}", "json"), id="media type"),
        pytest.param('"""\n"""', DocString(""), id="empty"),
        pytest.param('  """\n    x\n  y \n  """', DocString("  x\ny "), id="indented"),
        pytest.param('"""\n\\"\\"\\"\n"""', DocString('"""'), id="escaped quotes"),
        pytest.param('```\n"""\n```', DocString('"""'), id="quotes in backticks"),
        pytest.param('"""\n# kept\n\n@kept | a |\n"""', DocString("# kept\n\n@kept | a |"), id="all is text"),
    ],
)
def test_a_doc_string_keeps_what_stands_between_its_delimiters(lines: str, expected: DocString) -> None:
    assert argument(lines) == expected


@pytest.mark.parametrize(
    "lines", ['| a |\n"""\nx\n"""', '"""\nx\n"""\n| a |'], ids=["table first", "text first"]
)
def test_a_step_may_carry_a_table_and_a_doc_string(lines: str) -> None:
    assert argument(lines) == TableAndDocString(DataTable((("a",),)), DocString("x"))


def test_a_step_without_argument_has_none() -> None:
    assert argument("") is None


def test_and_but_and_star_keep_the_kind_above() -> None:
    found = kinds(
        "Feature: f\nScenario: s\nGiven a\nAnd b\n* c\nWhen d\nBut e\n* f\nThen g\nAnd h\nBut i\n* j\nWhen k"
    )

    assert found == [CONTEXT] * 3 + [ACTION] * 3 + [OUTCOME] * 4 + [ACTION]


@pytest.mark.parametrize("keyword", ["And", "But", "*"])
def test_a_leading_conjunction_is_context(keyword: str) -> None:
    assert kinds(f"Feature: f\nScenario: s\n{keyword} a\nThen b") == [CONTEXT, OUTCOME]


@pytest.mark.parametrize("keyword", ["And", "But", "*"])
def test_a_leading_conjunction_keeps_the_kind_that_the_background_ended_with(keyword: str) -> None:
    text = f"Feature: f\nBackground:\nGiven a\nWhen b\nScenario: s\n{keyword} c"

    assert kinds(text) == [CONTEXT, ACTION, ACTION]
    assert read(text).scenarios[0].steps[0].kind is ACTION


def test_a_leading_conjunction_in_a_background_keeps_the_kind_above_it() -> None:
    text = "Feature: f\nBackground:\nWhen a\nRule: r\nBackground:\n* b\nScenario: s\nAnd c"

    background = read(text).rules[0].background
    assert kinds(text) == [ACTION, ACTION, ACTION]
    assert background is not None
    assert background.steps[0].kind is ACTION


SMALL = "Feature: f\n  Scenario: s\n    Given a\n      | x |\n      | y |\n    When b\n"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(SMALL.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(SMALL.replace("\n", "\r").encode(), id="lone CR"),
        pytest.param(SMALL.encode("utf-8-sig"), id="BOM"),
        pytest.param(SMALL.strip().encode(), id="no last line end"),
    ],
)
def test_bytes_that_a_text_editor_hides_change_nothing(source: bytes) -> None:
    assert parse_feature(source, "f.feature") == parse_feature(SMALL.encode(), "f.feature")


@pytest.mark.parametrize("source", [b"", b"\n \n", b"# only\n# words", b"\xef\xbb\xbf"])
def test_a_file_without_a_feature_is_one_problem(source: bytes) -> None:
    file = parse_feature(source, "f.feature")

    assert file.feature is None
    assert [(problem.name, problem.location.line) for problem in file.problems] == [("empty-file", 1)]


def test_a_file_that_is_not_utf_8_is_one_problem() -> None:
    file = parse_feature("Feature: Grüße".encode("latin-1"), "f.feature")

    assert file.feature is None
    assert [problem.name for problem in file.problems] == ["not-utf-8"]


def test_a_file_that_does_not_parse_is_problems_and_no_feature() -> None:
    file = parse_feature(b"Feature: f\nScenario: s\nGiven a\n| a |\n| b | c |", "f.feature")

    assert file.feature is None
    assert [(problem.name, problem.location.line) for problem in file.problems] == [("syntax-error", 5)]


def test_comments_are_kept_trimmed_with_their_lines() -> None:
    file = parse_feature(b"Feature: f\n\n  # storycontract: ignore[x] -- y  \n  Scenario: s", "f.feature")

    assert [(comment.text, comment.location.line) for comment in file.comments] == [
        ("# storycontract: ignore[x] -- y", 3)
    ]


def test_cases_are_what_the_library_compiles() -> None:
    document = Parser().parse(dedent(OUTLINE))
    pickles = Compiler().compile({**document, "uri": "shop/pay.feature"})

    assert [
        (case.name, texts(case), [f"@{tag}" for tag in case.tags], case.location.line)
        for case in cases(OUTLINE)
    ] == [
        (
            pickle["name"],
            [step["text"] for step in pickle["steps"]],
            list(dict.fromkeys(tag["name"] for tag in pickle["tags"])),
            pickle["location"]["line"],
        )
        for pickle in pickles
    ]


def test_a_tag_line_may_end_in_a_comment() -> None:
    assert [tag.name for tag in read("@a @b#c #d @e\nFeature: f").tags] == ["a", "b#c"]


def test_a_bare_at_sign_is_a_tag_without_a_name() -> None:
    assert [tag.name for tag in read("@\nFeature: f").tags] == [""]


def test_tags_of_another_tool_that_are_story_ids_are_no_obligation() -> None:
    tagged = b"@JIRA-7\nFeature: f\nScenario: s\nGiven a"
    plain = b"Feature: f\nScenario: s\nGiven a"

    first = parse_feature(tagged, "f.feature", re.compile(r"JIRA-\d+")).feature
    second = parse_feature(plain, "f.feature").feature

    assert first is not None
    assert second is not None
    assert first.scenarios[0].cases[0].fingerprint == second.scenarios[0].cases[0].fingerprint


def test_what_looks_like_an_id_of_another_tool_inside_a_story_is_an_obligation() -> None:
    block = "Examples:\n|a|\n|1|\n"
    text = f"@JIRA-7\nFeature: f\n{{}}Scenario Outline: s\nGiven <a>\n{{}}{block}{{}}{block}"
    story_tag = re.compile(r"JIRA-\d+|ui|api")

    def list_obligations(*tags: str) -> list[tuple[str, ...]]:
        feature = parse_feature(text.format(*tags).encode(), "f.feature", story_tag).feature
        assert feature is not None
        return [case.obligations for case in feature.scenarios[0].cases]

    # Two blocks of the same rows are two promises where only a tag tells what they run on.
    assert list_obligations("", "@ui\n", "@api\n") == [("ui",), ("api",)]
    assert list_obligations("@JIRA-8 @JIRA-7\n", "", "") == [("JIRA-8",), ("JIRA-8",)]


def test_ids_of_another_tool_on_a_feature_and_on_a_rule_are_no_obligations() -> None:
    text = b"@JIRA-7\nFeature: f\n@JIRA-8\nRule: r\nScenario: s\nGiven a\n"
    feature = parse_feature(text, "f.feature", re.compile(r"JIRA-\d+")).feature

    assert feature is not None
    assert feature.rules[0].scenarios[0].cases[0].obligations == ()
