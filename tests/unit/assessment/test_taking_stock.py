"""Files on disk to the document: contract, evidence and the code of today together."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from storycontract.assessment.taking_stock import take_stock, write_stories
from storycontract.evidence.record import Outcome
from storycontract.evidence.withdrawal import withdraw_run
from storycontract.report.stories import StoriesDocument
from storycontract.report.stories_file import load_stories, render_stories
from storycontract.settings.loading import load_settings
from storycontract.verdict.judgement import StoryVerdict

Record = Callable[..., Path]

NOW = "2026-11-23T12:00:00.000+00:00"
PASSED = Outcome.PASSED
BOTH = {"By card": PASSED, "By invoice": PASSED}


def stock(project: Path) -> StoriesDocument:
    return take_stock(load_settings(project), now_utc=NOW)


def verdict(project: Path) -> StoryVerdict:
    return stock(project).stories[0].verdict


def only_reason(project: Path) -> str:
    (reason,) = stock(project).stories[0].reasons
    return reason.sentence


def test_a_story_is_done_by_the_evidence_of_today(project: Path, record: Record) -> None:
    record(BOTH)

    assert verdict(project) is StoryVerdict.DONE


def test_without_evidence_a_story_is_not_started(project: Path) -> None:
    assert verdict(project) is StoryVerdict.UNSTARTED


def test_a_changed_file_makes_a_story_stale_and_is_named(project: Path, record: Record) -> None:
    record(BOTH)

    (project / "src" / "basket.py").write_text("PRICE = 2\n")

    assert verdict(project) is StoryVerdict.UNPROVEN
    assert only_reason(project) == (
        "2 scenarios were last shown to work on older code; changed since: src/basket.py — run again"
    )
    assert stock(project).stories[0].criteria[0].cases[0].environments[0].stale is not None


def test_many_changed_files_are_named_shortly_in_the_sentence_and_fully_in_the_document(
    project: Path, record: Record
) -> None:
    record(BOTH)
    paths = [f"src/new_{number}.py" for number in range(5)]

    for path in paths:
        (project / path).write_text("")

    (cell,) = stock(project).stories[0].criteria[0].cases[0].environments
    assert cell.stale is not None
    assert list(cell.stale.changed) == paths
    assert only_reason(project) == (
        "2 scenarios were last shown to work on older code; changed since: src/new_0.py, src/new_1.py, "
        "src/new_2.py and 2 more — run again; if a run writes it, ignore it or add it to outputs"
    )


def test_code_as_it_was_makes_evidence_fresh_again(project: Path, record: Record) -> None:
    record(BOTH)
    (project / "src" / "basket.py").write_text("PRICE = 2\n")
    (project / "src" / "basket.py").write_text("PRICE = 1\n")

    assert verdict(project) is StoryVerdict.DONE


def test_a_file_written_during_a_run_is_named(project: Path, record: Record) -> None:
    written = project / "orders.csv"

    record(BOTH, before_end=lambda: written.write_text("1"))
    written.unlink()

    assert only_reason(project) == (
        "2 scenarios were last shown to work, but the code changed while the run was on: orders.csv — "
        "run again; if a run writes it, ignore it or add it to outputs"
    )


def test_a_file_that_a_run_leaves_behind_is_named(project: Path, record: Record) -> None:
    record(BOTH, before_end=lambda: (project / "orders.csv").write_text("1"))

    assert "the code changed while the run was on: orders.csv — run again" in only_reason(project)


def test_a_killed_run_adds_no_pass(project: Path, record: Record) -> None:
    record(BOTH, ends=False)

    assert verdict(project) is StoryVerdict.UNPROVEN
    assert only_reason(project) == (
        "2 scenarios were last shown to work, but the run has no end: it was killed, or is still on "
        "— run again"
    )


def test_a_killed_run_keeps_what_it_saw_fail(project: Path, record: Record) -> None:
    record({"By card": Outcome.FAILED}, ends=False)

    assert verdict(project) is StoryVerdict.FAILING


def test_a_file_of_evidence_that_was_touched_is_unreadable_until_it_is_withdrawn(
    project: Path, record: Record
) -> None:
    file = record({"By card": Outcome.FAILED})
    file.write_bytes(file.read_bytes().replace(b'"failed"', b'"passed"'))
    record(BOTH)
    before = verdict(project)

    withdraw_run(
        load_settings(project).evidence_folder,
        file.name,
        reason="edited",
        by="ann",
        at_utc="2026-11-23T11:00:00Z",
    )

    assert (before, verdict(project)) == (StoryVerdict.UNPROVEN, StoryVerdict.DONE)


def test_evidence_copied_from_another_project_counts_for_nothing(project: Path, record: Record) -> None:
    record(BOTH)
    settings = project / "pyproject.toml"
    settings.write_text(settings.read_text().replace("shop", "other"))

    document = stock(project)

    assert document.stories[0].verdict is not StoryVerdict.DONE
    assert document.runs[0].is_fresh is False


def test_the_same_evidence_in_two_places_is_one(project: Path, record: Record) -> None:
    file = record({"By card": Outcome.FAILED, "By invoice": PASSED})
    alone = render_stories(stock(project))

    (file.parent / "from_ci").mkdir()
    shutil.copy(file, file.parent / "from_ci" / file.name)

    assert render_stories(stock(project)) == alone


def test_a_ready_finding_keeps_a_story_from_done(project: Path, record: Record) -> None:
    feature = project / "features" / "pay.feature"
    feature.write_text(feature.read_text().replace('Then the order "13" is shown as open', "And she waits"))
    record(BOTH)

    document = stock(project)

    assert document.stories[0].verdict is StoryVerdict.UNSPECIFIED
    assert document.stories[0].reasons[0].code == "scenario-missing-then"


def test_the_document_says_which_runs_it_rests_on(project: Path, record: Record) -> None:
    file = record(BOTH)

    (run,) = stock(project).runs

    assert (run.file, run.is_fresh, run.complete) == (f"reports/evidence/{file.name}", True, True)


def test_the_result_is_written_where_the_settings_say(project: Path, record: Record) -> None:
    record(BOTH)
    document = stock(project)

    file = write_stories(load_settings(project), document)

    assert file == project / "reports" / "stories.json"
    assert load_stories(file) == document
    assert json.loads(file.read_text())["counts"] == {
        "total": 1,
        "done": 1,
        "failing": 0,
        "unproven": 0,
        "unspecified": 0,
        "unstarted": 0,
    }


def test_writing_the_result_makes_nothing_stale(project: Path, record: Record) -> None:
    record(BOTH)
    write_stories(load_settings(project), stock(project))

    assert verdict(project) is StoryVerdict.DONE


def test_a_rule_that_the_team_adds_to_ready_makes_a_story_unspecified(project: Path, record: Record) -> None:
    record(BOTH)
    settings = project / "pyproject.toml"
    settings.write_text(
        f"{settings.read_text()}\n[tool.storycontract.lint]\nready = ['story-missing-narrative']\n"
    )

    assert verdict(project) is StoryVerdict.UNSPECIFIED


def test_a_step_shows_both_its_table_and_its_doc_string(project: Path) -> None:
    (project / "features" / "list.feature").write_text(
        "@story:SHOP-9\nFeature: Lists\n  Scenario: Both\n    When Ann sends\n      | a | b |\n"
        '      """\n      a note\n      """\n    Then it is there\n',
        encoding="utf-8",
    )

    (story,) = [story for story in stock(project).stories if story.id == "SHOP-9"]
    step = story.criteria[0].cases[0].steps[0]

    assert (step.table, step.doc_string) == ((("a", "b"),), "a note")
