"""Draw the pictures of these pages from the example's own results.

cd examples/bookshop && python -m pytest features --alluredir=allure-results    (elsewhere, in a copy)
python docs/make_pictures.py FOLDER      where FOLDER is that copy, which is run again in part

Pictures of Allure are left as they are where there are no results for it.
"""

import os
import subprocess
import sys
from pathlib import Path

from allure_report import ALLURE, install
from playwright.sync_api import Browser, FloatRect, Page, ViewportSize, sync_playwright

from storycontract.pytest_plugin.browser_search import find_browser

PICTURES = Path(__file__).parent / "pictures"
WINDOW = ViewportSize(width=1000, height=760)
# Allure scrolls to its first result where the top of the report and the tree do not both fit.
TALL_WINDOW = ViewportSize(width=1000, height=1240)


def open_report(browser: Browser, file: Path, awaited: str, window: ViewportSize = WINDOW) -> Page:
    """Open a report and wait for a word on it."""
    page = browser.new_page(viewport=window, color_scheme="light")
    page.goto(file.as_uri())
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


def draw_allure(browser: Browser, folder: Path) -> None:
    """Draw the pictures of Allure after a whole run."""
    page = open_report(browser, folder / "stories.html", "SHOP-4 ", TALL_WINDOW)
    take(page, "allure-stories")
    page.set_viewport_size(WINDOW)
    page.get_by_text("SHOP-8 Three books").first.click()
    page.get_by_text("Test body").wait_for()
    take(page, "allure-story")
    page = open_report(browser, folder / "scenarios.html", "SHOP-8")
    page.get_by_text("Three copies of one title").first.click()
    page.get_by_text("Test body").wait_for()
    take(page, "allure-scenario")


def draw_allure_of_a_part(browser: Browser, folder: Path) -> None:
    """Draw what a run of one story looks like, and what is waived."""
    page = open_report(browser, folder / "scenarios.html", "Stories done", TALL_WINDOW)
    take(page, "allure-part")
    page = open_report(browser, folder / "stories.html", "Resolutions")
    page.get_by_text("Resolutions").first.click()
    page.get_by_text("PAY-31").first.wait_for()
    take(page, "allure-waived")
    page.get_by_text("Categories").first.click()
    page.get_by_text("Not working: ").first.wait_for()
    take(page, "allure-categories")


def main(folder: Path) -> None:
    """Draw the page, then make reports of Allure and draw them."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser().path)
        draw_page(browser, folder / "reports" / "index.html")
        if (folder / "allure-results").is_dir():
            make_and_draw_allure(browser, folder)
        browser.close()


def make_and_draw_allure(browser: Browser, folder: Path) -> None:
    """Make the reports of Allure after a whole run and after one of a part, and draw them."""
    install(ALLURE["3"])
    made = folder / "reports" / "allure"
    run(folder, "storycontract", "report", "--allure-results", "allure-results")
    draw_allure(browser, made)
    waiver = ["--reason", "the discount is mended in the next sprint", "--owner", "ann", "--ticket", "PAY-31"]
    run(folder, "storycontract", "waive", "SHOP-8", *waiver, "--days", "14")
    run(folder, "pytest", "features", "--story=SHOP-1", "--alluredir=allure-part", "--clean-alluredir")
    run(folder, "storycontract", "report", "--allure")
    draw_allure_of_a_part(browser, made)


def run(folder: Path, program: str, *arguments: str) -> None:
    """Run a program of this environment in a folder, with Allure on its PATH."""
    programs = [str(ALLURE["3"].folder / "node_modules" / ".bin"), os.environ["PATH"]]
    environment = os.environ | {"PATH": os.pathsep.join(programs)}
    command = [str(Path(sys.executable).parent / program), *arguments]
    subprocess.run(command, cwd=folder, env=environment, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
