"""Where `storycontract lint` writes: files, links, pipes, and what cannot be written to."""

import os
import stat
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from storycontract.cli.main import run

PAY = """\
Feature: Pay
  Scenario: The order is confirmed
    When Ann pays 20 EUR by card
    Then it works
"""
CONCISE = "features/pay.feature:4:5: error: outcome asserts nothing: `it works` [empty-outcome]\n"
LINT = [sys.executable, "-c", "from storycontract.cli.main import main; main()", "lint", "--no-cache"]


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    write("features/pay.feature", PAY)


def write(path: str | bytes, text: str) -> None:
    file = Path(os.fsdecode(path))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def lint_to(file: str, output_format: str = "concise") -> int:
    return run(["lint", "--output-format", output_format, "--output-file", file])


def test_a_pipe_is_written_to_and_stays_a_pipe() -> None:
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)

    code = lint_to("pipe")
    shown = os.read(reader, 10_000).decode()
    os.close(reader)

    assert code == 1
    assert shown.startswith(CONCISE)
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)


def test_a_link_is_followed() -> None:
    write("reports/today.txt", "old")
    Path("latest.txt").symlink_to("reports/today.txt")

    lint_to("latest.txt")

    assert Path("latest.txt").is_symlink()
    assert Path("reports/today.txt").read_text(encoding="utf-8").startswith(CONCISE)


def test_a_file_in_place_of_a_folder_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint_to("features") == 4
    assert capsys.readouterr().err.startswith("features: it cannot be written: is a directory [set-up]")
    assert not list(Path().glob(".storycontract-*"))


@pytest.mark.parametrize(
    "output_format", ["text", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown"]
)
def test_a_file_name_that_is_no_text_breaks_no_output(output_format: str) -> None:
    write(b"features/p\xffy.feature", PAY)

    assert run(["lint", "--output-format", output_format]) == 1
    assert lint_to("out.txt", output_format) == 1
    assert Path("out.txt").read_text(encoding="utf-8")


def test_a_file_name_that_is_no_text_is_known_from_the_baseline() -> None:
    write(b"features/p\xffy.feature", PAY)

    assert run(["lint", "--write-baseline"]) == 0
    assert run(["lint", "--strict-baseline"]) == 0


def test_no_title_acts_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    twice = "  Scenario: red \x1b[31m \x07 alert\n    When Ann pays\n    Then Ann sees 3 books\n" * 2
    write("features/pay\n\x1b[31m.feature", f"Feature: Pay\n{twice}")

    run(["lint", "--output-format", "concise"])
    run(["lint", "--output-format", "text"])

    assert not {"\x1b", "\x07"} & set(capsys.readouterr().out)


def test_junit_stays_xml_whatever_a_title_holds() -> None:
    twice = "  Scenario: red \x1b[31m \x07 alert\n    When Ann pays\n    Then Ann sees 3 books\n" * 2
    write("features/pay.feature", f"Feature: Pay\n{twice}")

    lint_to("out.xml", "junit")

    cases = ET.parse("out.xml").getroot().iter("testcase")  # noqa: S314 - our own file
    assert "duplicate-scenario-name, line 5" in {case.attrib["name"] for case in cases}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_no_bug() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ended = subprocess.run(LINT, check=False, stdout=full, stderr=subprocess.PIPE, text=True)

    assert (ended.returncode, ended.stderr) == (4, "the output cannot be written: no space left on device\n")


def test_a_closed_output_leaves_the_exit_code() -> None:
    ended = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "sh", *LINT], check=False, stderr=subprocess.PIPE, text=True
    )

    assert (ended.returncode, ended.stderr) == (1, "")


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"])
@pytest.mark.parametrize(
    ("output_format", "told"),
    [
        ("github", "file=shop/features/pay.feature,line=4,col=5,endLine=4,endColumn=18"),
        ("gitlab", '"path": "shop/features/pay.feature"'),
        ("sarif", '"uri": "shop/features/pay.feature"'),
        ("concise", "features/pay.feature:4:5: error"),
    ],
)
def test_a_project_below_the_top_of_its_repository_is_told_from_there(
    variable: str,
    output_format: str,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("shop/features/pay.feature", PAY)
    monkeypatch.setenv(variable, str(Path.cwd()))
    monkeypatch.chdir("shop")

    run(["lint", "--output-format", output_format])

    shown = capsys.readouterr().out
    assert told in shown
    assert ("shop/" in shown) == (output_format != "concise")
