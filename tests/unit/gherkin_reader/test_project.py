"""A folder of feature files to one contract."""

import os
import re
from pathlib import Path

import pytest

from storycontract.gherkin_reader.project import load_contract


def test_stories_come_in_the_order_of_paths_and_lines(tmp_path: Path) -> None:
    (tmp_path / "features").mkdir()
    (tmp_path / "features/b.feature").write_text("@story:B-1\nFeature: b\n@story:B-2\nRule: r\nScenario: s")
    (tmp_path / "features/a.feature").write_text("@story:A-1\nFeature: a")

    contract = load_contract(tmp_path, ["features"])

    assert [story.id for story in contract.stories] == ["A-1", "B-1", "B-2"]
    assert next(story.location.path for story in contract.stories) == "features/a.feature"
    assert contract.unreadable_files == ()


def test_a_file_that_does_not_parse_leaves_the_others_readable(tmp_path: Path) -> None:
    (tmp_path / "bad.feature").write_text("no gherkin")
    (tmp_path / "empty.feature").write_text("")
    (tmp_path / "good.feature").write_text("@story:A-1\nFeature: a")

    contract = load_contract(tmp_path, ["."])

    assert [story.id for story in contract.stories] == ["A-1"]
    assert [file.path for file in contract.files] == ["bad.feature", "empty.feature", "good.feature"]
    assert [(file.path, file.problems[0].name) for file in contract.unreadable_files] == [
        ("bad.feature", "syntax-error"),
        ("empty.feature", "empty-file"),
    ]


def test_a_missing_folder_is_a_problem_and_not_silence(tmp_path: Path) -> None:
    (file,) = load_contract(tmp_path, ["featurs"]).unreadable_files

    assert (file.path, file.problems[0].name) == ("featurs", "unreadable-file")
    assert file.problems[0].detail == "there is no such file or folder"


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.feature").symlink_to(tmp_path / "a.feature")

    (file,) = load_contract(tmp_path, ["."]).unreadable_files

    assert file.problems[0].name == "unreadable-file"
    assert file.problems[0].detail.startswith("it cannot be read: ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among files")
def test_a_pipe_is_a_problem_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.feature")

    (file,) = load_contract(tmp_path, ["."]).unreadable_files

    assert file.problems[0].name == "unreadable-file"
    assert file.problems[0].detail == "it is a pipe, a device or the like, and no file"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there are no devices among files")
def test_a_device_is_a_problem_and_not_read_for_ever(tmp_path: Path) -> None:
    (tmp_path / "a.feature").symlink_to("/dev/zero")

    (file,) = load_contract(tmp_path, ["."]).unreadable_files

    assert file.problems[0].name == "unreadable-file"


def test_ids_of_another_tool_are_read_with_its_pattern(tmp_path: Path) -> None:
    (tmp_path / "a.feature").write_text("@JIRA-7\nFeature: a\nScenario: s\nGiven b")
    (tmp_path / "b.feature").write_text("@JIRA-8\nFeature: b\nScenario: s\nGiven b")

    one, other = load_contract(tmp_path, ["."], re.compile(r"JIRA-\d+")).stories

    assert [one.id, other.id] == ["JIRA-7", "JIRA-8"]
    assert one.cases[0].fingerprint == other.cases[0].fingerprint
