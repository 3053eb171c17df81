"""What CI servers get of a real run: files, annotations, the summary of a step, and a badge in a browser."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from junitparser import JUnitXml
from playwright.sync_api import Browser, sync_playwright

from storycontract.pytest_plugin.browser_search import find_browser

if TYPE_CHECKING:
    from tests.integration.conftest import SmallProject

NOT_PAID = "the order is shown as sent"


@pytest.fixture(scope="module")
def shop(make_project: "Callable[[str], SmallProject]") -> "SmallProject":
    """A project with one story that is done and one that is not, run once."""
    project = make_project("shop")
    project.write(
        "pyproject.toml", '[project]\nname = "shop"\n[tool.storycontract]\nsecrets = ["Ann-\\\\d+"]\n'
    )
    project.write_story("SHOP-1")
    project.write_story("SHOP-2", NOT_PAID, name="Pay as Ann-4711")
    project.pytest()
    return project


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Variables of a step at GitHub; the summary is `summary.md` in the folder, which no project is in."""
    folder = tmp_path_factory.mktemp("server")
    (folder / "temp").mkdir()
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(folder / "elsewhere"))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary.md"))
    monkeypatch.setenv("RUNNER_TEMP", str(folder / "temp"))
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_browser().path)
        yield opened
        opened.close()


def test_report_writes_what_is_asked_for_and_prints_the_rest(shop: "SmallProject") -> None:
    done = shop.storycontract(
        *("report", "--output-format", "gitlab", "--output-format", "junit"),
        *("--output-file", "reports/stories.xml"),
    )

    printed = done.output[done.output.index("[") : done.output.rindex("]") + 1]
    suites = list(JUnitXml.fromfile(str(shop.root / "reports" / "stories.xml")))
    assert done.exit_code == 0
    assert [entry["location"]["path"] for entry in json.loads(printed)] == ["features/shop-2.feature"]
    assert [(suite.tests, suite.failures) for suite in suites] == [(1, 0), (1, 1)]


def test_report_masks_the_secrets_of_the_project(shop: "SmallProject") -> None:
    shop.storycontract("report", "--output-format", "junit", "--output-file", "reports/stories.xml")

    text = (shop.root / "reports" / "stories.xml").read_text(encoding="utf-8")
    assert "Pay as ***" in text
    assert "Ann-4711" not in text


def test_report_refuses_two_formats_at_once_on_the_screen(shop: "SmallProject") -> None:
    done = shop.storycontract("report", "--output-format", "gitlab", "--output-format", "junit")

    assert done.exit_code == 2
    assert "2 formats would be printed at once: gitlab, junit" in done.output


@pytest.mark.usefixtures("server")
def test_what_is_printed_for_a_server_is_nothing_but_that(shop: "SmallProject") -> None:
    done = shop.storycontract("report", "--output-format", "badge")

    assert "::error" not in done.output


def test_a_run_at_github_annotates_the_failing_line_and_sums_up(
    small_project: "SmallProject", server: Path
) -> None:
    small_project.write_story("SHOP-2", NOT_PAID)

    run = small_project.pytest()

    assert "\n::error file=features/shop-2.feature,line=6,title=Not working%3A SHOP-2" in run.output
    assert "## 0 of 1 story done" in (server / "summary.md").read_text(encoding="utf-8")


def test_a_report_after_a_run_in_one_job_does_not_tell_it_again(
    small_project: "SmallProject", server: Path
) -> None:
    small_project.write_story("SHOP-2", NOT_PAID)
    small_project.pytest()

    done = small_project.storycontract("report")

    assert "::error" not in done.output
    assert (server / "summary.md").read_text(encoding="utf-8").count("## 0 of 1 story done") == 1


def test_a_shard_at_github_tells_nothing(small_project: "SmallProject", server: Path) -> None:
    small_project.write_story("SHOP-1")
    small_project.write_story("SHOP-2", NOT_PAID)

    run = small_project.pytest("--splits", "2", "--group", "1")

    assert "\n::" not in run.output
    assert not (server / "summary.md").exists()


@pytest.mark.usefixtures("server")
def test_a_run_without_an_answer_says_so_at_github(small_project: "SmallProject") -> None:
    small_project.write_story("SHOP-1")
    small_project.write(
        "conftest.py",
        "import pathlib, shutil\n"
        "def pytest_runtest_logfinish(nodeid):\n"
        "    shutil.rmtree('reports/evidence')\n"
        "    pathlib.Path('reports/evidence').touch()\n",
    )

    run = small_project.pytest()

    assert "\n::error title=no verdict was written::" in run.output


def test_the_words_of_a_badge_fit_into_it_in_a_browser(shop: "SmallProject", browser: Browser) -> None:
    shop.storycontract("report", "--output-format", "badge", "--output-file", "reports/badge.svg")
    page = browser.new_page()

    page.goto((shop.root / "reports" / "badge.svg").as_uri())
    boxes = page.evaluate(
        "[...document.querySelectorAll('text, svg')].map(e => e.getBoundingClientRect().toJSON())"
    )
    name = page.evaluate("document.documentElement.getAttribute('aria-label')")

    badge, headline, words = boxes
    assert name == "1 of 2 stories done: 1 not working"
    assert (
        badge["left"] < headline["left"] < headline["right"] < words["left"] < words["right"] < badge["right"]
    )
    assert badge["top"] <= words["top"] < words["bottom"] <= badge["bottom"]
    page.close()
