"""`--story-gate` and `storycontract gate`: one answer, as exit code, at the end of a run and without one."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storycontract.cli.main import run

AUTHOR = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org"]


@pytest.fixture(scope="module")
def mixed(make_project: Callable[[str], Any]) -> Any:
    """A project in which SHOP-1 works and must, SHOP-2 is not written; it was run with a gate for all."""
    project = make_project("mixed")
    file = project.write_story("SHOP-1")
    file.write_text(file.read_text().replace("@story", "@priority:must @release:2.1 @story"))
    skipped = project.write_story("SHOP-2")
    skipped.write_text(skipped.read_text().replace("  Scenario", "  @skip\n  Scenario"))
    project.ended = project.pytest("--story-gate")
    return project


@pytest.fixture
def inside(mixed: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(mixed.root)
    return Path(mixed.root)


def test_a_green_run_ends_badly_where_the_gate_does_not_hold(mixed: Any) -> None:
    assert mixed.ended.exit_code == 1
    assert "1 passed, 1 skipped" in mixed.ended.output
    assert "gate: does not hold: 1 of 2 required stories is not done\n" in mixed.ended.output


def test_without_the_option_pytests_own_exit_code_stands(mixed: Any) -> None:
    assert mixed.pytest().exit_code == 0


@pytest.mark.parametrize(
    ("policy", "exit_code", "sentence"),
    [
        ("must", 0, "holds: 1 of 1 required story is done"),
        ("@release:2.1 and @priority:must", 0, "holds: 1 of 1 required story is done"),
        ("@release:9", 3, "cannot be decided: no story is `@release:9`"),
        ("all", 1, "does not hold: 1 of 2 required stories is not done"),
    ],
)
@pytest.mark.usefixtures("inside")
def test_the_command_says_the_same_in_every_format(
    capsys: pytest.CaptureFixture[str], policy: str, exit_code: int, sentence: str
) -> None:
    said = {}
    for output_format in ("text", "json", "markdown"):
        assert run(["gate", "--require", policy, "--output-format", output_format]) == exit_code
        said[output_format] = capsys.readouterr().out

    answer = json.loads(said["json"])
    assert (answer["exit_code"], answer["sentence"]) == (exit_code, sentence)
    assert said["text"].startswith(f"gate: {sentence}\n")
    in_markdown = re.sub("`(.+)`", r"<code>\1</code>", sentence)
    assert said["markdown"].startswith(f"**gate: {in_markdown}**\n")
    for reason in answer["reasons"]:
        for told in (reason["story"], reason["verdict_label"], *reason["sentences"]):
            assert told in said["text"]
            assert told in said["markdown"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--require", "alll"], "--require: `alll` is no policy"),
        (["--require", "@a and"], "--require: `@a and` is no tag expression"),
        (["--require", "baseline"], "--require: `baseline` needs something to compare with"),
        (["--base", "main"], "--require: `all` compares with nothing"),
    ],
)
@pytest.mark.usefixtures("inside")
def test_the_command_refuses(capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    assert run(["gate", *arguments]) == 2
    assert message in capsys.readouterr().err


@pytest.mark.usefixtures("inside")
def test_a_base_that_nobody_knows_decides_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["gate", "--require", "baseline", "--base", "no-such-branch"]) == 3
    assert "gate: cannot be decided: nothing was recorded on `no-such-branch`" in capsys.readouterr().out


@pytest.mark.parametrize("extra", [(), ("-n2",)], ids=["alone", "workers"])
def test_a_run_ends_well_where_the_gate_holds(mixed: Any, extra: tuple[str, ...]) -> None:
    ended = mixed.pytest("--story-gate=must", *extra)

    assert ended.exit_code == 0
    assert "gate: holds: 1 of 1 required story is done\n" in ended.output


def test_the_gate_knows_more_than_the_run(mixed: Any) -> None:
    ended = mixed.pytest("--story-gate=must", "--story", "SHOP-2")

    assert ended.exit_code == 0


def test_what_cannot_be_decided_does_not_hold(mixed: Any) -> None:
    ended = mixed.pytest("--story-gate=@release:9")

    assert ended.exit_code == 1
    assert "gate: cannot be decided: no story is `@release:9`\n" in ended.output


def test_a_base_that_nobody_knows_leaves_the_verdicts_of_the_run(mixed: Any) -> None:
    ended = mixed.pytest("--story-gate=baseline", "--story-base=no-such-branch")

    assert ended.exit_code == 1
    assert "gate: cannot be decided: nothing was recorded on `no-such-branch`" in ended.output
    assert mixed.stories["SHOP-1"].verdict == "done"


def test_no_story_may_leave_done(
    make_project: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_project("ratchet")
    project.write(".gitignore", "reports/\n__pycache__/\n.pytest_cache/\n")
    project.write_story("SHOP-1")
    gone = project.write_story("SHOP-2")
    project.write_story("SHOP-3", "the order is shown as sent")
    for command in (
        ["init", "-qb", "main"],
        ["add", "."],
        ["commit", "-qm", "Sell books"],
        ["branch", "next"],
    ):
        subprocess.run(["git", *AUTHOR, *command], cwd=project.root, check=True)
    project.pytest()
    monkeypatch.chdir(project.root)
    baseline = ["gate", "--require", "baseline", "--base", "main"]
    assert run(baseline) == 0
    assert " ".join(capsys.readouterr().out.split()) == (
        "gate: holds: 2 of 2 stories done on main are still done; "
        "the base is the state of today: nothing can have regressed"
    )

    gone.unlink()
    steps = project.root / "steps" / "shop_steps.py"
    steps.write_text(steps.read_text().replace('append("paid")', 'append("free")'))
    ended = project.pytest("--story-gate=baseline", "--story-base=main")

    sentence = "gate: does not hold: 2 of 2 stories done on main are not done any more"
    assert ended.exit_code == 1
    assert sentence in ended.output
    assert run(baseline) == 1
    said = capsys.readouterr().out
    assert said.startswith(sentence)
    assert "Gone  SHOP-2" in said
    assert "SHOP-3" not in said


def test_pytests_own_failure_keeps_its_code(mixed: Any) -> None:
    assert mixed.pytest("--story-gate=must", "-k", "nothing_at_all").exit_code == 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--story-gate", "features"), "--story-gate: `features` is a path"),
        (("--story-gate=alll",), "--story-gate: `alll` is no policy"),
        (("--story-gate", "--story-shard=1/2"), "a shard is only a part of the run, so it cannot tell"),
        (("--story-gate", "--splits=2", "--group=1"), "a shard is only a part of the run, so it cannot tell"),
        (("--story-gate", "--collect-only"), "nothing is run, so there is nothing to judge"),
        (("--story-base=main",), "`--story-base` compares for the gate alone"),
        (("--story-gate=baseline",), "name a branch, a tag or a run, for example `--story-base main`"),
    ],
    ids=["a path", "a typo", "a shard", "pytest-split", "nothing run", "a base alone", "no base"],
)
def test_the_option_refuses(mixed: Any, arguments: tuple[str, ...], message: str) -> None:
    ended = mixed.pytest(*arguments)

    assert ended.exit_code == 4
    assert message in ended.output


def test_the_option_switches_the_tool_on(make_project: Callable[[str], Any]) -> None:
    project = make_project("bare")
    project.write("pyproject.toml", "")
    project.write("test_nothing.py", "def test_nothing(): pass\n")

    ended = project.pytest("--story-gate")

    assert ended.exit_code == 1
    assert "gate: does not hold: 1 of 1 required story is not done\n" in ended.output


def test_a_broken_sidecar_stops_a_run_before_it_begins(make_project: Callable[[str], Any]) -> None:
    project = make_project("broken")
    project.write_story("SHOP-1")
    project.write(".storycontract/accepted.yaml", "accepted: [")

    ended = project.pytest()

    assert ended.exit_code == 4
    assert ".storycontract/accepted.yaml:1: is no YAML" in ended.output
    assert project.list_evidence() == []
