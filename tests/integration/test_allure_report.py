"""The reports of real Allures over our results, read in a real browser."""

import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from storycontract.pytest_plugin.browser_search import find_browser

if TYPE_CHECKING:
    from tests.integration.conftest import SmallProject

SCRIPT = Path(__file__).parents[2] / "docs" / "allure_report.py"

NO_SCENARIO = "@story:SHOP-4\nFeature: Reviews\n"
HALF_WRITTEN = """\
@story:SHOP-3
Feature: Send orders
  Scenario: Pay
    Given a basket with a book
    When Ann pays
    Then the order is shown as paid
  Scenario: Send
    Given a basket with a book
    When nobody wrote this
    Then the order is shown as sent
"""
NOBODY_WROTE = (
    "@story:SHOP-5\nFeature: Gifts\n  Scenario: Wrap\n    When it is wrapped\n    Then it is a gift\n"
)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing of requests."""


@dataclass(frozen=True, slots=True)
class Reports:
    """Reports that are served, and the document that they are about."""

    url: str
    document: dict[str, Any]

    @property
    def stories(self) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.document["stories"]
        return entries

    def count(self, *verdicts: str) -> int:
        return sum(story["verdict"] in verdicts for story in self.stories)


@pytest.fixture(scope="module")
def reports(make_project: "Callable[[str], SmallProject]") -> Iterator[Reports]:
    project = make_project("reports")
    project.write_story("SHOP-1")
    project.write_story("SHOP-2", "the order is shown as sent")
    project.write("features/half.feature", HALF_WRITTEN)
    project.write("features/reviews.feature", NO_SCENARIO)
    project.write("features/gifts.feature", NOBODY_WROTE)
    project.pytest("-p", "allure_pytest", "--alluredir=ar", "features")
    make("3", project.root, "ar", "scenarios3")
    make("3", project.root, "ar-stories", "stories3")
    make("2", project.root, "ar-stories", "stories2")
    handler = partial(_Quiet, directory=str(project.root))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Reports(f"http://127.0.0.1:{server.server_address[1]}", project.document)
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser().path)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    # A report asks a third party for its statistics; no test waits for that.
    page.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())
    yield page
    page.close()


def make(major: str, root: Path, results: str, report: str) -> None:
    command = [sys.executable, str(SCRIPT), major, str(root / results), str(root / report), report]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def read(page: Page) -> str:
    """Read a page as one line."""
    return re.sub(r"\s+", " ", page.inner_text("body"))


def open_page(page: Page, url: str, awaited: str) -> str:
    page.goto(url)
    page.get_by_text(awaited).first.wait_for()
    return read(page)


def test_allure_3_counts_stories_as_the_verdicts_do(page: Page, reports: Reports) -> None:
    text = open_page(page, f"{reports.url}/stories3/", "Stories done")
    done, failing = reports.count("done"), reports.count("failing")
    other = reports.count("unproven", "unspecified", "unstarted")

    assert (done, failing, other) == (1, 1, 3)
    assert f"Total {len(reports.stories)} Failed {failing} Broken {other} Passed {done}" in text
    assert f"{round(100 * done / len(reports.stories))}%" in text
    assert f"Stories done {done} of {len(reports.stories)}" in text


def test_allure_3_names_each_story_that_is_not_done_and_why(page: Page, reports: Reports) -> None:
    text = open_page(page, f"{reports.url}/stories3/", "Not working")

    for story in reports.stories:
        if story["verdict"] != "done":
            assert story["verdict_label"] in text
            assert f"{story['id']} {story['title']}: {story['reasons'][0]['sentence']}" in text


def test_allure_3_shows_of_a_failing_story_its_scenario_its_step_and_its_verdict(
    page: Page, reports: Reports
) -> None:
    open_page(page, f"{reports.url}/stories3/", "SHOP-2")

    page.get_by_text("SHOP-2 Story SHOP-2").click()
    page.get_by_text("Test body").wait_for()

    text = read(page)
    assert "Not working: its only scenario fails Then the order is shown as sent" in text
    assert "features/shop-2.feature:6" in text


def test_allure_3_shows_scenarios_below_their_stories(page: Page, reports: Reports) -> None:
    text = open_page(page, f"{reports.url}/scenarios3/", "SHOP-2 Story SHOP-2")
    cases = [case for story in reports.stories for one in story["criteria"] for case in one["cases"]]
    passed = sum(case["verdict"] == "passed" for case in cases)
    failed = sum(case["verdict"] == "failed" for case in cases)

    assert f"Total {len(cases)} Failed {failed} Broken {len(cases) - passed - failed} Passed {passed}" in text
    assert "SHOP-5 Gifts" in text


def test_allure_2_counts_and_names_the_same_stories(page: Page, reports: Reports) -> None:
    text = open_page(page, f"{reports.url}/stories2/#suites", "Not working")

    for verdict in ("Not working", "Not proven", "Not specified", "Not started", "Done"):
        page.get_by_text(verdict, exact=True).first.click()
    text = read(page)

    for story in reports.stories:
        assert f"{story['id']} {story['title']}" in text


def test_allure_2_groups_stories_by_verdict_and_reason(page: Page, reports: Reports) -> None:
    open_page(page, f"{reports.url}/stories2/#categories", "Not started")

    page.get_by_text("Not started", exact=True).first.click()
    (story,) = [story for story in reports.stories if story["verdict"] == "unstarted"]

    page.get_by_text(f"Not started: {story['reasons'][0]['sentence']}").wait_for()


def test_what_a_report_needs_is_named_where_it_is_missing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "3", str(tmp_path), str(tmp_path / "report")],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "allure 3.18.0 needs `npm`\n  fix: install Node.js" in done.stderr
