"""Edits are applied as wholes, and never over one another."""

from storycontract.lint.repair import Edit, Repair
from storycontract.lint.repairing import repair_text

TEXT = "Feature: Shop\r\n  Scenario: Pay\r\n    When a\r\n    When b\r\n"


def replace(line: int, column: int, end_column: int, text: str) -> Repair:
    return Repair("mend it", (Edit(line, column, line, end_column, text),), is_safe=True)


def test_words_of_a_line_are_replaced_and_line_ends_kept() -> None:
    text, applied = repair_text(TEXT, [replace(4, 5, 9, "And")])

    assert text == "Feature: Shop\r\n  Scenario: Pay\r\n    When a\r\n    And b\r\n"
    assert len(applied) == 1


def test_whole_lines_are_deleted() -> None:
    text, _ = repair_text(TEXT, [Repair("remove it", (Edit(3, 1, 4, 1, ""),))])

    assert text == "Feature: Shop\r\n  Scenario: Pay\r\n    When b\r\n"


def test_an_empty_range_inserts_with_the_line_ends_of_the_file() -> None:
    text, _ = repair_text(TEXT, [Repair("add it", (Edit(5, 1, 5, 1, "    Then c\n"),))])

    assert text == f"{TEXT}    Then c\r\n"


def test_a_place_behind_the_last_line_is_the_end() -> None:
    text, _ = repair_text("Feature: Shop", [Repair("add it", (Edit(9, 1, 9, 1, "\n"),))])

    assert text == "Feature: Shop\n"


def test_of_two_that_overlap_the_second_is_left() -> None:
    first, second = replace(4, 5, 9, "And"), replace(4, 8, 11, "x")

    text, applied = repair_text(TEXT, [first, second])

    assert "    And b" in text
    assert applied == (first,)


def test_a_repair_of_which_one_edit_overlaps_is_left_as_a_whole() -> None:
    both = Repair("m", (Edit(1, 1, 1, 8, "Ability"), Edit(4, 5, 4, 9, "x")))

    text, applied = repair_text(TEXT, [replace(4, 5, 9, "And"), both])

    assert text.startswith("Feature")
    assert len(applied) == 1


def test_edits_count_in_the_text_as_it_was() -> None:
    text, _ = repair_text("a b c\n", [replace(1, 1, 2, "long"), replace(1, 5, 6, "x")])

    assert text == "long b x\n"
