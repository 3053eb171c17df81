"""The summary as people see it."""

import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len

from storycontract.report.stories import (
    CaseEntry,
    ReasonEntry,
    RunEntry,
    SelectionEntry,
    StoriesDocument,
    StoryEntry,
    WithdrawalEntry,
)
from storycontract.report.terminal import render_summary
from storycontract.verdict.judgement import Flag, StoryVerdict

MakeStory = Callable[..., StoryEntry]
MakeRun = Callable[..., RunEntry]
MakeDocument = Callable[..., StoriesDocument]


def reason(code: str, sentence: str, *, line: int = 6, command: str | None = None) -> ReasonEntry:
    return ReasonEntry(
        code=code, count=1, sentence=sentence, path="features/pay.feature", line=line, command=command
    )


def render(document: StoriesDocument, width: int = 80) -> str:
    return render_summary(document, width, colour=False, unicode=True)


def test_a_long_list_is_cut_and_says_how_much_is_left(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    document = make_document(*(make_story(StoryVerdict.FAILING, id=f"SHOP-{number}") for number in range(5)))

    shown = render_summary(document, 80, colour=False, unicode=True, most=3)

    assert "SHOP-2" in shown
    assert "SHOP-3" not in shown
    assert "and 2 more that are not done: storycontract status" in shown


def test_each_story_that_is_not_done_says_why_and_where_worst_first(
    make_document: MakeDocument, make_story: MakeStory, failing_case: CaseEntry
) -> None:
    document = make_document(
        make_story(StoryVerdict.DONE, id="SHOP-1"),
        make_story(StoryVerdict.UNSTARTED, id="SHOP-2", title="Search"),
        make_story(StoryVerdict.UNPROVEN, id="SHOP-3", title="Sign in"),
        make_story(
            StoryVerdict.FAILING,
            id="SHOP-10",
            reasons=(
                reason("failed", "1 of 4 scenarios fails"),
                reason("not-run", "1 scenario has not been run"),
            ),
            cases=(failing_case,),
        ),
    )

    assert render(document) == (
        "1 of 4 stories done\n"
        "1 not working · 1 not proven · 1 not started\n"
        "\n"
        "✗ Not working    SHOP-10  Pay\n"
        "                 1 of 4 scenarios fails · 1 scenario has not been run\n"
        "                 Then the order is paid\n"
        "                 features/pay.feature:6\n"
        "\n"
        "◐ Not proven     SHOP-3   Sign in\n"
        "                 2 scenarios have not been run\n"
        "                 features/pay.feature:3\n"
        "\n"
        "○ Not started    SHOP-2   Search\n"
        "                 2 scenarios have not been run\n"
        "                 features/pay.feature:3\n"
    )


def test_the_files_that_made_several_stories_stale_are_named_once(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    stale = reason("stale", "1 scenario was last run on older code; changed since: a.py, b.py — run again")
    document = make_document(make_story(reasons=(stale,)), make_story(id="SHOP-2", reasons=(stale,)))

    shown = " ".join(render(document).split())

    assert shown.count("changed since: a.py, b.py — run again") == 1
    assert shown.count("changed since: the same files — run again") == 1


@pytest.mark.parametrize("name", ["features", "features/a_rather_long_name.feature"])
def test_a_story_called_like_its_id_is_named_once(
    make_document: MakeDocument, make_story: MakeStory, name: str
) -> None:
    shown = render(make_document(make_story(id=name, title=name)))

    assert f"\n◐ Not proven     {name}\n                 2 scenarios have not been run\n" in shown


def test_a_wide_id_has_its_title_below(make_document: MakeDocument, make_story: MakeStory) -> None:
    shown = render(make_document(make_story(id="pay.feature:Guest-checkout", title="Guest checkout")))

    assert "\n◐ Not proven     pay.feature:Guest-checkout\n                 Guest checkout\n" in shown


def test_all_done_is_one_line(make_document: MakeDocument, make_story: MakeStory) -> None:
    assert render(make_document(make_story(StoryVerdict.DONE))) == "1 of 1 story done\n"


def test_no_story_is_said_to_be_done_where_there_is_none(make_document: MakeDocument) -> None:
    assert render(make_document()) == "no story found\n"


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal(
    make_document: MakeDocument, make_story: MakeStory, width: int
) -> None:
    document = make_document(
        make_story(
            title="書籍を著者名で検索する機能とタイトルで検索する機能と表紙の色で検索する機能と値段で検索",
            reasons=(
                reason(
                    "stale", "1 scenario was last run on older code; changed since: a.py — run again " * 3
                ),
            ),
        ),
        make_story(id="SHOP-2", title="A title " * 20),
    )

    assert max(cell_len(line) for line in render(document, width).splitlines()) <= width


def test_a_path_that_is_too_long_for_its_column_stays_whole(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    path = "features/a_folder_with_a_long_name/another_one/guest_checkout_by_card.feature"
    long = reason("not-run", "1 scenario has not been run").model_copy(update={"path": path})

    assert f"\n  {path}:6\n" in render(make_document(make_story(reasons=(long,))))


def test_colour_is_only_paint(make_document: MakeDocument, make_story: MakeStory) -> None:
    document = make_document(make_story(), make_story(StoryVerdict.DONE, id="SHOP-2"))

    painted = render_summary(document, 80, colour=True, unicode=False)

    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == render_summary(document, 80, colour=False, unicode=False)


def test_ascii_is_enough_where_nothing_else_can_be_shown(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    flaky = reason("flaky", "passes only sometimes — why?", command='storycontract withdraw x --reason "…"')

    shown = render_summary(make_document(make_story(reasons=(flaky,))), 80, colour=False, unicode=False)

    assert shown.isascii()


def test_what_moves_the_cursor_is_taken_out(make_document: MakeDocument, make_story: MakeStory) -> None:
    shown = render(make_document(make_story(title="Pay\x1b[2J\rDone")))

    assert "Pay Done" in shown
    assert "\x1b" not in shown


def test_a_flaky_story_names_the_command_that_takes_a_run_back(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    command = 'storycontract withdraw 0b8d7a52-5d21-4f0e-9d3c-0d3f1f6a7c11 --reason "…"'
    flaky = reason("flaky", "its only scenario passes only sometimes", command=command)

    assert command in render(make_document(make_story(reasons=(flaky,))))


def test_a_blocked_story_names_what_it_waits_for(make_document: MakeDocument, make_story: MakeStory) -> None:
    story = make_story(flags=(Flag.BLOCKED,), depends=("SHOP-7",))

    assert "blocked: SHOP-7 is not done" in render(make_document(story))


def test_a_filtered_run_says_what_filtered_it(make_document: MakeDocument, make_run: MakeRun) -> None:
    run = make_run(selection=SelectionEntry(is_full=False, reasons=("-k card",)))

    assert "The last run was partial: filtered by -k card." in render(make_document(runs=(run,)))


def test_an_incomplete_run_says_why(make_document: MakeDocument, make_run: MakeRun) -> None:
    run = make_run(complete=False, why_incomplete="the run was interrupted")

    assert "The last run is incomplete: the run was interrupted." in render(make_document(runs=(run,)))


def test_only_the_last_run_is_spoken_of(make_document: MakeDocument, make_run: MakeRun) -> None:
    runs = (make_run(complete=False, why_incomplete="the run was interrupted"), make_run(id="later"))

    assert "incomplete" not in render(make_document(runs=runs))


def test_a_run_of_another_product_is_not_the_last_run(make_document: MakeDocument, make_run: MakeRun) -> None:
    run = make_run(project="other", complete=False, why_incomplete="the run was interrupted")

    assert render(make_document(runs=(run,))) == "no story found\n"


def test_evidence_that_cannot_be_read_is_named_with_the_command_that_withdraws_it(
    make_document: MakeDocument, make_story: MakeStory, make_run: MakeRun, failing_case: CaseEntry
) -> None:
    cell = failing_case.environments[0].model_copy(update={"damaged_runs": ("0123.jsonl",)})
    case = failing_case.model_copy(update={"environments": (cell,)})
    document = make_document(make_story(cases=(case,)), runs=(make_run(damage="line 4: no JSON"),))

    shown = render(document)

    assert "Evidence cannot be read: reports/evidence/0123.jsonl: line 4: no JSON." in shown
    assert 'storycontract withdraw 0123.jsonl --reason "…"' in shown


def test_a_withdrawn_run_is_always_shown(make_document: MakeDocument, make_run: MakeRun) -> None:
    taken_back = WithdrawalEntry(reason="the grid was down", by="ann", at_utc="2026-11-23T11:00:00Z")

    shown = render(make_document(runs=(make_run(withdrawn=taken_back),)), width=100)

    assert "Withdrawn by ann: run 0b8d7a52-5d21-4f0e-9d3c-0d3f1f6a7c11 (the grid was down)." in shown
