"""Steps about the page that people open."""

from playwright.sync_api import Page, expect
from pytest_bdd import parsers, then, when
from steps.sandbox import SOMEBODY, Sandbox


@when(parsers.re(rf"{SOMEBODY} opens the page"), target_fixture="requested")
def open_page(sandbox: Sandbox, page: Page) -> list[str]:
    return _open(sandbox, page)


@when(parsers.re(rf'{SOMEBODY} opens the page at story "(?P<story_id>.*)"'), target_fixture="requested")
def open_at(sandbox: Sandbox, page: Page, story_id: str) -> list[str]:
    return _open(sandbox, page, f"#/story/{story_id}")


@then(parsers.parse('its headline is "{text}"'))
def headline(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


@then(parsers.parse('it shows story "{story_id}" as "{label}"'))
def row(page: Page, story_id: str, label: str) -> None:
    expect(page.get_by_role("button", name=story_id)).to_contain_text(label)


@then(parsers.parse('it shows the text "{text}"'))
def text_is_shown(page: Page, text: str) -> None:
    expect(page.get_by_text(text).first).to_be_visible()


@then("it made no request beyond its own file")
def no_request(sandbox: Sandbox, requested: list[str]) -> None:
    assert requested == [_address(sandbox)]


def _open(sandbox: Sandbox, page: Page, fragment: str = "") -> list[str]:
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url.partition("#")[0]))
    sandbox.command("report")
    page.goto(_address(sandbox) + fragment)
    page.wait_for_load_state("networkidle")
    return requested


def _address(sandbox: Sandbox) -> str:
    return (sandbox.root / "reports" / "index.html").as_uri()
