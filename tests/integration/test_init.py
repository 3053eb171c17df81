import subprocess
import sys
from pathlib import Path

import pytest

from storycontract.cli import main
from storycontract.cli.init_command import plan_changes


def read_tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def test_an_empty_folder_gets_all_that_a_first_verdict_needs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["init", str(tmp_path / "new")]) == 0

    assert set(read_tree(tmp_path / "new")) == {
        "pyproject.toml",
        ".gitignore",
        "features/first_story.feature",
        "steps/first_story_steps.py",
    }
    report = capsys.readouterr().out
    assert "wrote features/first_story.feature" in report
    assert f"cd {tmp_path / 'new'}" in report
    assert "pytest features" in report


def test_a_second_time_there_is_nothing_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main.run(["init", str(tmp_path)])
    before = read_tree(tmp_path)
    capsys.readouterr()

    assert main.run(["init", str(tmp_path)]) == 0

    assert read_tree(tmp_path) == before
    assert capsys.readouterr().out == "nothing to do: everything is there\n"


@pytest.mark.parametrize(
    "before",
    [
        b"[project]\nname = 'shop' # ours\n",
        b"[project]\nname = 'shop'",
        b"[project]\r\nname = 'shop'\r\n",
        b"\xef\xbb\xbf[project]\nname = 'shop'\n",
        b"[tool.black]\nline-length = 88\n\n[project]\nname = 'shop'\n\n[tool.isort]\nprofile = 'black'\n",
        b"tool.black.line-length = 88\n",
        b"[[tool.mypy.overrides]]\nmodule = 'a'\n",
        b"",
    ],
    ids=["comment", "no newline", "crlf", "bom", "tables in between", "dotted", "array of tables", "empty"],
)
def test_every_byte_of_pyproject_stays(tmp_path: Path, before: bytes) -> None:
    file = tmp_path / "pyproject.toml"
    file.write_bytes(before)

    assert main.run(["init", str(tmp_path)]) == 0

    after = file.read_bytes()
    assert after.startswith(before)
    assert after[len(before) :].strip() == b"[tool.storycontract]"
    assert after.count(b"\n") == after.count(b"\r\n") or b"\r" not in after
    assert plan_changes(tmp_path)[1][0].text is None


@pytest.mark.parametrize("before", ["[tool\n", "tool = {black = {}}\n"], ids=["no toml", "inline table"])
def test_a_pyproject_that_takes_no_table_stops_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], before: str
) -> None:
    (tmp_path / "pyproject.toml").write_text(before)

    assert main.run(["init", str(tmp_path)]) == 2

    assert read_tree(tmp_path) == {"pyproject.toml": before.encode()}
    assert "pyproject.toml" in capsys.readouterr().err


def test_what_git_ignores_already_is_not_said_twice(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("reports\n**/__pycache__/\n.venv")

    main.run(["init", str(tmp_path)])

    assert (tmp_path / ".gitignore").read_text() == (
        "reports\n**/__pycache__/\n.venv\n.pytest_cache/\ntest-results/\nallure-results/\n"
        "allure-results-stories/\n"
    )


def test_a_project_with_stories_gets_no_first_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "features").mkdir()
    (tmp_path / "features" / "ours.feature").write_text("Feature: Ours\n")

    main.run(["init", str(tmp_path)])

    assert not (tmp_path / "steps").exists()
    assert list((tmp_path / "features").iterdir()) == [tmp_path / "features" / "ours.feature"]
    assert "kept  features: feature files are there" in capsys.readouterr().out


def test_feature_files_elsewhere_become_the_contract(tmp_path: Path) -> None:
    for folder in ("tests/features/shop", ".venv/lib", "node_modules/x", "specs", "specs/deeper"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.feature").write_text("Feature: A\n")

    main.run(["init", str(tmp_path)])

    settings = '[tool.storycontract]\nfeatures = ["specs", "tests/features/shop"]\n'
    assert (tmp_path / "pyproject.toml").read_text() == settings
    assert not (tmp_path / "features").exists()


def test_a_step_file_of_the_same_name_is_kept(tmp_path: Path) -> None:
    (tmp_path / "steps").mkdir()
    (tmp_path / "steps" / "first_story_steps.py").write_text("ours = True\n")

    main.run(["init", str(tmp_path)])

    assert (tmp_path / "steps" / "first_story_steps.py").read_text() == "ours = True\n"
    assert (tmp_path / "features" / "first_story.feature").exists()


def test_folders_of_the_settings_are_used(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[tool.storycontract]\nfeatures = ["specs"]\nsteps = ["glue"]\nreports = "out"\n'
    )

    main.run(["init", str(tmp_path)])

    assert "| steps | glue" in (tmp_path / "specs" / "first_story.feature").read_text()
    assert (tmp_path / "glue" / "first_story_steps.py").exists()
    assert (tmp_path / ".gitignore").read_text().startswith("/out/\n")


def test_a_file_is_no_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()

    assert main.run(["init", str(tmp_path / "file")]) == 2
    assert "not a folder" in capsys.readouterr().err


def test_the_first_story_runs_and_fails_where_what_it_says_is_not_so(tmp_path: Path) -> None:
    main.run(["init", str(tmp_path)])
    command = [sys.executable, "-m", "pytest", "-q", "features"]

    passing = subprocess.run(command, cwd=tmp_path, check=False, capture_output=True, text=True)
    (tmp_path / "pyproject.toml").write_text("[tool.other]\n[tool.pytest.ini_options]\n")
    (tmp_path / "test_binding.py").write_text(
        "import pytest_bdd\nfrom steps.first_story_steps import *\npytest_bdd.scenarios('features')\n"
    )
    failing = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "test_binding.py"],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )

    assert "3 passed" in passing.stdout
    assert "1 failed, 2 passed" in failing.stdout
