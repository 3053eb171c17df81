"""A browser on another machine: a real Playwright server, reached by `connect_options`."""

import json
import subprocess
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright._impl._driver import compute_driver_executable

from storycontract.pytest_plugin.browser_search import find_browser

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.conftest import SmallProject

STEPS = """
from pytest_bdd import given, parsers, then, when

SHOP = "data:text/html,<button onclick=\\"p.textContent='paid'\\">Pay</button><p id=p>open</p>"

@given("the shop is open")
def open_shop(page):
    page.goto(SHOP)

@when("Ann pays")
def pay(page):
    page.get_by_role("button").click()

@then(parsers.parse('the page says "{word}"'))
def says(page, word):
    assert page.locator("p").text_content() == word
"""
CONNECT = """
import os, pytest

@pytest.fixture(scope="session")
def connect_options():
    return {"endpoint": os.environ["BROWSER_SERVER"]}

@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": "/no/browser/on/this/machine"}
"""


@pytest.fixture
def browser_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the Chromium of this machine; its address."""
    config: Path = tmp_path_factory.mktemp("server") / "server.json"
    path = find_browser().path
    config.write_text(json.dumps({"headless": True} | ({"executablePath": str(path)} if path else {})))
    command = [
        *compute_driver_executable(),
        "launch-server",
        "--browser",
        "chromium",
        "--config",
        str(config),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.kill()


def list_kinds(entry: dict[str, Any]) -> list[str]:
    (criterion,) = entry["criteria"]
    (case,) = criterion["cases"]
    return [file["kind"] for attempt in case["attempts"] for file in attempt["artefacts"]]


def test_what_a_browser_elsewhere_shows_is_recorded_here(
    small_project: "SmallProject", browser_server: str
) -> None:
    small_project.write("steps/shop_steps.py", STEPS)
    small_project.write("conftest.py", CONNECT)
    for story, word in (("PASSES", "paid"), ("FAILS", "sent")):
        small_project.write(
            f"features/{story.lower()}.feature",
            f"@story:{story}\nFeature: {story}\n  Scenario: Pay\n    Given the shop is open\n"
            f'    When Ann pays\n    Then the page says "{word}"\n',
        )

    run = small_project.pytest("-p", "playwright", "features", BROWSER_SERVER=browser_server)

    stories = small_project.stories
    assert (stories["PASSES"].verdict, stories["FAILS"].verdict) == ("done", "failing"), run.output
    assert list_kinds(stories["PASSES"].entry) == []
    assert list_kinds(stories["FAILS"].entry) == ["screenshot", "trace"]
    for file in (small_project.root / "reports" / "evidence" / "artefacts").iterdir():
        assert file.stat().st_size > 0
