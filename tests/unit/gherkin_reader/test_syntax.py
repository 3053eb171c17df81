"""What an author is told where a file is refused."""

from textwrap import dedent

import pytest

from storycontract.gherkin_reader.parsing import parse_feature

Message = tuple[int, int, str, str]


def messages(text: str) -> list[Message]:
    file = parse_feature(dedent(text).encode(), "pay.feature")
    assert file.feature is None
    assert {problem.name for problem in file.problems} == {"syntax-error"}
    return [
        (problem.location.line, problem.location.column, problem.detail, problem.fix)
        for problem in file.problems
    ]


def below_a_step(text: str) -> tuple[str, str]:
    ((_, _, detail, fix),) = messages(f"Feature: f\nScenario: s\nGiven a\n{text}")
    return detail, fix


def test_a_row_of_another_length_is_counted() -> None:
    text = """\
        Feature: f
          Scenario: s
            Given a
              | a | b | c |
              | 1 | 2 | 3 |
              # note

              | 1 | 2 |
        """

    assert messages(text) == [
        (8, 7, "this row has 2 cells, the first row has 3", "add cells, and end the row with `|`")
    ]


def test_a_row_that_is_too_long_may_hold_a_bar() -> None:
    assert below_a_step("| a |\n| 1 | 2 |") == (
        "this row has 2 cells, the first row has 1",
        "remove cells, or write `\\|` where the bar is text",
    )


def test_a_row_of_one_cell_is_counted_in_the_singular() -> None:
    assert below_a_step("| a | b |\n| 1 |")[0] == "this row has 1 cell, the first row has 2"


def test_the_first_row_of_a_table_is_not_that_of_the_table_before() -> None:
    detail, _ = below_a_step("| a | b | c |\nWhen b\n| a |\n| 1 | 2 |")

    assert detail == "this row has 2 cells, the first row has 1"


@pytest.mark.parametrize("word", ["and", "Ad", "GIVEN", "Whem", "Thne"])
def test_a_misspelt_keyword_is_offered_as_meant(word: str) -> None:
    keyword = {"and": "And", "Ad": "And", "GIVEN": "Given", "Whem": "When", "Thne": "Then"}[word]

    assert below_a_step(f"{word} b") == (f"`{word} b` cannot stand here", f"did you mean `{keyword}`?")


@pytest.mark.parametrize("word", ["Then", "And", "*"])
def test_a_keyword_alone_is_told_that_it_says_nothing(word: str) -> None:
    detail, fix = below_a_step(word)

    assert detail == f"`{word}` says nothing"
    assert fix == "write behind it, on the same line, what is given, done or seen"


def test_a_misspelt_keyword_is_offered_in_the_language_of_the_file() -> None:
    text = "# note\n#language: de\nFunktionalität: f\nSzenario: s\nAngenommen a\nDan b"

    assert messages(text)[0][3] == "did you mean `Dann`?"


def test_words_that_are_no_step_are_shown_with_what_may_stand_there() -> None:
    assert below_a_step("hello there") == (
        "`hello there` cannot stand here",
        (
            "write a step (`Given`, `When`, `Then`, `And`, `But`, `*`) or `Scenario:` or a table row "
            "(`| … |`) here, or remove the line"
        ),
    )


def test_a_long_line_is_shown_in_part() -> None:
    assert below_a_step("x" * 1000)[0] == f"`{'x' * 60}…` cannot stand here"


@pytest.mark.parametrize(
    ("lines", "detail", "fix"),
    [
        ("'''\nx\n'''", "`'''` opens no doc string", 'write `"""`'),
        ('"""\nx\n"""\n"""\ny\n"""', "a doc string that belongs to no step", "put it directly below a step"),
        ("Examples:\n|a|\n|1|\n\nx\n|a|", "`x` cannot stand here", "write "),
        ("Feature: g", "a second feature in one file", "move it to a file of its own"),
        ("Background:\nGiven c", "a background out of place", "put one before the first scenario"),
        ("@ok @a b", "a tag with a space in it", "start every tag with `@`"),
        ("@a", "the file ends after a tag", "write what the tag belongs to below it"),
        ('"""\nx', "the file ends inside a doc string", "close it with"),
    ],
    ids=[
        "single quotes",
        "second doc string",
        "text after examples",
        "second feature",
        "late background",
        "tag with a space",
        "tag at the end",
        "open doc string",
    ],
)
def test_a_frequent_mistake_is_named(lines: str, detail: str, fix: str) -> None:
    _, _, first_detail, first_fix = messages(f"Feature: f\nScenario: s\nGiven a\n{lines}")[0]

    assert first_detail == detail
    assert first_fix.startswith(fix)


def test_a_tag_with_a_space_is_told_once_at_its_column() -> None:
    assert [(line, column) for line, column, *_ in messages("Feature: f\n  @ok @a b\n  Scenario: s")] == [
        (2, 7)
    ]


def test_a_table_without_a_step_is_named() -> None:
    text = 'Feature: f\nScenario: s\nGiven a\n| a |\n"""\nx\n"""\n| b |'

    assert messages(text)[0][2] == "a table that belongs to no step"


def test_examples_without_a_scenario_are_named() -> None:
    assert messages("Feature: f\nBackground:\nGiven a\nExamples:")[0][2] == "examples out of place"


def test_a_rule_between_tags_and_scenario_is_named() -> None:
    assert messages("@a\nRule: r")[0][2] == "`Rule: r` stands before any feature"


def test_a_file_that_starts_with_other_words_is_told_once() -> None:
    assert messages("# note\n\n  hello\n\nScenario: s\n  Given a") == [
        (3, 3, "`hello` stands before any feature", "start the file with `Feature:` and a name")
    ]


def test_a_file_in_another_language_without_a_header_is_told_its_header() -> None:
    ((line, _, _, fix),) = messages("Jellemző: f\nForgatókönyv: s")

    assert (line, fix) == (1, "write `# language: hu` as the first line")


@pytest.mark.parametrize(
    ("code", "fix"),
    [
        ("de-DE", "did you mean `de`?"),
        ("pt_BR", "did you mean `pt`?"),
        ("EN", "did you mean `en`?"),
        ("frr", "did you mean `fr`?"),
        ("no-such", "write a code such as `en`, `de` or `fr`"),
    ],
)
def test_an_unknown_language_is_told_once_with_the_nearest_code(code: str, fix: str) -> None:
    ((line, _, detail, found),) = messages(f"# language: {code}\nFonction: f\nScénario: s")

    assert (line, detail, found) == (1, f"no Gherkin language has the code `{code}`", fix)


def test_mistakes_apart_from_one_another_are_all_told_in_order() -> None:
    text = """\
        Feature: f
          Scenario: s
            Given a
            hello
            and
            there
            When b
              | a |
              | a | b |
            or else
        """

    assert [line for line, *_ in messages(text)] == [4, 9, 10]


def test_a_run_of_refused_lines_ends_where_a_line_is_accepted() -> None:
    assert [line for line, *_ in messages("Feature: f\nScenario: s\nGiven a\nx\nGiven b\nx")] == [4, 6]


def test_very_many_mistakes_do_not_hide_the_first() -> None:
    text = "Feature: f\nScenario: s\n" + "Given a\nx\n" * 50

    assert messages(text)[0][0] == 4
