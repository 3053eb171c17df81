"""What belongs to a path that somebody names."""

from pathlib import Path

import pytest

from storycontract.evidence.brought import find_brought
from storycontract.evidence.run_file import name_closed

RUN_ID = "0b8d7a52-5d21-4f0e-9d3c-0d3f1f6a7c11"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / name_closed(b"closed")).write_bytes(b"closed")
    (tmp_path / RUN_ID).mkdir()
    (tmp_path / RUN_ID / "main.jsonl").touch()
    (tmp_path / "withdrawn.jsonl").touch()
    return tmp_path


@pytest.mark.parametrize(
    "named", [name_closed(b"closed"), RUN_ID, f"{RUN_ID}/main.jsonl"], ids=["closed", "open", "a journal"]
)
def test_what_was_withdrawn_lies_beside_a_run_and_comes_with_it(folder: Path, named: str) -> None:
    assert find_brought([folder / named]).withdrawals == [folder / "withdrawn.jsonl"]


def test_a_folder_brings_what_was_withdrawn_once(folder: Path) -> None:
    assert find_brought([folder]).withdrawals == [folder / "withdrawn.jsonl"]
