"""Lines into a room."""

import pytest

from storycontract.report.ci.fitting import Block, fit_blocks

TABLE = Block([f"| row {number} |" for number in range(1_000)], head=("| rows |", "|---|"), what="rows")


def test_blocks_are_parted_by_an_empty_line() -> None:
    blocks = [Block(("# title",)), Block(("- one", "- two"), foot=("", "end"))]

    assert fit_blocks(blocks, 1_000) == "# title\n\n- one\n- two\n\nend\n"


def test_a_block_without_lines_is_left_out_with_its_head_and_foot() -> None:
    assert fit_blocks([Block((), head=("| rows |",), foot=("end",)), Block(("- one",))], 1_000) == "- one\n"


@pytest.mark.parametrize("room", [400, 500, 3_000, 9_000])
def test_what_does_not_fit_is_counted(room: int) -> None:
    text = fit_blocks([Block(("# title",)), TABLE], room)

    shown = text.count("| row ")
    assert len(text.encode()) <= room
    assert text.endswith(f"\n{1_000 - shown} more rows did not fit here.\n")


def test_a_foot_stands_where_its_lines_were_cut() -> None:
    text = fit_blocks([Block(TABLE.lines, head=("<details>", ""), foot=("", "</details>"))], 500)

    assert text.count("<details>") == text.count("</details>") == 1


def test_a_block_of_which_nothing_fits_is_one_sentence() -> None:
    text = fit_blocks([Block(("# title",)), Block(("x" * 900,), head=("<details>",))], 600)

    assert text == "# title\n\n1 more lines did not fit here.\n"
