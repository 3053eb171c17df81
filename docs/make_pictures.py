"""Draw the pictures of Allure in these pages from the example's own results.

cd examples/bookshop && python -m pytest features --alluredir=allure-results    (elsewhere, in a copy)
python docs/make_pictures.py FOLDER      where FOLDER holds allure-results and allure-results-stories
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
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

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


def draw(browser: Browser, url: str) -> None:
    """Draw all pictures."""
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
    """Make both reports and draw them."""
    with tempfile.TemporaryDirectory() as reports:
        make_report("3", folder / "allure-results", Path(reports) / "scenarios", "Bookshop: scenarios")
        make_report("3", folder / "allure-results-stories", Path(reports) / "stories", "Bookshop: stories")
        with serve(Path(reports)) as url, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser().path)
            draw(browser, url)
            browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
