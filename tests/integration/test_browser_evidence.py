"""What the browser saw is kept as evidence: real runs of pytest-playwright in a real Chromium."""

import hashlib
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from storycontract.errors import EvidenceError
from storycontract.evidence.artefacts import load_artefact

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.conftest import Run, SmallProject

BROWSER = ("-p", "playwright")

STEPS = """
import pytest
from playwright.sync_api import expect
from pytest_bdd import given, parsers, then, when

SHOP = "data:text/html,<button onclick=\\"p.textContent='paid'\\">Pay</button><p id=p>open</p>"

@pytest.fixture
def own_page(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()

class Window:
    def __init__(self, page):
        self.page = page

@pytest.fixture(scope="session")
def window(browser):
    return Window(browser.new_context().new_page())

@pytest.fixture
def second_page(new_context):
    return new_context().new_page()

@given("the shop is open")
def open_shop(page):
    page.goto(SHOP)

@given("the shop is open in a context of our own")
def open_own(own_page):
    own_page.goto(SHOP)

@given("the shop is open for everybody")
def open_kept(window):
    window.page.goto(SHOP)

@given("the shop is open twice")
def open_twice(page, second_page):
    page.goto(SHOP)
    second_page.goto(SHOP)

@given("a till", target_fixture="till")
def till():
    return []

@when("Ann pays")
def pay(page):
    page.get_by_role("button").click()

@when("Ann closes the page")
def close(page):
    page.close()

@when("the page breaks down")
def crash(page):
    page.goto("chrome://crash", timeout=2000)

@then(parsers.parse('the page says "{word}"'))
def says(page, word):
    assert page.locator("p").text_content() == word

@then(parsers.parse('the page softly says "{word}"'))
def softly_says(page, word):
    expect.soft(page.locator("p")).to_have_text(word, timeout=100)
    assert page.url

@then("the order was sent")
def sent():
    assert "order" == "sent"
"""
SCENARIOS = {
    "FAILS": ["Given the shop is open", "When Ann pays", 'Then the page says "sent"'],
    "PASSES": ["Given the shop is open", "When Ann pays", 'Then the page says "paid"'],
    "CLOSED": ["Given the shop is open", "When Ann closes the page", "Then the order was sent"],
    "CRASHED": ["Given the shop is open", "When the page breaks down", "Then the order was sent"],
    "OWN": ["Given the shop is open in a context of our own", "Then the order was sent"],
    "KEPT": ["Given the shop is open for everybody", "Then the order was sent"],
    "AGAIN": ["Given the shop is open for everybody", "Then the order was sent"],
    "TWICE": ["Given the shop is open twice", "Then the order was sent"],
    "SOFT": ["Given the shop is open", 'Then the page softly says "sent"'],
    "PAGELESS": ["Given a till", "Then the order was sent"],
}
OWN_TRACES = """
import pytest

@pytest.fixture(autouse=True)
def traced(context):
    context.tracing.start(snapshots=True)
    yield
    context.tracing.stop()
"""


def write_shop(project: "SmallProject", *stories: str, settings: str = "") -> None:
    project.write("pyproject.toml", f'[project]\nname = "shop"\n[tool.storycontract]\n{settings}\n')
    project.write("steps/shop_steps.py", STEPS)
    for story_id in stories or SCENARIOS:
        lines = [f"@story:{story_id}", f"Feature: {story_id}", "  Scenario: Pay"]
        lines += [f"    {step}" for step in SCENARIOS[story_id]]
        project.write(f"features/{story_id.lower()}.feature", "\n".join(lines) + "\n")


def attempts_of(project: "SmallProject", story_id: str) -> list[dict[str, Any]]:
    entry = project.stories[story_id].entry
    (case,) = (case for criterion in entry["criteria"] for case in criterion["cases"])
    attempts: list[dict[str, Any]] = case["attempts"]
    return attempts


def files_of(project: "SmallProject", story_id: str) -> list[tuple[str, str]]:
    return [
        (file["kind"], file["name"])
        for attempt in attempts_of(project, story_id)
        for file in attempt["artefacts"]
    ]


def left_out_of(project: "SmallProject", story_id: str) -> str:
    return "; ".join(reason for attempt in attempts_of(project, story_id) for reason in attempt["left_out"])


def find_file(project: "SmallProject", story_id: str, kind: str) -> "Path":
    (file,) = (
        each
        for attempt in attempts_of(project, story_id)
        for each in attempt["artefacts"]
        if each["kind"] == kind
    )
    return project.root / "reports" / str(file["path"])


@pytest.fixture(scope="module")
def shop(make_project: Callable[[str], "SmallProject"]) -> "SmallProject":
    project = make_project("shop")
    write_shop(project)
    return project


@pytest.fixture(scope="module")
def run(shop: "SmallProject") -> "Run":
    return shop.pytest(*BROWSER, "features", "--junitxml=reports/junit.xml")


def list_groups(trace: "Path") -> list[tuple[str, int, list[str]]]:
    """List the groups of a trace that are in no other: title, line, and what was done in each."""
    with zipfile.ZipFile(trace) as archive:
        events = [json.loads(line) for line in archive.read("trace.trace").splitlines()]
    return [
        (
            group["title"],
            group["stack"][0]["line"],
            [event["method"] for event in events if event.get("parentId") == group["callId"]],
        )
        for group in events
        if group.get("method") == "tracingGroup" and "parentId" not in group
    ]


@pytest.mark.parametrize(
    ("story_id", "files"),
    [
        pytest.param(
            "FAILS",
            [("screenshot", 'Then the page says "sent"'), ("trace", "trace.zip")],
            id="a failing step",
        ),
        pytest.param("PASSES", [], id="a pass"),
        pytest.param("CLOSED", [("trace", "trace.zip")], id="a page that was closed"),
        pytest.param("OWN", [("screenshot", "Then the order was sent")], id="a context of the project's own"),
        pytest.param("KEPT", [("screenshot", "Then the order was sent")], id="a page of the whole session"),
        pytest.param("AGAIN", [("screenshot", "Then the order was sent")], id="the same page again"),
        pytest.param(
            "TWICE",
            [
                ("screenshot", "Then the order was sent"),
                ("screenshot", "Then the order was sent (page 2)"),
                ("trace", "trace-1.zip"),
                ("trace", "trace-2.zip"),
            ],
            id="two contexts",
        ),
        pytest.param("SOFT", [("screenshot", "at the end"), ("trace", "trace.zip")], id="a soft failure"),
        pytest.param("PAGELESS", [], id="no browser"),
    ],
)
@pytest.mark.usefixtures("run")
def test_what_is_kept(shop: "SmallProject", story_id: str, files: list[tuple[str, str]]) -> None:
    assert files_of(shop, story_id) == files


@pytest.mark.usefixtures("run")
def test_a_file_is_named_by_its_digest(shop: "SmallProject") -> None:
    picture = find_file(shop, "FAILS", "screenshot")

    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stem == hashlib.sha256(picture.read_bytes()).hexdigest()
    assert picture.parent == shop.root / "reports" / "evidence" / "artefacts"


@pytest.mark.usefixtures("run")
def test_the_trace_shows_the_steps_at_their_lines(shop: "SmallProject") -> None:
    groups = list_groups(find_file(shop, "FAILS", "trace"))

    assert groups == [
        ("Given the shop is open", 4, ["newPage", "goto"]),
        ("When Ann pays", 5, ["click"]),
        ('Then the page says "sent"', 6, ["textContent", "screenshot"]),
    ]


@pytest.mark.usefixtures("run")
def test_a_page_that_crashed_hides_no_failure(shop: "SmallProject") -> None:
    (attempt,) = attempts_of(shop, "CRASHED")

    assert attempt["outcome"] == "failed"
    assert "crash" in attempt["message"]
    assert "no screenshot `When the page breaks down`" in left_out_of(shop, "CRASHED")


def test_the_status_names_the_picture_and_how_to_open_the_trace(shop: "SmallProject", run: "Run") -> None:
    shown = shop.storycontract("status", "FAILS").output

    assert re.search(r"^ +screenshot: reports/evidence/artefacts/[0-9a-f]{64}\.png$", shown, re.MULTILINE)
    assert re.search(
        r"^ +trace: playwright show-trace reports/evidence/artefacts/[0-9a-f]{64}\.zip$", shown, re.MULTILINE
    )
    assert "what the browser saw: storycontract status FAILS" in run.output


@pytest.mark.usefixtures("run")
def test_nothing_is_left_outside_the_reports(shop: "SmallProject") -> None:
    junit = (shop.root / "reports" / "junit.xml").read_text(encoding="utf-8")

    assert not (shop.root / "test-results").exists()
    assert str(find_file(shop, "FAILS", "trace")) in junit


@pytest.mark.usefixtures("run")
def test_a_file_that_was_changed_is_not_taken_for_evidence(shop: "SmallProject", tmp_path: "Path") -> None:
    file = next(each for each in attempts_of(shop, "FAILS")[0]["artefacts"] if each["kind"] == "screenshot")
    copy = tmp_path / file["path"]
    copy.parent.mkdir(parents=True)
    copy.write_bytes(b"another picture")

    load_artefact(shop.root / "reports", file["path"], file["sha256"])
    with pytest.raises(EvidenceError, match="not what was recorded"):
        load_artefact(tmp_path, file["path"], file["sha256"])


def test_every_retry_keeps_its_own_on_every_worker(small_project: "SmallProject") -> None:
    write_shop(small_project, "FAILS", "PASSES")

    small_project.pytest(*BROWSER, "features", "-n2", "--reruns", "1")

    kept = [
        [file["kind"] for file in attempt["artefacts"]] for attempt in attempts_of(small_project, "FAILS")
    ]
    assert kept == [["screenshot", "trace"], ["screenshot", "trace"]]
    assert files_of(small_project, "PASSES") == []


def test_passes_keep_theirs_where_the_project_wants_it(small_project: "SmallProject") -> None:
    write_shop(small_project, "PASSES", settings='browser-evidence = "always"')

    small_project.pytest(*BROWSER, "features")

    assert files_of(small_project, "PASSES") == [("screenshot", "at the end"), ("trace", "trace.zip")]
    assert small_project.stories["PASSES"].verdict == "done"


def test_nothing_is_kept_where_the_project_wants_nothing(small_project: "SmallProject") -> None:
    write_shop(small_project, "FAILS", settings='browser-evidence = "off"')

    small_project.pytest(*BROWSER, "features")

    assert files_of(small_project, "FAILS") == []
    assert left_out_of(small_project, "FAILS") == ""
    assert not (small_project.root / "reports" / "evidence" / "artefacts").exists()


def test_what_a_limit_leaves_out_is_said(small_project: "SmallProject") -> None:
    write_shop(small_project, "FAILS", settings="browser-evidence-mb = 0")

    small_project.pytest(*BROWSER, "features")

    assert files_of(small_project, "FAILS") == []
    assert 'screenshot `Then the page says "sent"` was not kept' in left_out_of(small_project, "FAILS")
    assert "(`browser-evidence-mb`)" in small_project.storycontract("status", "FAILS").output


def test_the_choice_of_the_command_line_stands(small_project: "SmallProject") -> None:
    write_shop(small_project, "FAILS")

    small_project.pytest(*BROWSER, "features", "--tracing=off", "--screenshot=only-on-failure")

    kinds = {kind for kind, _ in files_of(small_project, "FAILS")}
    assert kinds == {"screenshot"}


def test_a_project_that_starts_traces_itself_runs_as_before(small_project: "SmallProject") -> None:
    write_shop(small_project, "PASSES")
    small_project.write("conftest.py", OWN_TRACES)

    run = small_project.pytest(*BROWSER, "features")

    assert "1 passed" in run.output
    assert small_project.stories["PASSES"].verdict == "done"


def test_allure_shows_the_picture_at_the_step_and_the_trace(small_project: "SmallProject") -> None:
    write_shop(small_project, "FAILS")

    small_project.pytest(*BROWSER, "-p", "allure_pytest", "features", "--alluredir=reports/allure")

    folder = small_project.root / "reports" / "allure"
    (result,) = (json.loads(file.read_text(encoding="utf-8")) for file in folder.glob("*-result.json"))
    (picture,) = result["steps"][-1]["attachments"]
    (trace,) = (each for each in result["attachments"] if each["name"] == "trace.zip")
    assert (folder / picture["source"]).read_bytes().startswith(b"\x89PNG")
    assert trace["type"] == "application/vnd.allure.playwright-trace"
    assert zipfile.is_zipfile(folder / trace["source"])


def test_a_browser_that_cannot_start_keeps_the_story_from_being_done(small_project: "SmallProject") -> None:
    write_shop(small_project, "PASSES", "PAGELESS")

    run = small_project.pytest(*BROWSER, "features", "--browser=chromium", "--browser=firefox", "-v")

    outcomes = {each["variant"]: each["outcome"] for each in attempts_of(small_project, "PASSES")}
    assert outcomes == {"[chromium]": "passed", "[firefox]": "error"}
    assert small_project.stories["PASSES"].verdict == "unproven"
    assert "features/pageless.feature::Pay FAILED" in run.output


def test_one_browser_leaves_ids_as_they_are(small_project: "SmallProject") -> None:
    write_shop(small_project, "PASSES")

    listed = small_project.pytest(*BROWSER, "features", "--browser=chromium", "--collect-only", "-q")

    assert "features/passes.feature::Pay\n" in listed.output


@pytest.fixture
def browser_server(tmp_path: "Path") -> Iterator[str]:
    """A browser elsewhere: its address."""
    from storycontract.pytest_plugin.browser_search import find_browser  # noqa: PLC0415 - only this fixture

    config = tmp_path / "server.json"
    found = find_browser().path
    options: dict[str, object] = {"host": "127.0.0.1", "headless": True}
    config.write_text(
        json.dumps(options | ({"executablePath": str(found)} if found else {})), encoding="utf-8"
    )
    command = [
        sys.executable,
        "-m",
        "playwright",
        "launch-server",
        "--browser=chromium",
        f"--config={config}",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


def test_a_browser_elsewhere_gives_the_same_evidence(
    small_project: "SmallProject", browser_server: str
) -> None:
    write_shop(small_project, "FAILS")
    small_project.write(
        "conftest.py",
        "import pytest\n\n"
        '@pytest.fixture(scope="session")\n'
        f'def connect_options():\n    return {{"endpoint": "{browser_server}"}}\n',
    )

    small_project.pytest(*BROWSER, "features", STORYCONTRACT_BROWSER="/nowhere")

    assert files_of(small_project, "FAILS") == [
        ("screenshot", 'Then the page says "sent"'),
        ("trace", "trace.zip"),
    ]
