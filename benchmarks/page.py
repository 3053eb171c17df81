"""How long the page takes to write, how large it is, and how soon a browser shows and filters it.

python benchmarks/page.py [STORIES...]      by default 200, 2000 and 20000 stories with ten cases each
"""

import itertools
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from storycontract.evidence.record import Outcome
from storycontract.pytest_plugin.browser_search import find_browser
from storycontract.report.page.page import render_page
from storycontract.report.page.page_sources import PageSources
from storycontract.report.stories import StoriesDocument
from storycontract.report.stories_file import load_stories, save_stories
from storycontract.settings.settings import Settings
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import StoryVerdict

CASES = 10
SCENARIOS = 6
PHRASES = 400
SIZES = (200, 2_000, 20_000)
LARGEST_FILE = 2_000  # stories; more take gigabytes of memory to read
WORDS = tuple(
    """
    account address amount basket book buyer card carrier cart checkout city code coupon courier
    credit customer date delivery discount door email evening gift guest invoice item label letter
    library list loan message morning number offer order owner package page parcel password payment
    phone pickup point price product proof purchase queue reader receipt refund region return review
    sale seller shelf ship shop size stock store street tax ticket time title total town tracking
    value voucher wallet week weight wish year
    """.split()  # noqa: SIM905 - easier to read than a list
)
NOW = "2026-11-24T03:18:00.000+00:00"
RUN = "0b8d7a52-5d21-4f0e-9d3c-0d3f1f6a7c11"


class Author:
    """Writes stories that look like those of people, the same each time."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)  # noqa: S311 - nothing secret about it

        self._ran = 0.0
        self._phrases = [self.say(self._random.randint(4, 9)) for _ in range(PHRASES)]
        # The first is used twice as often as the second, as in languages.
        self._weights = list(itertools.accumulate(1 / rank for rank in range(1, PHRASES + 1)))

    def minute(self) -> int:
        """Say in which minute of an hour a case ran."""
        self._ran += self._random.random() / 40
        return int(self._ran) % 60

    def phrase(self) -> str:
        """Say what a step says: projects have some hundred steps, and use a few of them over and over."""
        return self._random.choices(self._phrases, cum_weights=self._weights)[0]

    def say(self, count: int) -> str:
        """Say some words."""
        return " ".join(self._random.choice(WORDS) for _ in range(count))

    def name(self, count: int) -> str:
        """Say some words as a name."""
        return self.say(count).capitalize()

    def choose(self, *options: str) -> str:
        """Choose one of some options."""
        return self._random.choice(options)

    def amount(self) -> str:
        """Say some amount of money."""
        return f"€{self._random.randint(1, 99)}.{self._random.randint(0, 99):02}"


def make_document(count: int, author: Author) -> tuple[StoriesDocument, dict[str, str]]:
    """Make a document of many stories, and their feature files."""
    texts: dict[str, str] = {}
    stories = [_make_story(number, author, texts) for number in range(count)]
    counts = {verdict.value: 0 for verdict in StoryVerdict}
    for story in stories:
        counts[story["verdict"]] += 1
    document = {
        "product": "Shop",
        "generated_utc": NOW,
        "scope_digest": "d" * 64,
        "environments": ["default"],
        "counts": {"total": count, **counts},
        "roll_ups": {"epic": [], "objective": [], "release": [], "owner": []},
        "runs": [],
        "stories": stories,
    }
    return StoriesDocument.model_validate(document), texts


def _make_story(number: int, author: Author, texts: dict[str, str]) -> dict[str, Any]:
    story_id, epic = f"SHOP-{number + 1}", f"epic-{number % 40:02}"
    owner = author.choose("anna", "ben", "carla", "dmitri", "payments", "storefront")
    path = f"features/{epic}/story_{number:05}.feature"
    title = author.name(5)
    lines = [
        f"@story:{story_id} @epic:{epic} @owner:{owner} @priority:must",
        f"Feature: {title}",
        f"  As a {author.say(2)}",
        f"  I want to {author.say(6)}",
        f"  So that {author.say(7)}",
    ]
    verdict = StoryVerdict(author.choose("done", "done", "done", "done", "failing", "unproven", "unstarted"))
    criteria = [
        _make_criterion(story_id, place, author, lines, path, verdict) for place in range(SCENARIOS + 1)
    ]
    texts[path] = "\n".join(lines) + "\n"
    reason = {
        "code": "failed",
        "count": 1,
        "sentence": f"1 of {CASES} scenarios fails",
        "path": path,
        "line": 12,
        "command": None,
    }
    return {
        "id": story_id,
        "id_is_derived": False,
        "title": title,
        "verdict": verdict.value,
        "verdict_label": verdict.label,
        "reasons": [] if verdict is StoryVerdict.DONE else [reason],
        "flags": [],
        "path": path,
        "line": 2,
        "language": "en",
        "epic": epic,
        "objective": None,
        "owner": owner,
        "priority": "must",
        "release": author.choose("2026.1", "2026.2"),
        "sprint": None,
        "depends": [],
        "was": [],
        "tags": [],
        "is_draft": False,
        "narrative": None,
        "fingerprint": "f" * 64,
        "silenced": [],
        "done_since": {"run": RUN, "at_utc": NOW, "commit": "4f2a91c0"},
        "criteria": criteria,
    }


def _make_criterion(  # noqa: PLR0913, PLR0917 - what a scenario is made of
    story_id: str, place: int, author: Author, lines: list[str], path: str, verdict: StoryVerdict
) -> dict[str, Any]:
    """Make a scenario, or at the end an outline with as many rows as are left."""
    rows = CASES - SCENARIOS if place == SCENARIOS else 0
    name = author.name(6)
    lines += ["", f"  @ac:{story_id}.{place}", f"  Scenario{' Outline' if rows else ''}: {name}"]
    line = len(lines)
    amount = "<amount>" if rows else author.amount()
    steps = [
        ("Given", f'{author.phrase()} "{author.name(2)}" for {amount}', "context"),
        ("And", author.phrase(), "context"),
        ("When", f'{author.phrase()} "{author.say(1)}"', "action"),
        ("Then", f"{author.phrase()} {amount}", "outcome"),
    ]
    lines += [f"    {keyword} {text}" for keyword, text, _ in steps]
    places: list[tuple[int, tuple[tuple[str, str], ...]]] = [(line, ())]
    if rows:
        lines += ["", "    Examples:", "      | amount | name |"]
        places = []
        for _ in range(rows):
            values = (("amount", author.amount()), ("name", author.say(1)))
            lines.append(f"      | {' | '.join(value for _, value in values)} |")
            places.append((len(lines), values))
    is_red = place == 0 and verdict is not StoryVerdict.DONE
    cases = [_make_case(path, name, line, own, values, steps, is_red, author) for own, values in places]
    return {
        "id": f"{story_id}.{place}",
        "id_is_derived": False,
        "name": name,
        "rule": None,
        "verdict": cases[0]["verdict"],
        "fingerprint": "a" * 64,
        "path": path,
        "line": line,
        "is_draft": False,
        "cases": cases,
    }


def _make_case(  # noqa: PLR0913, PLR0917 - what a case is made of
    path: str,
    name: str,
    line: int,
    own_line: int,
    values: tuple[tuple[str, str], ...],
    steps: list[tuple[str, str, str]],
    is_red: bool,  # noqa: FBT001 - as above
    author: Author,
) -> dict[str, Any]:
    verdict = CaseVerdict.FAILED if is_red else CaseVerdict.PASSED
    outcome = Outcome.FAILED if is_red else Outcome.PASSED
    message = f"AssertionError: assert '{author.amount()}' == '{author.amount()}'" if is_red else None
    ran = [
        {
            "keyword": keyword,
            "text": text,
            "path": path,
            "line": line + 1 + index,
            "outcome": "failed" if is_red and index == len(steps) - 1 else "passed",
            "duration_ms": 3.5,
            "message": message if index == len(steps) - 1 else None,
            "function": f"steps.{author.choose('basket', 'order', 'pay')}_steps:{text.split()[1]}",
        }
        for index, (keyword, text, _) in enumerate(steps)
    ]
    return {
        "name": name,
        "fingerprint": "c" * 64,
        "verdict": verdict.value,
        "is_manual": False,
        "path": path,
        "line": own_line,
        "example": [{"column": column, "value": value} for column, value in values],
        "steps": [
            {
                "keyword": keyword,
                "text": text,
                "line": line + 1 + index,
                "table": None,
                "doc_string": None,
                "kind": kind,
            }
            for index, (keyword, text, kind) in enumerate(steps)
        ],
        "environments": [
            {"environment": "default", "verdict": verdict.value, "stale": None, "damaged_runs": []}
        ],
        "attempts": [
            {
                "run": RUN,
                "environment": "default",
                "node_id": f"{path}::{name}",
                "variant": "",
                "attempt": 0,
                "outcome": outcome.value,
                "counts": True,
                "started_utc": f"2026-11-24T03:{author.minute():02}:00.000+00:00",
                "duration_ms": 340.0,
                "message": message,
                "steps": ran,
                "artefacts": [],
                "left_out": [],
            }
        ],
        "failing_step": ran[-1] if is_red else None,
        "message": message,
        "problem": None,
        "duration_ms": 340.0,
    }


def measure_writing(count: int, folder: Path) -> Iterator[str]:
    """Measure what writing the page of so many stories takes, and how large it is."""
    document, texts = make_document(count, Author())
    settings = Settings(root=folder)
    sources = PageSources(texts=texts, secrets=settings.secret_patterns)
    started = time.process_time()
    page = render_page(document, sources)
    yield f"written in {time.process_time() - started:.2f} s"
    size_bytes = (folder / "index.html").write_text(page, encoding="utf-8")
    yield f"{len(page.encode()) / 1_000_000:.2f} MB ({size_bytes / count:.0f} bytes a story)"
    if count > LARGEST_FILE:
        return
    save_stories(document, folder / "stories.json")
    started = time.process_time()
    render_page(
        load_stories(folder / "stories.json"), PageSources(texts=texts, secrets=settings.secret_patterns)
    )
    yield f"from the file {time.process_time() - started:.2f} s"


def measure_reading(browser: Browser, file: Path) -> Iterator[str]:
    """Measure how soon the first glance is drawn, and what a filter and a story take."""
    page = browser.new_page(viewport={"width": 1200, "height": 860})
    page.goto(file.as_uri())
    drawn = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    yield f"drawn after {drawn:.0f} ms, usable after {ready:.0f} ms"
    page.wait_for_selector("html[data-ready=all]")
    yield f"filter {_time(page, _FILTER):.0f} ms, all again {_time(page, _ALL):.0f} ms"
    yield f"grouped anew {_time(page, _GROUP):.0f} ms, unfolded {_time(page, _UNFOLD):.0f} ms"
    page.close()


_ACT = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  await frame();
  const start = performance.now();
  %s
  await frame();
  return performance.now() - start;
}"""
_SET = """
  const field = document.querySelector('[name=%s]');
  field.value = '%s';
  field.dispatchEvent(new Event('input', {bubbles: true}));
"""
_FILTER = _SET % ("q", "gift carrier")
_ALL = _SET % ("q", "")
_GROUP = _SET % ("by", "owner")
_UNFOLD = "document.querySelector('.stories h3 button').click();"


def _time(page: Any, act: str) -> float:
    elapsed: float = page.evaluate(_ACT % act)
    return elapsed


def main(sizes: tuple[int, ...]) -> None:
    """Measure each size."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=find_browser().path)
        for count in sizes:
            print(f"{count} stories, {count * CASES} cases")
            for line in measure_writing(count, Path(folder)):
                print(f"  {line}", flush=True)
            for line in measure_reading(browser, Path(folder) / "index.html"):
                print(f"  {line}", flush=True)
        browser.close()


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
