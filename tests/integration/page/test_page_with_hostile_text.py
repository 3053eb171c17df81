"""Whatever text a project holds, it is shown as text, and nothing of it runs."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from storycontract.verdict.judgement import StoryVerdict

if TYPE_CHECKING:
    from tests.integration.page.conftest import Told

Tell = Callable[..., "Told"]
Open = Callable[..., Page]

NAMES = {
    "script": "</script><script>alert(1)</script>",
    "image": "<img src=x onerror=alert(2)>",
    "attribute": "\"><svg onload=alert(3)> ' onfocus=alert(4) autofocus='",
    "comment": "<!--<script>",
    "template": "{{ 7*7 }} {% raw %} ${8*8}",
    "entity": "&lt;b&gt; &amp;amp; &#60;",
    "address": "javascript:alert(5)",
    "arabic": "ادفع بالبطاقة الآن",
    "chinese": "用銀行卡付款並收到確認",
    "emoji": "Pay 🎉 now 👩‍👩‍👧",
    "override": "see \u202egnp.exe",
    "long": "x" * 400,
    "backticks": "`code` and ``` more",
    "line separator": "one\u2028two",
}
FEATURE = """\
@story:{story_id} @owner:o1
Feature: {name}
  {name}

  @ac:{story_id}.1
  Scenario: {name}
    Given a {name}
    Then b {name}
      | {name} |
"""
STORIES = [pytest.param(f"H-{number}", NAMES[key], id=key) for number, key in enumerate(NAMES)]


@pytest.fixture(scope="module")
def hostile_file(tell: Tell, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One page on which every text is hostile, each in a story of its own."""
    names = {f"H-{number}": name for number, name in enumerate(NAMES.values())}
    features = {
        f"hostile_{story_id}": FEATURE.format(story_id=story_id, name=name)
        for story_id, name in names.items()
    }
    told = tell(tmp_path_factory.mktemp("hostile"), **features)
    for story_id, name in names.items():
        tell_hostile_story(told, story_id, name)
    everything = " ".join(name for name in names.values() if len(name) < 100)
    moved = [{"id": name, "title": name, "before": "done", "after": "failing"} for name in names.values()]
    told.content["product"] = everything
    told.content["remarks"] = [
        {"code": name, "sentence": name, "path": name, "line": 3, "stories": [name]}
        for name in names.values()
    ]
    told.content["comparison"] = {
        "base": {"name": everything, "run": everything, "at_utc": everything, "commit": everything},
        "lost": moved,
        "gained": [],
        "vanished": moved[:2],
    }
    return told.draw()


def tell_hostile_story(told: "Told", story_id: str, name: str) -> None:
    told.tell(
        story_id,
        StoryVerdict.FAILING,
        f"1 of 1 fails: {name}",
        command=f"run {name}",
        epic=name,
        release=name,
        flags=["blocked"],
        depends=[name],
        last_done={"run": name, "at_utc": name, "commit": name},
        broke_in={"run": name, "at_utc": name, "commit": name},
        changes=[{"kind": "added", "criterion": name, "name": name}],
        history=[{"run": name, "at_utc": name, "commit": name, "verdict": "done"}],
    )
    case = told.story(story_id)["criteria"][0]["cases"][0]
    step, message = case["steps"][-1]["text"], f"AssertionError: assert {name!r} == 'b'\n{name}"
    told.fail_case(case, step, message, left_out=[name])


@pytest.mark.parametrize(("story_id", "name"), STORIES)
def test_it_is_shown_as_it_is_and_does_nothing(
    hostile_file: Path, open_page: Open, story_id: str, name: str
) -> None:
    page = open_page(hostile_file, f"#/story/{story_id}")

    story = page.get_by_role("region", name=f"{story_id} in full")
    expect(story).to_be_visible()

    shown = [line.strip() for line in story.locator(".row .x").all_text_contents()]
    assert shown[1] == f"Feature: {name}"
    assert shown[6] == f"Given a {name}"
    assert page.locator("script:not(.chunk)").count() == 1
    assert page.locator("img, svg:not(.bar)").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") == 1200
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("name", [NAMES[key] for key in ("attribute", "arabic", "template")])
def test_it_can_be_filtered_by_and_the_address_holds_it(
    hostile_file: Path, open_page: Open, name: str
) -> None:
    page = open_page(hostile_file)

    page.locator("[name=epic]").select_option(name)
    page.reload()

    assert page.locator("[name=epic]").input_value() == name
    assert page.locator(".stories > li:visible").count() == 1


def test_five_hundred_cases_in_one_story_can_be_read(tell: Tell, open_page: Open, tmp_path: Path) -> None:
    rows = "".join(f"      | {number} |\n" for number in range(500))
    head = "@story:MANY\nFeature: Many\n\n  @ac:MANY.1\n  Scenario Outline: Each\n    Then it counts to <n>\n"
    told = tell(tmp_path, many=f"{head}\n    Examples:\n      | n |\n{rows}")
    told.tell("MANY", StoryVerdict.DONE)
    told.tell("MANY", StoryVerdict.FAILING, "100 of 500 scenarios fail")
    for row in range(0, 500, 5):
        told.fail_case(
            told.case("Each", row), f"it counts to {row}", f"AssertionError: assert 0 == {row + 1}"
        )

    page = open_page(told.draw(), "#/story/MANY")
    story = page.get_by_role("region", name="MANY in full")

    expect(story).to_be_visible()
    assert story.locator(".case").count() == 100
    assert story.locator(".case[open]").count() == 12
    expect(story.locator(".proof summary")).to_have_text("400 examples shown to work")


def test_an_address_of_the_tracker_that_could_run_is_no_link(tell: Tell, tmp_path: Path) -> None:
    told = tell(tmp_path, one="@story:ONE\nFeature: One\n")
    told.settings = told.settings.model_copy(update={"issue_link": "javascript:alert('{id}')"})

    assert "javascript:alert" not in told.draw().read_text(encoding="utf-8")


def test_a_file_that_evidence_does_not_vouch_for_is_not_linked(tell: Tell, tmp_path: Path) -> None:
    told = tell(tmp_path, one="@story:ONE\nFeature: One\n  Scenario: Pay\n    Then it is paid\n")
    kept = told.keep("kept.png", b"as it was")
    (told.settings.reports_folder / kept["path"]).write_bytes(b"something else")
    outside = {**kept, "path": "../../secret.png"}
    told.tell("ONE", StoryVerdict.FAILING, "its only scenario fails")
    told.fail_case(told.case("Pay"), "it is paid", "no", artefacts=[kept, outside])

    files = _list_addresses(told)

    assert files == {}


def _list_addresses(told: "Told") -> object:
    from storycontract.assessment.reporting import gather_sources  # noqa: PLC0415 - only this test asks

    return gather_sources(told.settings, told.document).files
