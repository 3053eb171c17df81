"""The history of a report: one point a run."""

from pathlib import Path

import pytest

from storycontract.report.allure_history import KeptHistory


def make_report(kept: Path, run: str, work: Path) -> bytes:
    """Do what Allure does: add a point to what it is given."""
    history = KeptHistory(kept, run)
    work.mkdir(parents=True)
    history.give(work)
    file = work / "history.jsonl"
    made = (file.read_bytes() if file.exists() else b"") + f"{run} ".encode()
    history.keep({"history.jsonl": made})
    return made


@pytest.mark.parametrize(
    ("runs", "points"),
    [
        ("a", b"a "),
        ("ab", b"a b "),
        ("aaa", b"a "),
        ("abbb", b"a b "),
        ("abbc", b"a b c "),
    ],
)
def test_a_report_that_is_made_again_adds_no_point(tmp_path: Path, runs: str, points: bytes) -> None:
    made = [make_report(tmp_path / "kept", run, tmp_path / f"work{n}") for n, run in enumerate(runs)]

    assert made[-1] == points
