"""axe-core finds nothing: light and dark, folded and unfolded, on a desk and on a phone."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # has no types
from playwright.sync_api import Page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 390], ids=["desk", "phone"])
@pytest.mark.parametrize("unfolded", [False, True], ids=["folded", "unfolded"])
def test_axe_finds_nothing(
    rich_page: Callable[..., Page], scheme: str, width: int, *, unfolded: bool
) -> None:
    page = rich_page(width=width, color_scheme=scheme, bypass_csp=True)
    page.wait_for_selector("html[data-ready=all]")
    unfold(page, wanted=unfolded)

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


def unfold(page: Page, *, wanted: bool) -> None:
    if wanted:
        for button in page.locator(".stories h3 button").all():
            button.click()
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
