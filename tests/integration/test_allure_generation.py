"""`storycontract report --allure` with real Allures, its reports read in a real browser from the disk."""

import json
import os
import re
import runpy
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from storycontract.assessment.allure_generation import AllureReports, generate_allure
from storycontract.assessment.taking_stock import take_stock
from storycontract.errors import CannotDecideError, UsageError
from storycontract.pytest_plugin.browser_search import find_browser
from storycontract.report.stories import StoriesDocument, StoryEntry
from storycontract.settings.loading import load_settings

if TYPE_CHECKING:
    from tests.integration.conftest import SmallProject

SCRIPT = Path(__file__).parents[2] / "docs" / "allure_report.py"
FIRST, SECOND = "2026-11-23T09:00:00.000+00:00", "2026-11-24T09:00:00.000+00:00"
PICTURE = "http://pictures.example/look.png"
# A page asks for what it wants as soon as it is drawn.
SETTLE_MS = 400
WAIT_MS = 20_000

ANGRY = """\
#!/bin/sh
test "$1" = --version && echo 3.99.0 && exit 0
echo no memory
exit 7
"""
SETTINGS = """\
[project]
name = "buch ☕ shop"
[tool.storycontract]
issue-link = "https://tracker.example/browse/{id}"
"""
SCENARIO = "    Given a basket with a book\n    When Ann pays\n    Then the order is shown as {}\n"
NINE = "@story:SHOP-3 @epic:post\nFeature: Send orders\n  Scenario Outline: Nine <n>\n" + SCENARIO.format(
    "paid"
)
NINE_ROWS = "    Examples:\n      | n |\n" + "".join(f"      | {number} |\n" for number in range(1, 10))


def render_story(story_id: str, epic: str, title: str, shown: str) -> str:
    return f"""\
@story:{story_id} @epic:{epic}
Feature: {title}
  ![]({PICTURE})

  @ac:{story_id}.1
  Scenario: {title} once
{SCENARIO.format(shown)}"""


@dataclass(frozen=True, slots=True)
class Network:
    """The only way out that the browser has; nobody answers there."""

    address: str
    reached: list[str]


class _Nobody(BaseHTTPRequestHandler):
    def __init__(self, asked: list[str], *arguments: Any) -> None:
        self._asked = asked
        super().__init__(*arguments)

    def handle_one_request(self) -> None:
        words = self.rfile.readline().decode("latin-1").split()
        self._asked += words[1:2]
        self.close_connection = True


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as its reader sees it, and what it tried to fetch."""

    page: Page
    network: Network
    tried: list[str] = field(default_factory=list)

    def open(self, file: Path | None, place: str = "") -> None:
        assert file is not None
        # A page that differs from the one before in its fragment alone would not be loaded anew.
        self.page.goto("about:blank")
        self.page.goto(f"{file.as_uri()}{place}")

    def click(self, text: str) -> None:
        self.page.get_by_text(text).first.click()

    def says(self, *texts: str) -> None:
        """Wait until the page says all this; `…` stands for anything."""
        for text in texts:
            pattern = ".*".join(map(re.escape, text.split("…"))).replace(r"\ ", r"\s+")
            expect(self.page.locator("body")).to_contain_text(
                re.compile(pattern, re.DOTALL), use_inner_text=True, timeout=WAIT_MS
            )

    def list_asked(self) -> list[str]:
        """List what the page fetched from outside: it tried to, and that came to the way out."""
        # The browser's own looking for news goes out as well, and a page may try what is forbidden to it.
        self.page.wait_for_timeout(SETTLE_MS)
        hosts = [urlsplit(url).netloc for url in self.tried]
        ways = " ".join(self.network.reached)
        return [url for url, host in zip(self.tried, hosts, strict=True) if host and host in ways]


@dataclass(frozen=True, slots=True)
class Shop:
    """A project that was run twice, with the reports of both Allures after each run."""

    project: "SmallProject"
    document: StoriesDocument
    allure_3: AllureReports
    allure_2: AllureReports

    @property
    def stories(self) -> Mapping[str, StoryEntry]:
        return {story.id: story for story in self.document.stories}


def install(major: str) -> dict[str, str]:
    """Install an Allure where it is not there yet; give the environment in which it is found."""
    script = runpy.run_path(str(SCRIPT))
    allure = script["ALLURE"][major]
    script["install"](allure)
    return {
        **os.environ,
        "PATH": f"{allure.folder / 'node_modules' / '.bin'}{os.pathsep}{os.environ['PATH']}",
    }


def generate(project: "SmallProject", major: str, document: StoriesDocument) -> AllureReports:
    return generate_allure(load_settings(project.root), document, environment=install(major))


def set_aside(reports: AllureReports) -> AllureReports:
    """Move pages to where the other Allure does not write."""
    assert reports.scenarios is not None
    stories, scenarios = (
        page.rename(page.with_name(f"aside-{page.name}")) for page in (reports.stories, reports.scenarios)
    )
    return replace(reports, stories=stories, scenarios=scenarios)


@pytest.fixture(scope="module")
def shop(make_project: "Callable[[str], SmallProject]") -> Shop:
    project = make_project("allure-generation")
    run = ("-p", "allure_pytest", "--alluredir=out/ar", "--clean-alluredir", "features", "-k", "not Nine")
    project.write("pyproject.toml", SETTINGS)
    project.write("features/one.feature", render_story("SHOP-1", "till", "Pay <b>in</b> cash", "sent"))
    project.write("features/two.feature", render_story("SHOP-2", "till", "Pay by card", "sent"))
    project.write("features/three.feature", NINE + NINE_ROWS)
    project.write("features/four.feature", "@story:SHOP-4\nFeature: Read reviews\n")
    project.pytest(*run)
    document = take_stock(load_settings(project.root), now_utc=FIRST)
    generate(project, "3", document)
    generate(project, "2", document)
    project.write("features/one.feature", render_story("SHOP-1", "till", "Pay <b>in</b> cash", "paid"))
    project.pytest(*run)
    waived = project.storycontract(
        "waive",
        "SHOP-2",
        "--reason",
        "the bank is late",
        "--owner",
        "ann",
        "--ticket",
        "PAY-7",
        "--days",
        "3",
    )
    assert waived.exit_code == 0, waived.output
    document = take_stock(load_settings(project.root), now_utc=SECOND)
    allure_3 = set_aside(generate(project, "3", document))
    return Shop(project, document, allure_3, generate(project, "2", document))


@pytest.fixture(scope="module")
def way_out() -> Iterator[Network]:
    asked: list[str] = []
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Nobody, asked)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Network(f"http://127.0.0.1:{server.server_address[1]}", asked)
        server.shutdown()


@pytest.fixture(scope="module")
def browser(way_out: Network) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser().path,
            proxy={"server": way_out.address},
            args=["--disable-component-update"],
        )
        yield browser
        browser.close()


@pytest.fixture
def shown(browser: Browser, way_out: Network) -> Iterator[Shown]:
    page = browser.new_page()
    shown = Shown(page, way_out)
    page.context.on("request", lambda request: shown.tried.append(request.url))
    way_out.reached.clear()
    yield shown
    page.close()


def read_history(shop: Shop, name: str) -> list[dict[str, str]]:
    """Read what is kept of each run, the oldest first: the statuses of its results by the ids of stories."""
    kept = shop.project.root / "reports" / "allure" / "history" / name / "after" / "history.jsonl"
    points = [json.loads(line)["testResults"].values() for line in kept.read_text("utf-8").splitlines()]
    return [{each["name"][:6]: each["status"] for each in point} for point in points]


def test_allure_3_counts_stories_as_stories_json_does(shop: Shop, shown: Shown) -> None:
    counts = shop.document.counts

    shown.open(shop.allure_3.stories)

    assert (counts.total, counts.done, counts.failing, counts.unproven, counts.unspecified) == (4, 1, 1, 1, 1)
    shown.says(
        "Total 4 Failed 1 Broken 2 Passed 1",
        "Stories done 1 of 4 Not working 1 Not proven 1 Not specified 1",
        "25%",
    )


def test_allure_3_shows_each_story_below_its_epic_with_verdict_and_reason(shop: Shop, shown: Shown) -> None:
    shown.open(shop.allure_3.stories)

    shown.says(
        "till…Not working…SHOP-2 Pay by card: its only scenario fails…Done 1",
        "post 1 Not proven 1…SHOP-3 Send orders: none of its 9 scenarios has been run",
        "Not specified…SHOP-4 Read reviews: feature has no scenario",
    )


def test_a_story_with_nine_scenarios_never_run_is_not_shown_as_passed(shop: Shop, shown: Shown) -> None:
    assert shop.stories["SHOP-3"].verdict == "unproven"

    shown.open(shop.allure_3.stories)
    shown.says("post 1 Not proven 1")
    shown.open(shop.allure_3.scenarios)
    shown.click("post")

    # Allure leaves what did not run out of its rate: half of the two that ran; the variables do not.
    shown.says("Total 11 Failed 1 Passed 1 Unknown 9", "post 9 Send orders 9", "50%", "Stories done 1 of 4")


def test_allure_3_groups_scenarios_by_epic_feature_and_story(shop: Shop, shown: Shown) -> None:
    shown.open(shop.allure_3.scenarios)

    shown.says("till…Pay by card 1 SHOP-2 1…Pay by card once")


def test_what_is_waived_is_a_known_issue_and_still_counts_as_failed(shop: Shop, shown: Shown) -> None:
    shown.open(shop.allure_3.stories)
    shown.says("Failed 1")
    shown.click("Resolutions")

    shown.says("PAY-7…waived for the gate until…(ann, PAY-7): the bank is late…SHOP-2 Pay by card")


def test_the_history_of_two_runs_is_that_of_the_story(shop: Shop, shown: Shown) -> None:
    shown.open(shop.allure_3.stories)
    shown.page.get_by_text("Done", exact=True).last.click()
    shown.click("SHOP-1 Pay <b>in</b> cash")
    shown.click("History")

    shown.says("Passed", "History 1…11/23/2026 at")
    assert read_history(shop, "stories-allure3") == [
        {"SHOP-1": "failed", "SHOP-2": "failed", "SHOP-3": "broken", "SHOP-4": "broken"},
        {"SHOP-1": "passed", "SHOP-2": "failed", "SHOP-3": "broken", "SHOP-4": "broken"},
    ]


def test_categories_group_stories_by_the_kind_of_reason(shop: Shop, shown: Shown) -> None:
    shown.open(shop.allure_3.stories)
    shown.click("Categories")

    shown.says(
        "Categories 3",
        "Not working: scenario fails",
        "Not proven: scenario not run",
        "Not specified: feature without scenarios",
    )


def test_the_environment_says_what_the_report_is_about(shop: Shop, shown: Shown) -> None:
    shown.open(shop.allure_3.stories)

    shown.says("Product buch ☕ shop", "Last run 20…UTC, in part")


@pytest.mark.parametrize("name", ["stories", "scenarios"])
@pytest.mark.parametrize("allure", ["allure_3", "allure_2"])
def test_no_page_asks_anybody_for_anything(shop: Shop, shown: Shown, allure: str, name: str) -> None:
    shown.open(getattr(getattr(shop, allure), name))
    shown.says("buch ☕ shop")

    assert shown.list_asked() == []
    assert [url for url in shown.tried if "google" in url] == []


def test_a_picture_that_a_story_names_is_not_fetched(shop: Shop, shown: Shown) -> None:
    shown.open(shop.allure_3.stories)
    shown.click("SHOP-2 Pay by card")
    shown.says("Description", "Test body")

    assert shown.list_asked() == []
    assert PICTURE in shown.tried


def test_what_a_page_asks_for_would_be_seen(shown: Shown, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(f'<p>here</p><img src="{PICTURE}">', encoding="utf-8")

    shown.open(page)

    assert shown.list_asked() == [PICTURE]


def test_allure_2_shows_the_same_stories(shop: Shop, shown: Shown) -> None:
    shown.open(shop.allure_2.stories)
    shown.says(
        "4 test cases…25%", "Stories done 1 of 4", "Not proven: scenario not run", "Product buch ☕ shop"
    )
    shown.open(shop.allure_2.stories, "#behaviors")

    shown.says("Status: 1 2 1 0 0", "post 1…till 1 1")


def test_allure_2_keeps_the_history_of_two_runs(shop: Shop, shown: Shown) -> None:
    shown.open(shop.allure_2.stories)
    shown.says("Trend")
    kept = shop.project.root / "reports" / "allure" / "history" / "stories-allure2" / "after"
    points = json.loads((kept / "history-trend.json").read_text(encoding="utf-8"))

    assert "There is nothing to show" not in shown.page.inner_text("body")
    assert [(point["data"]["passed"], point["data"]["total"]) for point in points] == [(1, 4), (0, 4)]


def test_without_results_of_allure_there_is_a_report_of_stories_and_a_remark(
    small_project: "SmallProject",
) -> None:
    small_project.write_story("SHOP-1")
    document = take_stock(load_settings(small_project.root), now_utc=FIRST)

    reports = generate(small_project, "3", document)

    assert reports.scenarios is None
    assert reports.remark is not None
    assert "pytest --alluredir=allure-results" in reports.remark
    assert reports.stories.is_file()


def test_where_allure_is_not_installed_the_error_says_how_to_install_it(
    small_project: "SmallProject",
) -> None:
    small_project.write_story("SHOP-1")
    settings = load_settings(small_project.root)

    with pytest.raises(UsageError, match=r"Allure is not installed.*\n.*npm install --save-dev allure@3"):
        generate_allure(settings, take_stock(settings, now_utc=FIRST), environment={"PATH": ""})


@pytest.mark.parametrize(
    ("major", "missing"), [("3", "needs `node`.*\n.*nodejs"), ("2", "needs `node`.*\n.*nodejs")]
)
def test_where_node_is_missing_the_error_says_so(
    small_project: "SmallProject", major: str, missing: str
) -> None:
    small_project.write_story("SHOP-1")
    settings = load_settings(small_project.root)
    folder = install(major)["PATH"].partition(os.pathsep)[0]

    with pytest.raises(UsageError, match=missing):
        generate_allure(settings, take_stock(settings, now_utc=FIRST), environment={"PATH": folder})


def test_a_folder_without_results_is_refused(small_project: "SmallProject", tmp_path: Path) -> None:
    small_project.write_story("SHOP-1")
    settings = load_settings(small_project.root)

    with pytest.raises(UsageError, match=r"holds no results of Allure"):
        generate_allure(settings, take_stock(settings, now_utc=FIRST), [tmp_path])


def test_a_report_that_allure_cannot_make_is_an_error_with_what_it_says(
    small_project: "SmallProject",
) -> None:
    small_project.write_story("SHOP-1")
    program = small_project.write("node_modules/.bin/allure", ANGRY)
    program.chmod(0o755)
    settings = load_settings(small_project.root)

    with pytest.raises(
        CannotDecideError, match=r"Allure 3\.99\.0 could not make .* ended with 7:\nno memory"
    ):
        generate_allure(settings, take_stock(settings, now_utc=FIRST))


def test_the_command_tells_where_the_reports_are(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", install("3")["PATH"])

    run = shop.project.storycontract("report", "--allure")

    assert run.exit_code == 0
    assert "Allure 3.18.0, stories: reports/allure/stories.html" in run.output
    assert "Allure 3.18.0, scenarios: reports/allure/scenarios.html" in run.output
