"""What was before: flags, what was lost and gained, and the history of a story, over real runs."""

import json
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from storycontract.assessment.taking_stock import take_stock
from storycontract.settings.loading import load_settings

GIT = {
    "GIT_AUTHOR_NAME": "Ann",
    "GIT_AUTHOR_EMAIL": "ann@example.org",
    "GIT_COMMITTER_NAME": "Ann",
    "GIT_COMMITTER_EMAIL": "ann@example.org",
}
OTHER_OUTCOME = "the order is shown as sent"


@pytest.fixture
def shop(small_project: Any) -> Any:
    """A project under git with one story that is done."""
    project = small_project
    project.write(".gitignore", "reports/\n__pycache__/\n.pytest_cache/\n")
    project.write("shop.py", "PRICE = 1\n")
    project.write_story("SHOP-1")
    git(project, "init", "-q", "-b", "main")
    commit(project)
    project.pytest()
    assert project.stories["SHOP-1"].verdict == "done"
    return project


def git(project: Any, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments],
        cwd=project.root,
        env=GIT | {"HOME": "/", "PATH": "/usr/bin:/bin"},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def commit(project: Any) -> str:
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "work")
    return git(project, "rev-parse", "HEAD")


def break_steps(project: Any) -> None:
    project.write("steps/shop_steps.py", steps(project).replace('append("paid")', 'append("lost")'))


def steps(project: Any) -> str:
    return str((project.root / "steps" / "shop_steps.py").read_text())


def entry(project: Any, story_id: str = "SHOP-1") -> dict[str, Any]:
    found: dict[str, Any] = project.stories[story_id].entry
    return found


def test_a_story_that_broke_says_when_it_was_done_and_since_when_it_is_not(shop: Any) -> None:
    good = git(shop, "rev-parse", "HEAD")
    break_steps(shop)
    bad = commit(shop)

    run = shop.pytest()

    story = entry(shop)
    assert story["flags"] == ["regressed"]
    assert (story["last_done"]["commit"], story["broke_in"]["commit"]) == (good, bad)
    assert story["done_since"] is None
    assert "1 lost since the run before" in run.output
    assert [moved["id"] for moved in shop.document["comparison"]["lost"]] == ["SHOP-1"]


def test_the_run_that_broke_it_stays_the_first_one(shop: Any) -> None:
    break_steps(shop)
    bad = commit(shop)
    shop.pytest()
    shop.write("shop.py", "PRICE = 2\n")
    commit(shop)

    shop.pytest()

    assert entry(shop)["broke_in"]["commit"] == bad
    assert shop.document["comparison"]["lost"] == []


def test_a_story_that_works_again_is_gained_and_done_since_then(shop: Any) -> None:
    good = steps(shop)
    break_steps(shop)
    shop.pytest()
    shop.write("steps/shop_steps.py", good + "\n# mended\n")
    mended = commit(shop)

    shop.pytest()

    story = entry(shop)
    assert (story["flags"], story["done_since"]["commit"]) == ([], mended)
    assert [moved["id"] for moved in shop.document["comparison"]["gained"]] == ["SHOP-1"]


def test_a_run_of_another_story_breaks_nothing(shop: Any) -> None:
    shop.write_story("SHOP-2")
    shop.pytest()
    shop.write("shop.py", "PRICE = 2\n")

    shop.pytest("--story", "SHOP-2")

    story = entry(shop)
    assert (story["verdict"], story["broke_in"]) == ("unproven", None)
    assert [moment["verdict"] for moment in story["history"]] == ["done", "done"]


def test_a_contract_edited_since_it_was_done_names_what_was_edited(shop: Any) -> None:
    file = shop.root / "features" / "shop-1.feature"
    file.write_text(file.read_text().replace("shown as paid", "shown as sent"))

    shop.pytest()

    story = entry(shop)
    assert story["flags"] == ["regressed", "changed"]
    assert [(change["kind"], change["name"]) for change in story["changes"]] == [("changed", "Pay")]


def test_other_step_code_under_the_same_contract_is_told(shop: Any) -> None:
    shop.write("shop.py", "PRICE = 2\n")
    shop.pytest()
    before = entry(shop)["flags"]
    shop.write("steps/shop_steps.py", steps(shop).replace('return ["book"]', 'return ["book", "pen"]'))

    shop.pytest()

    assert (before, entry(shop)["flags"], entry(shop)["verdict"]) == ([], ["rebound"], "done")


def test_a_done_story_that_is_gone_is_told_unless_another_was_it(shop: Any) -> None:
    (shop.root / "features" / "shop-1.feature").unlink()
    file = shop.write_story("SHOP-2")
    shop.pytest()
    gone = [moved["id"] for moved in shop.document["comparison"]["vanished"]]

    file.write_text(file.read_text().replace("@story:SHOP-2", "@story:SHOP-2 @was:SHOP-1"))
    shop.pytest()

    assert (gone, shop.document["comparison"]["vanished"]) == (["SHOP-1"], [])


def test_a_branch_is_compared_with_the_one_it_came_from(shop: Any) -> None:
    git(shop, "checkout", "-q", "-b", "topic")
    break_steps(shop)
    commit(shop)
    shop.pytest()
    shop.write("shop.py", "PRICE = 2\n")
    commit(shop)
    shop.pytest()

    run = shop.storycontract("status", "--base", "main")

    assert "1 lost since main" in run.output
    assert run.exit_code == 1


def test_a_base_is_found_again_after_a_squash(shop: Any) -> None:
    squashed = git(shop, "commit-tree", "HEAD^{tree}", "-m", "squashed")
    git(shop, "checkout", "-q", "-B", "main", squashed)
    break_steps(shop)

    shop.pytest()
    run = shop.storycontract("status", "--base", "main")

    assert "1 lost since main" in run.output


@pytest.mark.parametrize("base", ["nowhere", "2001-01-01", "0123456789", "yesterday"])
def test_a_base_that_nobody_recorded_cannot_be_decided(shop: Any, base: str) -> None:
    run = shop.storycontract("status", "--base", base)

    assert run.exit_code == 3
    assert f"nothing was recorded on `{base}`" in run.output


@pytest.mark.parametrize("base", ["2026-13-01", "2026-02-30", "2026-11-22Tnoon"])
def test_a_base_that_is_no_day_is_refused(shop: Any, base: str) -> None:
    run = shop.storycontract("status", "--base", base)

    assert run.exit_code == 2
    assert f"--base: `{base}` is no day" in run.output


VACUOUS = "he base is the state of today: nothing can have regressed"


def test_a_base_that_is_the_state_of_today_is_named_wherever_it_is_compared_with(shop: Any) -> None:
    told = {
        "terminal": shop.storycontract("status", "--base", "main"),
        "json": shop.storycontract("status", "--base", "main", "--output-format", "json"),
        "markdown": shop.storycontract("report", "--base", "main", "--output-format", "pull-request"),
        "gate": shop.storycontract("gate", "--require", "baseline", "--base", "main"),
    }
    page = (shop.root / "reports" / "index.html").read_text()

    assert [where for where, run in told.items() if VACUOUS not in " ".join(run.output.split())] == []
    assert VACUOUS in page
    assert [run.exit_code for run in told.values()] == [0, 0, 0, 0]


@pytest.mark.parametrize("edited", ["shop.py", "features/shop-1.feature"], ids=["code", "contract"])
def test_an_earlier_state_is_not_called_the_one_of_today(shop: Any, edited: str) -> None:
    file = shop.root / edited
    file.write_text(file.read_text().replace("PRICE = 1", "PRICE = 2").replace("Story SHOP-1", "Sales"))

    assert VACUOUS not in shop.storycontract("status", "--base", "main").output
    shop.pytest()
    assert VACUOUS not in shop.storycontract("status", "--base", "main").output


def test_tomorrow_what_is_known_today_is_that_of_yesterday(shop: Any) -> None:
    break_steps(shop)
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()

    document = take_stock(load_settings(shop.root), now_utc=tomorrow, base="yesterday")

    assert document.comparison is not None
    assert [moved.id for moved in document.comparison.lost] == ["SHOP-1"]


def test_the_gate_holds_until_a_story_leaves_done(shop: Any) -> None:
    gate = ("gate", "--require", "baseline", "--base", "main")
    shop.write("shop.py", "PRICE = 2\n")
    shop.pytest()
    before = shop.storycontract(*gate)
    break_steps(shop)
    shop.pytest()

    after = shop.storycontract(*gate)

    assert (before.exit_code, after.exit_code) == (0, 1)
    assert "SHOP-1" in after.output


def test_the_ledger_outlives_the_files_of_evidence(shop: Any) -> None:
    shutil.rmtree(shop.root / "reports" / "evidence")

    assert shop.status()["SHOP-1"].verdict == "done"


def test_history_tells_every_state_in_words_and_as_json(shop: Any) -> None:
    break_steps(shop)
    shop.pytest()

    told = shop.storycontract("history", "SHOP-1").output
    value = json.loads(shop.storycontract("history", "--output-format", "json").output)

    assert [line.split()[-1] for line in told.splitlines()[-2:]] == ["Done", "working"]
    assert [state["counts"]["done"] for state in value["trend"]] == [1, 0]
    assert [moment["verdict"] for moment in value["stories"][0]["history"]] == ["done", "failing"]


def test_without_a_story_history_counts_them(shop: Any) -> None:
    lines = shop.storycontract("history").output.splitlines()

    assert [line.split("  ")[-1] for line in lines] == ["1 of 1 done"]


def test_a_story_that_was_tried_and_never_done_is_not_said_to_have_no_run(small_project: Any) -> None:
    small_project.write_story("SHOP-1")
    break_steps(small_project)
    small_project.pytest()

    lines = small_project.storycontract("history", "SHOP-1").output.splitlines()

    assert lines[2] == "  not done so far"
    assert lines[3].endswith("✗ Not working")
