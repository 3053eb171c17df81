import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from storycontract.cli import main

Doctor = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def doctor(tmp_path: Path) -> Doctor:
    """Call the doctor to a project on a machine with one browser."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "chromium").write_text("#!/bin/sh\n")
    (programs / "chromium").chmod(0o755)
    project = tmp_path / "project"
    main.run(["init", str(project)])
    variables = {"PATH": str(programs), "HOME": str(tmp_path), "PYTHONIOENCODING": "utf-8"}

    def call(**changes: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", "from storycontract.cli.main import main; main()", "doctor"],
            cwd=project,
            env={**variables, **changes},
            capture_output=True,
            text=True,
            check=False,
        )

    return call


def test_a_sound_project_needs_nothing(doctor: Doctor, tmp_path: Path) -> None:
    result = doctor()

    assert result.returncode == 0, result.stdout
    assert "✓ pytest 9." in result.stdout
    assert "✓ pytest-bdd 9." in result.stdout
    assert "✓ browser:" in result.stdout
    assert f"{tmp_path / 'programs' / 'chromium'}," in result.stdout
    assert "✓ features: 1 in features" in result.stdout
    assert "✓ steps: 1 Python file in steps\n" in result.stdout
    assert result.stdout.endswith("all that is needed is there\n")


def test_everything_broken_is_counted_and_has_its_remedy(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "project" / "features" / "first_story.feature").unlink()

    result = doctor(PATH="", PYTHONOPTIMIZE="1")

    assert result.returncode == 1
    assert "✗ no browser found\n    fix: run `playwright install" in result.stdout
    assert "✗ features: none in features\n    fix: storycontract init" in result.stdout
    assert "✗ PYTHONOPTIMIZE is set" in result.stdout
    assert result.stdout.endswith("3 to mend\n")


def test_settings_that_cannot_be_are_named(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "project" / "pyproject.toml").write_text("[tool.storycontract]\nfeature = []\n")

    result = doctor()

    assert result.returncode == 1
    assert "unknown key `feature`" in result.stdout
    assert "fix: did you mean `features`?" in result.stdout


def test_a_folder_without_settings_is_sent_to_init(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "project" / "pyproject.toml").unlink()

    result = doctor()

    assert result.returncode == 1
    assert "fix: storycontract init" in result.stdout


def test_an_output_of_ascii_gets_marks_of_ascii(doctor: Doctor) -> None:
    result = doctor(PYTHONIOENCODING="ascii")

    assert result.returncode == 0
    assert "+ pytest 9." in result.stdout
    assert result.stdout.isascii()


def test_a_step_folder_that_is_empty_is_only_a_note(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "project" / "steps" / "first_story_steps.py").unlink()

    result = doctor()

    assert result.returncode == 0
    assert "! steps: no Python file in steps\n    fix: " in result.stdout


@pytest.mark.skipif(os.name == "nt", reason="a file in a folder's place is refused elsewhere")
def test_reports_that_cannot_be_written_are_broken(doctor: Doctor, tmp_path: Path) -> None:
    (tmp_path / "project" / "reports").touch()

    result = doctor()

    assert result.returncode == 1
    assert "✗ reports: nothing can be written to" in result.stdout
