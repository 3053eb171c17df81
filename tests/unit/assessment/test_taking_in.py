"""What lies in the folder beside what the ledger holds of the same run: nothing hides a failure."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storycontract.assessment.taking_stock import take_stock
from storycontract.evidence.record import Outcome
from storycontract.evidence.run_file import name_closed
from storycontract.evidence.withdrawal import withdraw_run
from storycontract.settings.loading import load_settings
from storycontract.verdict.case_verdict import CaseVerdict

Record = Callable[..., Path]

NOW = "2026-11-23T12:00:00.000+00:00"
BROKEN = {"By card": Outcome.FAILED, "By invoice": Outcome.PASSED}
BOTH = {"By card": Outcome.PASSED, "By invoice": Outcome.PASSED}


def judge(project: Path) -> list[CaseVerdict]:
    (story,) = take_stock(load_settings(project), now_utc=NOW).stories
    return [case.verdict for criterion in story.criteria for case in criterion.cases]


@pytest.fixture
def failed(project: Path, record: Record) -> Path:
    """Record a run that failed and one that passed, both taken in; give the file of the one that failed."""
    file = record(BROKEN)
    record(BOTH)
    judge(project)
    return file


def open_folder(file: Path, lines: list[bytes]) -> Path:
    run_id = file.read_bytes().partition(b'"run_id":"')[2].partition(b'"')[0].decode()
    folder = file.parent / run_id
    folder.mkdir()
    (folder / "main.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
    return folder


def list_lines(file: Path) -> list[bytes]:
    return file.read_bytes().splitlines()


def test_withdrawing_a_broken_copy_leaves_the_run_itself_in_force(project: Path, failed: Path) -> None:
    (failed.parent / "copy.jsonl").write_bytes(failed.read_bytes()[:-20])

    withdraw_run(failed.parent, "copy.jsonl", reason="cut off", by="Ann", at_utc=NOW)

    assert judge(project) == [CaseVerdict.FLAKY, CaseVerdict.PASSED]


def test_a_broken_copy_of_a_run_that_only_the_ledger_holds_is_named_beside_it(
    project: Path, failed: Path
) -> None:
    failed.rename(failed.with_name("copy.jsonl"))

    assert judge(project) == [CaseVerdict.UNREADABLE, CaseVerdict.UNREADABLE]


def test_what_an_open_folder_left_out_is_known_from_the_ledger(project: Path, failed: Path) -> None:
    header, plan, failure, *_ = list_lines(failed)
    folder = open_folder(failed, [header, plan])
    failed.unlink()

    assert Outcome.FAILED.value.encode() in failure
    assert folder.is_dir()
    assert judge(project) == [CaseVerdict.FLAKY, CaseVerdict.PASSED]


def test_an_open_folder_that_the_ledger_knows_to_the_end_does_not_break_its_items_off(
    project: Path, record: Record
) -> None:
    file = record(BOTH)
    judge(project)
    header, plan, attempt, *_ = list_lines(file)
    start = b'{"line":"start","node_id":"features/pay.feature::By card","attempt":0,"at_utc":"2026-11-23"}'
    open_folder(file, [header, plan, start.replace(b'2026-11-23"}', b'2026-11-23T10:10:00.000+00:00"}')])
    file.unlink()

    assert b"By card" in attempt
    assert judge(project) == [CaseVerdict.PASSED, CaseVerdict.PASSED]


def test_an_open_folder_that_says_more_than_the_ledger_makes_both_unreadable(
    project: Path, record: Record
) -> None:
    file = record(BOTH)
    judge(project)
    header, plan, attempt, *_ = list_lines(file)
    open_folder(file, [header, plan, attempt.replace(b'"passed"', b'"failed"')])
    file.unlink()

    assert judge(project) != [CaseVerdict.PASSED, CaseVerdict.PASSED]


def test_another_project_cannot_hide_a_run_by_its_id(project: Path, failed: Path) -> None:
    content = failed.read_bytes().replace(b'"project":"shop"', b'"project":"other"')
    (failed.parent / name_closed(content)).write_bytes(content)
    failed.unlink()

    assert judge(project)[0] is not CaseVerdict.PASSED
