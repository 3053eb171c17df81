"""A file takes its place whole or not at all."""

import os
import resource
import stat
from pathlib import Path

import pytest

from storycontract.whole_file import write_whole


def test_folders_are_made_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "page.html"

    write_whole(file, b"new")

    assert file.read_bytes() == b"new"
    assert list(file.parent.iterdir()) == [file]


def test_what_was_there_stays_where_the_new_content_has_no_room(tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            write_whole(file, b"new")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_in_the_way_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "page.html").mkdir()

    with pytest.raises(OSError, match=r"page\.html"):
        write_whole(tmp_path / "page.html", b"new")

    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


@pytest.mark.parametrize(("keeps_mode", "expected"), [(True, 0o640), (False, None)])
def test_a_file_stays_as_open_to_others_as_it_was_where_that_is_asked_for(
    tmp_path: Path, *, keeps_mode: bool, expected: int | None
) -> None:
    file = tmp_path / "waivers.toml"
    file.write_bytes(b"old")
    file.chmod(0o640)
    plain = tmp_path / "plain"
    plain.touch()

    write_whole(file, b"new", keeps_mode=keeps_mode)

    usual = stat.S_IMODE(plain.stat().st_mode)
    assert stat.S_IMODE(file.stat().st_mode) == (usual if expected is None else expected)


def test_a_name_may_be_as_long_as_the_system_lets_it_be(tmp_path: Path) -> None:
    file = tmp_path / ("n" * os.pathconf(tmp_path, "PC_NAME_MAX"))

    write_whole(file, b"new")

    assert file.read_bytes() == b"new"
