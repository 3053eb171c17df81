"""What an author sees at a terminal of 80 columns."""

from collections.abc import Callable
from dataclasses import replace

from storycontract.lint.lint_result import LintResult
from storycontract.report.findings.findings_screen import FindingsScreen
from storycontract.report.findings.text_findings import render_concise, render_text

SCREEN = FindingsScreen(width=80)

EXPECTED = """\
features/pay card.feature:2:3: info [long-title]
  title is long
    2 | Scenario: Pay | by card
      | ^^^^^^^^^^^^^^^^^^^^^^^
  fix: cut it down

features/pay card.feature:4:10: error [empty-outcome]
  outcome asserts nothing: `it works`
    4 | Then it works
      |      ^^^^^^^^
  fix: say what can be seen: which text, number or state, and who sees it

2 findings in 1 of 3 files: 1 error, 1 info
  1  empty-outcome
  1  long-title *
not shown: 1 finding silenced with a reason, 2 findings in the baseline
* `--fix` mends 1 of them without changing what runs
`storycontract explain empty-outcome` says why that rule is there
"""


def test_each_finding_has_its_line_a_caret_and_what_to_write_instead(result: LintResult) -> None:
    assert render_text(result, SCREEN) == EXPECTED


def test_the_concise_form_has_one_line_for_each_finding(result: LintResult) -> None:
    first, _, last = render_concise(result, SCREEN).splitlines()

    assert first == "features/pay card.feature:2:3: info: title is long [long-title]"
    assert last == "2 findings in 1 of 3 files: 1 error, 1 info"


def test_a_clean_run_says_how_much_was_looked_at(make_result: Callable[..., LintResult]) -> None:
    clean = replace(make_result(), suppressed=(), known_count=0)

    assert render_text(clean, SCREEN) == "3 files linted, no findings\n"


def test_nothing_is_painted_unless_there_is_colour(result: LintResult) -> None:
    assert "\x1b" not in render_text(result, SCREEN)
    assert "\x1b[31merror\x1b[0m" in render_text(result, FindingsScreen(colour=True))


def test_a_long_line_is_cut_around_its_caret() -> None:
    line = "    Then " + "very " * 40 + "good things happen"
    column = line.index("good") + 1

    shown, carets = SCREEN.point(line, column, column + 4, room=40)

    assert len(shown) <= 40
    assert shown[carets.index("^") :].startswith("good")
    assert carets.strip() == "^^^^"


def test_wide_characters_take_two_cells_before_the_caret() -> None:
    shown, carets = SCREEN.point("  前提 it works", 6, 14, room=60)

    assert (shown, carets) == ("前提 it works", "     ^^^^^^^^")


def test_a_tab_in_a_line_moves_no_caret() -> None:
    shown, carets = SCREEN.point("\tThen\tit works", 7, 9, room=60)

    assert (shown, carets) == ("Then it works", "     ^^")


def test_a_finding_without_a_line_shows_none(result: LintResult) -> None:
    assert " | " not in render_text(replace(result, find_lines=lambda _: []), SCREEN)
