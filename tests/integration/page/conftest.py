"""Projects as a page is drawn from, and a browser to look at it."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Page,
    Request,
    sync_playwright,
)

from storycontract.assessment.reporting import write_page
from storycontract.assessment.taking_stock import take_stock
from storycontract.pytest_plugin.browser_search import find_browser
from storycontract.report.stories import StoriesDocument
from storycontract.settings.loading import load_settings
from storycontract.verdict.judgement import StoryVerdict

NOW = "2026-11-24T03:18:00.000+00:00"
RUN = "0b8d7a52-5d21-4f0e-9d3c-0d3f1f6a7c11"
COMMIT = "4f2a91c0d3e5f6a7b8c9d0e1f2a3b4c5d6e7f8a9"

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAoAAAAGQCAIAAACxkUZyAAAAAXNSR0IArs4c6QAAAARnQU1BAACxjwv8YQUAAAAJcEhZcwAADsMAAA7D"
    "AcdvqGQAAANbSURBVHhe7dUxDQAwDMCwlT/pIRgQL5GdQ85wAIDPBDAAAQIYgAABDECAAAYgQAADECCAAQgQwAAECGAAAgQwAAECGIAA"
)

PROJECT = """\
[project]
name = "Lantern Lane Books"
[tool.storycontract]
issue-link = "https://tracker.example/browse/{id}"
secrets = ['sk_live_\\w+']
"""

PAY = """\
@story:SHOP-1 @epic:Checkout @owner:alice @release:2026.1 @priority:must
Feature: Pay by card
  As a first-time shopper
  I want to pay by card
  So that I get what I came for before I lose patience

  Background:
    Given the shop sells these books:
      | title             | price  |
      | Owl at the Window | €9.50  |

  # kept simple on purpose
  @ac:SHOP-1.1
  Scenario: A card that works
    When Ann pays by card
    Then the order is paid

  @ac:SHOP-1.2
  Scenario: Three for the price of two
    Given a basket of three books
    When Ann pays by card
    Then Ann pays €19.00
    And the order is paid

  @ac:SHOP-1.3
  Scenario Outline: Delivery is free from €40 on
    Given a basket for <cost>
    When Ann pays by card
    Then delivery costs <delivery>

    Examples:
      | cost   | delivery |
      | €39.99 | €3.90    |
      | €40.00 | €0.00    |
      | €41.00 | €0.00    |
"""
COUPON = """\
@story:SHOP-2 @epic:Checkout @owner:bob @release:2026.2
Feature: Apply a coupon
  As a reader of the newsletter
  I want to use my coupon with the key sk_live_abc123
  So that I pay less

  @ac:SHOP-2.1
  Scenario: A coupon that is over
    Given a coupon "SPRING" that ended 3 days ago
    When Ann gives the coupon
    Then Ann pays these amounts:
      | what  | cost  |
      | book  | €9.50 |
      | total | €9.50 |

  @ac:SHOP-2.2
  Scenario: A coupon that counts
    When Ann gives the coupon
    Then Ann pays less
"""
ACCOUNT = """\
@epic:Account @owner:carol
Feature: Accounts
  Background:
    Given a shop with accounts

  @story:SHOP-3
  Rule: Reset my password
    @ac:SHOP-3.1
    Scenario: A link that still counts
      When Ann opens the link of her mail
      Then Ann may choose a password

    @ac:SHOP-3.2 @manual
    Scenario: The mail is easy to read
      When Ann opens the mail
      Then Ann sees what to do

  @story:SHOP-4 @was:OLD-4
  Rule: Export my data
    @ac:SHOP-4.1
    Scenario: All orders are in the file
      When Ann exports her data
      Then all orders are in the file

  @story:SHOP-5 @depends:SHOP-4
  Rule: Close my account
"""
LOGIN = """\
@story:SHOP-6 @owner:carol
Feature: Sign in
  As a shopper I want to sign in so that I find my orders

  @ac:SHOP-6.1
  Scenario: With the right password
    When Ann signs in
    Then Ann sees her orders
"""


class Told:
    """A document as `take_stock` gives it, and what a test wants it to say on top."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings = load_settings(root)
        self.content: dict[str, Any] = take_stock(self.settings, now_utc=NOW).model_dump(mode="json")

    def story(self, story_id: str) -> dict[str, Any]:
        found: dict[str, Any] = next(each for each in self.content["stories"] if each["id"] == story_id)
        return found

    def case(self, name: str, row: int = 0) -> dict[str, Any]:
        found: dict[str, Any] = next(
            criterion["cases"][row]
            for story in self.content["stories"]
            for criterion in story["criteria"]
            if criterion["name"] == name
        )
        return found

    def tell(self, story_id: str, verdict: StoryVerdict, sentence: str = "", **given: Any) -> None:
        story = self.story(story_id)
        reason = {
            "code": "failed",
            "count": 1,
            "sentence": sentence,
            "path": story["path"],
            "line": story["line"],
            "command": given.pop("command", None),
        }
        told = {"verdict": verdict.value, "verdict_label": verdict.label, **given}
        story.update(told, reasons=[reason] if sentence else [])
        if verdict is StoryVerdict.DONE:
            for criterion in story["criteria"]:
                for case in criterion["cases"]:
                    self.pass_case(case)
                criterion["verdict"] = "passed"

    def pass_case(self, case: dict[str, Any]) -> None:
        case.update(verdict="passed", attempts=[attempt("passed")], problem=None)
        case["environments"][0]["verdict"] = "passed"

    def fail_case(
        self, case: dict[str, Any], step_text: str, message: str, verdict: str = "failed", **given: Any
    ) -> None:
        step = next(each for each in case["steps"] if each["text"] == step_text)
        outcome = "undefined" if verdict == "undefined" else "failed"
        failing = {
            "keyword": step["keyword"],
            "text": step_text,
            "path": case["path"],
            "line": step["line"],
            "outcome": outcome,
            "duration_ms": 12.0,
            "message": message,
            "function": "steps.checkout_steps:pays",
        }
        tries = given.pop("attempts", [attempt(outcome, message=message, **given)])
        case.update(verdict=verdict, attempts=tries, failing_step=failing, message=message, problem=None)
        case["environments"][0]["verdict"] = verdict

    def keep(self, name: str, content: bytes, kind: str = "screenshot") -> dict[str, Any]:
        digest = hashlib.sha256(content).hexdigest()
        path = f"evidence/artefacts/{digest}{Path(name).suffix}"
        file = self.settings.reports_folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        return {"kind": kind, "name": name, "path": path, "sha256": digest, "size_bytes": len(content)}

    @property
    def document(self) -> StoriesDocument:
        for story in self.content["stories"]:
            for criterion in story["criteria"]:
                verdicts = [case["verdict"] for case in criterion["cases"]]
                criterion["verdict"] = _worst(verdicts)
        counts = dict.fromkeys((verdict.value for verdict in StoryVerdict), 0)
        for story in self.content["stories"]:
            counts[story["verdict"]] += 1
        self.content["counts"] = {"total": len(self.content["stories"]), **counts}
        return StoriesDocument.model_validate(self.content)

    def draw(self) -> Path:
        return write_page(self.settings, self.document)


def _worst(verdicts: list[str]) -> str | None:
    order = ["failed", "flaky", "undefined", "stale", "not-run", "passed"]
    return min(verdicts, key=order.index, default=None)


def attempt(outcome: str, **given: Any) -> dict[str, Any]:
    values = {
        "run": RUN,
        "environment": "default",
        "node_id": "features/pay.feature::x",
        "variant": "",
        "attempt": 0,
        "outcome": outcome,
        "counts": True,
        "started_utc": "2026-11-24T03:12:00.000+00:00",
        "duration_ms": 1340.0,
        "message": None,
        "steps": [],
        "artefacts": [],
        "left_out": [],
    }
    return {**values, **given}


def run_entry(**given: Any) -> dict[str, Any]:
    values = {
        "id": RUN,
        "file": "reports/evidence/0123.jsonl",
        "project": "Lantern Lane Books",
        "started_utc": "2026-11-24T03:00:00.000+00:00",
        "ended_utc": NOW,
        "commit": COMMIT,
        "tree": None,
        "dirty": False,
        "scope_digest": "d" * 64,
        "environment": "default",
        "product_version": None,
        "selection": {"is_full": True, "reasons": []},
        "shard": None,
        "complete": True,
        "why_incomplete": None,
        "is_fresh": True,
        "why_not_fresh": None,
        "withdrawn": None,
        "damage": None,
    }
    return {**values, **given}


def moment(day: int) -> dict[str, Any]:
    return {"run": f"run-{day}", "at_utc": f"2026-11-{day:02}T03:00:00.000+00:00", "commit": COMMIT}


def write_project(root: Path, **features: str) -> Path:
    (root / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    for name, text in features.items():
        file = root / "features" / f"{name}.feature"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


def tell_rich(told: Told) -> None:
    """Say of the four feature files all that a page can show."""
    _tell_checkout(told)
    _tell_account(told)
    _tell_past(told)


def _tell_checkout(told: Told) -> None:
    told.tell("SHOP-1", StoryVerdict.DONE)
    told.tell(
        "SHOP-1",
        StoryVerdict.FAILING,
        "2 of 5 scenarios fail",
        flags=["regressed", "changed"],
        last_done=moment(23),
        broke_in=moment(24),
        changes=[{"kind": "changed", "criterion": "SHOP-1.2", "name": "Three for the price of two"}],
        history=[{**moment(day), "verdict": "done"} for day in range(10, 24)]
        + [{**moment(24), "verdict": "failing"}],
    )
    picture, trace = told.keep("Your basket.png", PIXEL), told.keep("trace.zip", b"zip", "trace")
    told.fail_case(
        told.case("Three for the price of two"),
        "Ann pays €19.00",
        "AssertionError: assert '€28.50' == '€19.00'\n  \n  - €19.00\n  + €28.50",
        artefacts=[picture, trace],
    )
    told.fail_case(
        told.case("Delivery is free from €40 on", row=1),
        "delivery costs €0.00",
        "AssertionError: expected €0.00, got €3.90",
    )
    told.tell("SHOP-2", StoryVerdict.FAILING, "1 of 2 scenarios fails · `Ann pays less` needs a step")
    got = [
        {"what": "book", "cost": "€9.50"},
        {"what": "coupon", "cost": "-€2.00"},
        {"what": "total", "cost": "€7.50"},
    ]
    expected = [{"what": "book", "cost": "€9.50"}, {"what": "total", "cost": "€9.50"}]
    told.fail_case(
        told.case("A coupon that is over"),
        "Ann pays these amounts:",
        f"AssertionError: assert {got} == {expected}",
    )
    told.fail_case(
        told.case("A coupon that counts"), "Ann pays less", "no step function fits this step", "undefined"
    )


def _tell_account(told: Told) -> None:
    told.tell("SHOP-3", StoryVerdict.DONE, done_since=moment(3), first_ready=moment(1), first_done=moment(3))
    told.case("The mail is easy to read").update(
        attempts=[],
        acceptances=[
            {
                "by": "Dora",
                "at_utc": "2026-11-20T10:00:00.000+00:00",
                "environment": "default",
                "product_version": None,
                "expires": "2026-12-20",
                "note": "read on a phone, too",
                "attachments": [],
                "counts": True,
                "why_not": None,
            }
        ],
    )
    told.tell(
        "SHOP-4",
        StoryVerdict.UNPROVEN,
        "its only scenario was last shown to work on older code; changed since: shop/export.py — run again",
    )
    stale = told.case("All orders are in the file")
    stale.update(verdict="stale", attempts=[attempt("passed", counts=False)], problem=None)
    stale["environments"][0].update(
        verdict="stale", stale={"changed": ["shop/export.py"], "cause": None, "advice": "run again"}
    )
    told.story("SHOP-4")["waivers"] = [
        {
            "criterion": "SHOP-4.1",
            "verdicts": ["stale"],
            "reason": "nobody exports before January",
            "owner": "carol",
            "ticket": "SHOP-77",
            "expires": "2026-12-01",
        }
    ]
    told.tell(
        "SHOP-6",
        StoryVerdict.UNPROVEN,
        "its only scenario passes only sometimes",
        states_flaky=3,
        states_seen=12,
    )
    told.fail_case(
        told.case("With the right password"),
        "Ann sees her orders",
        "TimeoutError: the page did not answer",
        "flaky",
        attempts=[attempt("failed", message="TimeoutError"), attempt("passed", started_utc=NOW, attempt=1)],
    )


def _tell_past(told: Told) -> None:
    content = told.content
    content["runs"] = [run_entry()]
    content["comparison"] = {
        "base": {"name": "the run before", **moment(23)},
        "lost": [{"id": "SHOP-1", "title": "Pay by card", "before": "done", "after": "failing"}],
        "gained": [{"id": "SHOP-3", "title": "Reset my password", "before": "unproven", "after": "done"}],
        "vanished": [],
    }
    content["remarks"] = [
        {
            "code": "missing-shard",
            "sentence": "Part 2 of 3 of the last run is missing: what it was to show is not known.",
            "path": None,
            "line": None,
            "stories": ["SHOP-4"],
        }
    ]
    content["trend"] = [
        {
            **moment(day),
            "is_full": day != 15,
            "counts": {
                "total": 6,
                "done": min(4, day // 5),
                "failing": day % 2,
                "unproven": 5 - min(4, day // 5) - day % 2,
                "unspecified": 1,
                "unstarted": 0,
            },
            "flaky": day % 3,
            "changed": day % 4 // 3,
        }
        for day in range(5, 25)
    ]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=find_browser().path)
        yield opened
        opened.close()


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Open a file at an address on it; a script that fails, or a request that leaves, fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def open_file(file: Path, address: str = "", *, width: int = 1200, **given: Any) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": 860}, **given)
        contexts.append(context)
        page = context.new_page()
        watch(page, faults)
        page.goto(f"{file.as_uri()}{address}")
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert faults == []


def watch(page: Page, faults: list[str]) -> None:
    """Note every script that fails or opens a dialog, and every request that leaves this machine."""

    def dismiss(dialog: Dialog) -> None:
        faults.append(dialog.message)
        dialog.dismiss()

    def note_request(request: Request) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            faults.append(request.url)

    def note_line(line: ConsoleMessage) -> None:
        if line.type == "error":
            faults.append(line.text)

    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", dismiss)
    page.on("console", note_line)
    page.on("request", note_request)


@pytest.fixture
def rich_project(tmp_path: Path) -> Told:
    return make_rich(tmp_path)


@pytest.fixture(scope="session")
def rich_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One page that shows all there is to show; tests only look at it."""
    return make_rich(tmp_path_factory.mktemp("rich")).draw()


@pytest.fixture
def rich_page(rich_file: Path, open_page: Callable[..., Page]) -> Callable[..., Page]:
    return lambda address="", **given: open_page(rich_file, address, **given)


@pytest.fixture(scope="session")
def tell() -> Callable[..., Told]:
    """Write feature files below a folder, and take stock of them."""
    return lambda root, **features: Told(write_project(root, **features))


def make_rich(root: Path) -> Told:
    told = Told(write_project(root, pay=PAY, coupon=COUPON, account=ACCOUNT, login=LOGIN))
    tell_rich(told)
    return told
