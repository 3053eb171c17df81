"""Files of the evidence: kept once, never overwritten, checked when they are read."""

from pathlib import Path

import pytest

from storycontract.errors import EvidenceError
from storycontract.evidence.artefacts import ArtefactStore, LeftOut, load_artefact
from storycontract.evidence.record import Artefact


def open_store(reports: Path, limit_bytes: int = 1000) -> ArtefactStore:
    return ArtefactStore(reports / "evidence", limit_bytes=limit_bytes)


def keep(reports: Path, content: bytes = b"picture") -> Artefact:
    kept = open_store(reports).keep("screenshot", "Then it is paid", content, ".png")
    assert isinstance(kept, Artefact)
    return kept


def test_what_was_kept_can_be_read(tmp_path: Path) -> None:
    kept = keep(tmp_path)

    assert load_artefact(tmp_path, kept.path, kept.sha256) == b"picture"
    assert kept.path == f"evidence/artefacts/{kept.sha256}.png"


def test_one_content_is_kept_once_and_counts_once(tmp_path: Path) -> None:
    store = open_store(tmp_path, limit_bytes=40)

    kept = [store.keep("screenshot", "again", b"0123456789", ".png") for _ in range(9)]

    assert len(set(kept)) == 1
    assert len(list(tmp_path.rglob("*.png"))) == 1


def test_a_damaged_file_is_neither_overwritten_nor_taken_for_the_new_one(tmp_path: Path) -> None:
    kept = keep(tmp_path)
    file = tmp_path / kept.path
    file.write_bytes(b"damage")

    again = open_store(tmp_path).keep("screenshot", "again", b"picture", ".png")

    assert isinstance(again, LeftOut)
    assert "is damaged" in again.why
    assert file.read_bytes() == b"damage"
    with pytest.raises(EvidenceError, match="not what was recorded"):
        load_artefact(tmp_path, kept.path, kept.sha256)


@pytest.mark.parametrize(
    ("sizes", "why"),
    [
        pytest.param([26], "more than a quarter of what one run may keep", id="one file too large"),
        pytest.param([25, 24, 23, 22, 21], "more than this run may keep", id="too much in all"),
    ],
)
def test_a_limit_says_what_it_leaves_out(tmp_path: Path, sizes: list[int], why: str) -> None:
    store = open_store(tmp_path, limit_bytes=100)

    *_, last = [store.keep("trace", "trace.zip", b"x" * size, ".zip") for size in sizes]

    assert isinstance(last, LeftOut)
    assert last.why.startswith("trace `trace.zip` was not kept")
    assert why in last.why


def test_a_folder_that_cannot_be_written_leaves_the_file_out(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("a file in the place of the folder", encoding="utf-8")

    left_out = open_store(tmp_path).keep("trace", "trace.zip", b"x", ".zip")

    assert isinstance(left_out, LeftOut)


def test_a_record_cannot_point_out_of_the_reports(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "reports").mkdir()

    with pytest.raises(EvidenceError, match="is gone"):
        load_artefact(tmp_path / "reports", "../secret.txt", "0" * 64)


def test_files_that_came_with_evidence_of_another_machine_are_found(tmp_path: Path) -> None:
    kept = keep(tmp_path / "shard")
    (tmp_path / "here" / "evidence").mkdir(parents=True)
    (tmp_path / "shard" / "evidence").rename(tmp_path / "here" / "evidence" / "shard")

    assert load_artefact(tmp_path / "here", kept.path, kept.sha256) == b"picture"
