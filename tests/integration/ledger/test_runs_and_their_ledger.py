"""Whole runs of pytest over one ledger: at once, without it, and against another one's evidence."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

WAITING_STEP = """

@when("she waits")
def waits():
    import time
    from pathlib import Path
    Path("is-waiting").touch()
    while not Path("go-on").exists():
        time.sleep(0.02)
"""


@pytest.fixture
def shop(small_project: Any) -> Any:
    small_project.write(
        "pyproject.toml",
        '[project]\nname = "shop"\n[tool.storycontract]\noutputs = ["is-waiting", "go-on"]\n',
    )
    small_project.write_story("SHOP-1")
    small_project.write_story("SHOP-2", steps=["When she waits"])
    file = small_project.root / "steps" / "shop_steps.py"
    file.write_text(file.read_text() + WAITING_STEP)
    return small_project


def start_waiting(shop: Any, **variables: str) -> Any:
    process = shop.start("--story", "SHOP-2", **variables)
    shop.wait_for("is-waiting")
    return process


def let_go(shop: Any, process: Any) -> str:
    shop.write("go-on", "")
    output, _ = process.communicate(timeout=90)
    return str(output)


def verdicts(shop: Any) -> dict[str, str]:
    return {story_id: story.verdict for story_id, story in shop.status().items()}


def test_two_runs_at_once_leave_what_both_have_shown(shop: Any) -> None:
    first = start_waiting(shop)
    second = shop.start("--story", "SHOP-1")

    let_go(shop, first)
    second.communicate(timeout=90)

    assert verdicts(shop) == {"SHOP-1": "done", "SHOP-2": "done"}


def test_a_server_that_goes_away_in_mid_run_is_told_later(
    shop: Any, postgres: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = postgres.create_ledger()
    process = start_waiting(shop, STORYCONTRACT_LEDGER=address)
    postgres.cut_off()

    without = let_go(shop, process)
    postgres.start()
    shop.pytest("--story", "SHOP-1", STORYCONTRACT_LEDGER=address)

    assert "the server cannot be reached, or went away" in without
    assert "stays in" in without
    assert "stories done" not in without
    monkeypatch.setenv("STORYCONTRACT_LEDGER", address)
    assert verdicts(shop) == {"SHOP-1": "done", "SHOP-2": "done"}


def test_a_team_sees_in_its_ledger_what_another_machine_has_shown(
    shop: Any, postgres: Any, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = postgres.create_ledger()
    shop.write("go-on", "")
    elsewhere = type(shop)(tmp_path_factory.mktemp("elsewhere") / "shop")
    shutil.copytree(shop.root, elsewhere.root, dirs_exist_ok=True)

    elsewhere.pytest(STORYCONTRACT_LEDGER=address)

    monkeypatch.setenv("STORYCONTRACT_LEDGER", address)
    assert verdicts(shop) == {"SHOP-1": "done", "SHOP-2": "done"}
    assert not (shop.root / "reports" / "evidence").exists()


def test_a_run_of_another_project_says_nothing_here(
    shop: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    shop.write("go-on", "")
    other = type(shop)(tmp_path_factory.mktemp("other"))
    shutil.copytree(shop.root, other.root, dirs_exist_ok=True)
    other.write("pyproject.toml", '[project]\nname = "garage"\n[tool.storycontract]\n')
    other.pytest()

    shutil.copytree(other.root / "reports" / "evidence", shop.root / "reports" / "evidence")

    assert verdicts(shop) == {"SHOP-1": "unstarted", "SHOP-2": "unstarted"}


@pytest.mark.parametrize("damage", ["newer", "cut off"])
def test_a_ledger_that_cannot_be_used_loses_no_run(shop: Any, damage: str) -> None:
    shop.write("go-on", "")
    shop.pytest("--story", "SHOP-1")
    ledger = shop.root / "reports" / "ledger.sqlite"
    kept = ledger.with_suffix(".kept")
    shutil.copy(ledger, kept)
    spoil(ledger, damage)

    run = shop.pytest("--story", "SHOP-2")

    assert "stories done" not in run.output
    assert str(ledger) in run.output
    assert "fix:" in run.output
    assert not shop.stories_file.exists()
    assert shop.storycontract("status").exit_code == 3
    shutil.copy(kept, ledger)
    assert verdicts(shop) == {"SHOP-1": "done", "SHOP-2": "done"}


def spoil(ledger: Path, damage: str) -> None:
    with sqlite3.connect(ledger) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if damage == "newer":
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    if damage == "cut off":
        ledger.write_bytes(ledger.read_bytes()[:5000])


def test_a_ledger_that_is_gone_is_made_anew_from_the_evidence(shop: Any) -> None:
    shop.write("go-on", "")
    shop.pytest()
    (shop.root / "reports" / "ledger.sqlite").unlink()

    assert verdicts(shop) == {"SHOP-1": "done", "SHOP-2": "done"}


def test_evidence_that_was_touched_counts_no_more_though_the_ledger_holds_it(shop: Any) -> None:
    shop.write("go-on", "")
    shop.pytest()
    (file,) = shop.list_evidence()
    file.write_bytes(file.read_bytes().replace(b'"shop"', b'"shoq"', 1))

    assert set(verdicts(shop).values()) == {"unproven"}
