"""Which files are found, and in which order."""

import os
from pathlib import Path

import pytest

from storycontract.gherkin_reader.discovery import find_feature_files, relative_path


def write(root: Path, *paths: str) -> None:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("Feature: f\n")


def found(root: Path, *places: str) -> list[str]:
    return [relative_path(root, file) for file in find_feature_files(root, places)]


def test_feature_files_of_all_folders_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    write(
        tmp_path, "features/b.feature", "features/a/z.feature", "features/a.feature", "features/c/d/e.feature"
    )

    assert found(tmp_path, "features") == [
        "features/a.feature",
        "features/a/z.feature",
        "features/b.feature",
        "features/c/d/e.feature",
    ]


def test_other_files_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "features/a.feature", "features/a.feature.bak", "features/steps.py", "other/b.feature")

    assert found(tmp_path, "features") == ["features/a.feature"]


@pytest.mark.parametrize("folder", [".git", ".hidden", "node_modules"])
def test_hidden_and_foreign_folders_are_passed_over(tmp_path: Path, folder: str) -> None:
    write(tmp_path, f"features/{folder}/a.feature", "features/b.feature")

    assert found(tmp_path, "features") == ["features/b.feature"]


def test_a_virtual_environment_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "env/lib/a.feature", "b.feature", "env/pyvenv.cfg")

    assert found(tmp_path, ".") == ["b.feature"]


def test_a_hidden_file_and_a_place_below_a_hidden_folder_count(tmp_path: Path) -> None:
    write(tmp_path, "features/.a.feature", ".contracts/b.feature")

    assert found(tmp_path, "features", ".contracts") == [".contracts/b.feature", "features/.a.feature"]


def test_a_place_may_be_a_file_of_any_name(tmp_path: Path) -> None:
    write(tmp_path, "features/a.feature", "features/b.feature", "story.txt")

    assert found(tmp_path, "features/b.feature", "story.txt") == ["features/b.feature", "story.txt"]


def test_places_that_overlap_give_each_file_once(tmp_path: Path) -> None:
    write(tmp_path, "features/api/a.feature")

    assert found(tmp_path, "features", "features/api", "./features/../features") == ["features/api/a.feature"]


def test_a_missing_place_is_named_so_that_reading_it_tells(tmp_path: Path) -> None:
    write(tmp_path, "features/a.feature")

    assert found(tmp_path, "features", "missing") == ["features/a.feature", "missing"]


def test_a_file_outside_the_root_is_named_from_the_root(tmp_path: Path) -> None:
    write(tmp_path, "contracts/a.feature", "project/pyproject.toml")

    assert found(tmp_path / "project", "../contracts") == ["../contracts/a.feature"]


def test_a_linked_folder_is_followed(tmp_path: Path) -> None:
    write(tmp_path, "shared/a.feature", "features/b.feature")
    (tmp_path / "features/linked").symlink_to(tmp_path / "shared")

    assert found(tmp_path, "features") == ["features/b.feature", "features/linked/a.feature"]


def test_a_link_to_its_own_parent_ends(tmp_path: Path) -> None:
    write(tmp_path, "features/a/b.feature")
    (tmp_path / "features/a/up").symlink_to(tmp_path / "features")

    assert found(tmp_path, "features") == ["features/a/b.feature"]


def test_folders_that_link_to_one_another_end(tmp_path: Path) -> None:
    write(tmp_path, "features/a/a.feature", "features/b/b.feature")
    (tmp_path / "features/a/to_b").symlink_to(tmp_path / "features/b")
    (tmp_path / "features/b/to_a").symlink_to(tmp_path / "features/a")

    assert found(tmp_path, "features") == [
        "features/a/a.feature",
        "features/a/to_b/b.feature",
        "features/b/b.feature",
        "features/b/to_a/a.feature",
    ]


def test_a_loop_below_a_linked_root_ends(tmp_path: Path) -> None:
    write(tmp_path, "real/features/a.feature")
    (tmp_path / "real/features/up").symlink_to(tmp_path / "real")
    (tmp_path / "link").symlink_to(tmp_path / "real")

    assert found(tmp_path / "link", "features") == ["features/a.feature"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="every folder can be listed here")
def test_a_folder_that_cannot_be_listed_is_named_so_that_reading_it_tells(tmp_path: Path) -> None:
    write(tmp_path, "features/a.feature", "features/closed/b.feature")
    (tmp_path / "features/closed").chmod(0)

    assert found(tmp_path, "features") == ["features/a.feature", "features/closed"]


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    write(tmp_path, "features/a.feature")
    (tmp_path / "features/gone.feature").symlink_to(tmp_path / "nowhere.feature")

    assert found(tmp_path, "features") == ["features/a.feature", "features/gone.feature"]
