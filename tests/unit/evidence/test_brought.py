"""What belongs to a path that somebody names."""

from pathlib import Path

import pytest

from storycontract.errors import UsageError
from storycontract.evidence.brought import Brought, find_brought
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


def test_a_part_of_the_evidence_brings_what_was_withdrawn_above_it(folder: Path) -> None:
    part = folder / "downloads"
    part.mkdir()
    (folder / CLOSED).rename(part / CLOSED)

    found = find_brought([part])

    assert (found.closed, found.withdrawals) == ([part / CLOSED], [folder / "withdrawn.jsonl"])


@pytest.mark.parametrize("named", [".", "main.jsonl"])
def test_a_run_brings_what_was_withdrawn_wherever_one_stands(
    folder: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    monkeypatch.chdir(folder / RUN_ID)

    (withdrawals,) = find_brought([Path(named)]).withdrawals

    assert withdrawals.resolve() == folder / "withdrawn.jsonl"


def test_what_was_withdrawn_above_a_folder_without_evidence_is_not_read(folder: Path) -> None:
    (folder / "empty").mkdir()

    with pytest.raises(UsageError, match="there is no evidence"):
        find_brought([folder / "empty"])


CLOSED = name_closed(b"closed")
PICTURE = f"{'0' * 64}.png"


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of evidence that nobody names, or names after the one with links to it."""
    top = tmp_path_factory.mktemp("elsewhere")
    (top / CLOSED).write_bytes(b"closed")
    (top / "withdrawn.jsonl").touch()
    (top / RUN_ID).mkdir()
    (top / RUN_ID / "main.jsonl").touch()
    (top / "artefacts").mkdir()
    (top / "artefacts" / PICTURE).touch()
    (top / "manifests").mkdir()
    (top / "renamed.jsonl").write_text('{"line": "run", "run_id": ""}\n')
    return top


@pytest.fixture
def linked(tmp_path_factory: pytest.TempPathFactory, elsewhere: Path) -> Path:
    """A folder all of whose content is links to a folder elsewhere."""
    top = tmp_path_factory.mktemp("linked")
    for path in elsewhere.iterdir():
        (top / path.name).symlink_to(path)
    (top / PICTURE).symlink_to(elsewhere / "artefacts" / PICTURE)
    (top / "all").symlink_to(elsewhere)
    return top


def test_what_a_link_leads_to_outside_is_not_read_and_the_link_is_named(linked: Path) -> None:
    assert find_brought([linked]) == Brought(links=sorted(linked.iterdir()))


def test_a_run_is_not_read_where_a_part_of_it_is_a_link(tmp_path: Path, folder: Path) -> None:
    link = folder / RUN_ID / "gw0.jsonl"
    link.symlink_to(tmp_path.parent / "gw0.jsonl")

    found = [find_brought([folder]), find_brought([folder / RUN_ID / "main.jsonl"])]

    assert [(each.open_runs, each.links) for each in found] == [([], [link])] * 2


def test_what_goes_with_a_file_is_not_read_over_a_link(linked: Path) -> None:
    (linked / CLOSED).unlink()
    file = linked / CLOSED
    file.write_bytes(b"closed")

    found = find_brought([file])

    beside = ["artefacts", "manifests", "withdrawn.jsonl"]
    assert found == Brought(closed=[file], links=[linked / name for name in beside])


def test_a_link_to_what_is_named_as_well_is_let_be(linked: Path, elsewhere: Path) -> None:
    assert find_brought([linked, elsewhere]).links == []


def test_a_link_that_stays_inside_is_let_be(folder: Path) -> None:
    (folder / "latest").symlink_to(RUN_ID)
    (folder / "latest.jsonl").symlink_to(CLOSED)

    assert find_brought([folder]).links == []


def test_a_link_that_could_be_no_evidence_is_let_be(folder: Path) -> None:
    (folder / "python3").symlink_to(folder.parent / "python3")

    assert find_brought([folder]).links == []


def test_a_link_that_is_named_is_followed(linked: Path) -> None:
    assert find_brought([linked / CLOSED]).closed == [linked / CLOSED]
    assert find_brought([linked / "all"]).closed == [linked / "all" / CLOSED]


def test_a_circle_of_links_ends(folder: Path) -> None:
    (folder / "round.jsonl").symlink_to("round.jsonl")

    assert find_brought([folder]).closed == [folder / CLOSED]
