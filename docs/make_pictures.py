"""Draw the pictures of these pages from the example's own results.

cd examples/bookshop && python -m pytest features --alluredir=allure-results    (elsewhere, in a copy)
python docs/make_pictures.py FOLDER      where FOLDER holds reports, allure-results and allure-results-stories

Pictures of Allure are left as they are where there are no results for it.
"""

import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from allure_report import make_report
from playwright.sync_api import Browser, FloatRect, Page, ViewportSize, sync_playwright

from storycontract.pytest_plugin.browser_search import find_browser

PICTURES = Path(__file__).parent / "pictures"
WINDOW = ViewportSize(width=1000, height=760)


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder for as long as the pictures take."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def open_report(browser: Browser, url: str, awaited: str) -> Page:
    """Open a report and wait for a word on it."""
    page = browser.new_page(viewport=WINDOW, color_scheme="light")
    page.route(re.compile(r"^https?://(?!127\.0\.0\.1)"), lambda route: route.abort())
    page.goto(url)
    page.get_by_text(awaited).first.wait_for()
    return page


def take(page: Page, name: str) -> None:
    """Keep what the window shows."""
    # Movements on the page come to their end first.
    page.wait_for_timeout(800)
    PICTURES.mkdir(exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
    print(f"{name}.png {(PICTURES / f'{name}.png').stat().st_size // 1000} kB")


def draw_page(browser: Browser, file: Path) -> None:
    """Draw the pictures of the page: its first glance, and a story that is not done."""
    page = browser.new_page(viewport=WINDOW, color_scheme="light", device_scale_factor=1.5)
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready=all]")
    take(page, "page")
    page.goto(f"{file.as_uri()}#/story/SHOP-8")
    page.set_viewport_size({"width": 1000, "height": 2200})
    failing = page.get_by_role("region", name="SHOP-8").locator(".case")
    box, shop = failing.bounding_box(), page.get_by_role("region", name="SHOP-8").bounding_box()
    if box is None or shop is None:
        raise SystemExit("SHOP-8 is not shown as failing")
    # What stands above it, the steps that led there, belongs to the picture.
    top = box["y"] - 170
    area = FloatRect(x=shop["x"], y=top, width=shop["width"], height=box["y"] + box["height"] + 24 - top)
    page.screenshot(path=PICTURES / "page-story.png", clip=area)
    print(f"page-story.png {(PICTURES / 'page-story.png').stat().st_size // 1000} kB")


def draw_allure(browser: Browser, url: str) -> None:
    """Draw the pictures of Allure."""
    page = open_report(browser, f"{url}/stories/", "Not working")
    page.get_by_text("Done", exact=True).last.scroll_into_view_if_needed()
    take(page, "allure-stories")
    page.get_by_text("SHOP-8 Three books").first.click()
    page.get_by_text("Test body").wait_for()
    take(page, "allure-story")
    page = open_report(browser, f"{url}/scenarios/", "SHOP-8")
    page.get_by_text("Three copies of one title").first.click()
    page.get_by_text("Test body").wait_for()
    take(page, "allure-scenario")


def main(folder: Path) -> None:
    """Draw the page, then make both reports of Allure and draw them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser().path)
        draw_page(browser, folder / "reports" / "index.html")
        if (folder / "allure-results").is_dir():
            make_and_draw_allure(browser, folder)
        browser.close()


def make_and_draw_allure(browser: Browser, folder: Path) -> None:
    """Make both reports of Allure in a folder of their own, serve and draw them."""
    with tempfile.TemporaryDirectory() as reports:
        make_report("3", folder / "allure-results", Path(reports) / "scenarios", "Bookshop: scenarios")
        make_report("3", folder / "allure-results-stories", Path(reports) / "stories", "Bookshop: stories")
        with serve(Path(reports)) as url:
            draw_allure(browser, url)


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
