"""Who writes the page, when, and what becomes of it where it cannot be written."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.integration.conftest import SmallProject


def test_a_run_of_pytest_writes_the_page_and_names_it(small_project: "SmallProject") -> None:
    small_project.write_story("SHOP-1")

    run = small_project.pytest()

    assert "page: reports/index.html" in run.output.splitlines()
    assert "<title>1 of 1 story done · shop</title>" in read_page(small_project)


def test_report_draws_the_page_anew_without_running_anything(small_project: "SmallProject") -> None:
    small_project.write_story("SHOP-1")
    small_project.pytest()
    small_project.write_story("SHOP-2")

    run = small_project.storycontract("report")

    assert (run.exit_code, run.output) == (0, "1 of 2 stories done: reports/index.html\n")
    assert "1 of 2 stories done" in read_page(small_project)
    assert small_project.stories["SHOP-2"].verdict == "unstarted"


def test_report_of_a_project_without_stories_shows_an_empty_page(small_project: "SmallProject") -> None:
    small_project.write("features/.gitkeep", "")

    run = small_project.storycontract("report")

    assert run.output == "no story found: reports/index.html\n"
    assert "There is no story yet." in read_page(small_project)


def test_a_run_that_is_killed_leaves_no_page_of_the_run_before(small_project: "SmallProject") -> None:
    small_project.write_story("SHOP-1")
    small_project.pytest()
    small_project.write(
        "steps/kill_steps.py",
        "import os\nfrom pytest_bdd import given\n\n@given('a power cut')\ndef cut():\n    os._exit(9)\n",
    )
    small_project.write_story("SHOP-2", steps=["Given a power cut"])

    small_project.pytest()

    assert not (small_project.root / "reports" / "index.html").exists()


def test_a_page_that_cannot_be_drawn_takes_no_verdict_away(small_project: "SmallProject") -> None:
    small_project.write_story("SHOP-1")
    small_project.write(".storycontract/lint-baseline.json", "{")

    run = small_project.pytest()

    assert "no page was written" in run.output
    assert small_project.stories["SHOP-1"].verdict == "done"
    assert not (small_project.root / "reports" / "index.html").exists()


def test_report_says_why_it_cannot_write_the_page(small_project: "SmallProject") -> None:
    small_project.write_story("SHOP-1")
    small_project.write("reports/index.html/in_the_way", "")

    run = small_project.storycontract("report")

    assert run.exit_code == 3
    assert "the page cannot be written" in run.output


def read_page(project: "SmallProject") -> str:
    return (project.root / "reports" / "index.html").read_text(encoding="utf-8")
