"""The page as people use it: a real browser, the file system, no server."""

import csv
import io
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, expect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.page.conftest import Told

Open = Callable[..., Page]


def list_shown(page: Page) -> list[str]:
    shown: list[str] = page.locator(".stories > li:visible h3 b").all_text_contents()
    return shown


def test_the_first_glance_says_what_is_done_what_moved_and_whether_to_trust_it(rich_page: Open) -> None:
    page = rich_page()

    assert page.title() == "1 of 6 stories done · Lantern Lane Books"
    expect(page.get_by_role("heading", level=1)).to_have_text("1 of 6 stories done")
    header = page.locator("header")
    for said in (
        "1 story lost since the run before (23 Nov 2026): SHOP-1 Pay by card",
        "1 story gained",
        "Last run 24 Nov 2026, 03:18 UTC",
        "Commit 4f2a91c",
        "Full run",
        "Part 2 of 3 of the last run is missing",
    ):
        expect(header).to_contain_text(said)


def test_stories_stand_by_epic_worst_first_with_word_reason_owner_and_date(rich_page: Open) -> None:
    page = rich_page()

    headings = page.locator(".groups h2").all_text_contents()
    first = page.locator(".stories > li").filter(has_text="Pay by card")

    assert headings == ["Checkout 0 of 2 done", "Account 1 of 3 done", "No epic 0 of 1 done"]
    expect(first).to_contain_text("Not working")
    expect(first).to_contain_text("2 of 5 scenarios fail")
    expect(first).to_contain_text("was done until 23 Nov 2026")
    expect(first).to_contain_text("alice")
    expect(first).to_contain_text("since 24 Nov 2026")
    expect(first.get_by_role("link", name="SHOP-1 in the tracker")).to_have_attribute(
        "href", "https://tracker.example/browse/SHOP-1"
    )


def test_a_story_unfolds_to_its_own_words_with_marks_and_what_a_developer_needs(rich_page: Open) -> None:
    page = rich_page()

    page.get_by_role("button", name="Pay by card").click()

    story = page.get_by_role("region", name="SHOP-1 in full")
    for said in (
        "So that I get what I came for before I lose patience",
        "# kept simple on purpose",
        "Expected€19.00",
        "Got€28.50",
        "fails (1 of 3)",
        "features/pay.feature:22",
        "steps.checkout_steps:pays",
        "pytest --story SHOP-1",
        "First seen not done 24 Nov 2026",
        "Changed: Three for the price of two",
    ):
        expect(story).to_contain_text(said)
    expect(story.get_by_role("img", name="Your basket.png")).to_be_visible()
    assert story.get_by_role("img").evaluate("image => image.naturalWidth") == 640


def test_the_difference_of_two_tables_and_a_step_to_start_from_are_shown(rich_page: Open) -> None:
    page = rich_page("#/story/SHOP-2")

    story = page.get_by_role("region", name="SHOP-2 in full")

    assert story.locator(".diff tr").all_text_contents() == [
        "bothwhatcost",
        "bothbook€9.50",
        "expectedtotal€9.50",
        "gottotal€7.50",
        "gotcoupon-€2.00",
    ]
    expect(story).to_contain_text('@then("Ann pays less")')


def test_secrets_of_a_feature_file_are_masked_wherever_it_is_shown(rich_page: Open) -> None:
    page = rich_page("#/story/SHOP-2")

    expect(page.get_by_role("region", name="SHOP-2 in full")).to_contain_text("with the key ***")
    assert "sk_live" not in page.content()


def test_a_finding_stands_below_the_line_it_is_about(rich_page: Open) -> None:
    page = rich_page("#/story/SHOP-5")

    story = page.get_by_role("region", name="SHOP-5 in full")

    expect(story.locator(".finding")).to_contain_text("rule has no scenario")
    expect(story.locator(".row.hit, .row").last).to_contain_text("Rule: Close my account")


def test_a_story_of_one_rule_shows_that_rule_and_the_background_it_builds_on(rich_page: Open) -> None:
    page = rich_page("#/story/SHOP-4")

    lines = page.get_by_role("region", name="SHOP-4 in full").locator(".row .x").all_text_contents()

    assert [line.strip() for line in lines] == [
        "Background:",
        "Given a shop with accounts",
        "@story:SHOP-4 @was:OLD-4",
        "Rule: Export my data",
        "@ac:SHOP-4.1",
        "Scenario: All orders are in the file",
        "When Ann exports her data",
        "Then all orders are in the file",
    ]


def test_who_accepted_a_case_by_hand_is_said(rich_page: Open) -> None:
    page = rich_page("#/story/SHOP-3")

    story = page.get_by_role("region", name="SHOP-3 in full")
    story.locator("details.proof summary").click()

    expect(story).to_contain_text("Checked by Dora on 20 Nov 2026, 10:00 UTC, holds until 20 Dec 2026")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        pytest.param("#/?verdict=failing", ["SHOP-2", "SHOP-1"], id="verdict"),
        pytest.param("#/?epic=Account&owner=carol", ["SHOP-4", "SHOP-5", "SHOP-3"], id="epic and owner"),
        pytest.param("#/?epic=(none)", ["SHOP-6"], id="without an epic"),
        pytest.param("#/?release=2026.2", ["SHOP-2"], id="release"),
        pytest.param("#/?q=COUPON%20bob", ["SHOP-2"], id="words in any order and case"),
        pytest.param("#/?q=nothing+such", [], id="nothing"),
    ],
)
def test_an_address_holds_the_filters(rich_page: Open, address: str, shown: list[str]) -> None:
    assert list_shown(rich_page(address)) == shown


def test_filters_go_into_the_address_and_back_takes_them_away(rich_page: Open) -> None:
    page = rich_page()

    page.locator("[name=verdict]").select_option("Not working")
    page.get_by_label("Search").fill("card")

    assert list_shown(page) == ["SHOP-1"]
    assert page.url.endswith("#/?q=card&verdict=failing")
    expect(page.locator("output")).to_have_text("Showing 1 of 6 stories")

    page.go_back()

    assert len(list_shown(page)) == 6


def test_all_stories_come_back_with_one_button(rich_page: Open) -> None:
    page = rich_page("#/?verdict=done&q=reset")

    page.get_by_role("button", name="Show all").click()

    assert len(list_shown(page)) == 6
    assert page.get_by_label("Search").input_value() == ""


def test_stories_can_be_grouped_by_owner_and_the_address_holds_that(rich_page: Open) -> None:
    page = rich_page()

    page.get_by_label("Grouped by").select_option("Owner")

    assert page.locator(".groups h2 bdi").all_text_contents() == ["alice", "bob", "carol"]
    assert page.url.endswith("#/?by=owner")
    page.reload()
    assert page.locator(".groups h2 bdi").all_text_contents() == ["alice", "bob", "carol"]


@pytest.mark.parametrize("address", ["#/story/SHOP-4", "#/story/shop-4", "#/story/OLD-4"])
def test_every_story_has_an_address_that_lasts(rich_page: Open, address: str) -> None:
    page = rich_page(address)

    expect(page.get_by_role("region", name="SHOP-4 in full")).to_be_visible()
    expect(page.get_by_role("button", name="Export my data")).to_be_focused()


def test_an_address_of_no_story_says_so(rich_page: Open) -> None:
    page = rich_page("#/story/SHOP-99")

    expect(page.get_by_role("status").filter(has_text="SHOP-99")).to_have_text(
        "There is no story SHOP-99 on this page."
    )


def test_back_and_forward_fold_and_unfold(rich_page: Open) -> None:
    page = rich_page()
    page.get_by_role("button", name="Pay by card").click()
    page.get_by_role("button", name="Apply a coupon").click()
    assert page.url.endswith("#/story/SHOP-2")

    page.go_back()

    expect(page.get_by_role("region", name="SHOP-2 in full")).to_be_hidden()
    expect(page.get_by_role("region", name="SHOP-1 in full")).to_be_visible()

    page.go_back()

    expect(page.get_by_role("region", name="SHOP-1 in full")).to_be_hidden()

    page.go_forward()

    expect(page.get_by_role("region", name="SHOP-1 in full")).to_be_visible()


def test_a_link_of_the_first_glance_leads_to_its_story(rich_page: Open) -> None:
    page = rich_page()

    page.locator("header").get_by_role("link", name="SHOP-3").click()

    expect(page.get_by_role("region", name="SHOP-3 in full")).to_be_visible()


def test_everything_can_be_done_with_the_keyboard(rich_page: Open) -> None:
    page = rich_page()
    expect(page.get_by_role("button", name="Pay by card")).to_have_attribute("aria-expanded", "false")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the stories")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Search")).to_be_focused()
    page.keyboard.type("card")
    page.get_by_role("button", name="Pay by card").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("region", name="SHOP-1 in full")).to_be_visible()

    page.keyboard.press("Enter")

    expect(page.get_by_role("region", name="SHOP-1 in full")).to_be_hidden()


def test_arrows_lead_from_story_to_story(rich_page: Open) -> None:
    page = rich_page()
    page.get_by_role("button", name="Apply a coupon").focus()

    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("button", name="Pay by card")).to_be_focused()

    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("button", name="Apply a coupon")).to_be_focused()


def test_on_paper_all_that_is_not_done_lies_open(rich_page: Open) -> None:
    page = rich_page()
    page.wait_for_selector("html[data-ready=all]")

    page.emulate_media(media="print")

    for story_id in ("SHOP-1", "SHOP-2", "SHOP-4", "SHOP-5", "SHOP-6"):
        expect(page.get_by_role("region", name=f"{story_id} in full")).to_be_visible()
    expect(page.get_by_text("assert '€28.50' == '€19.00'")).to_be_visible()
    expect(page.get_by_role("search")).to_be_hidden()
    assert page.locator(".more:visible details:not([open])").count() == 0
    assert page.pdf().startswith(b"%PDF")

    page.emulate_media(media="screen")

    expect(page.get_by_role("region", name="SHOP-1 in full")).to_be_hidden()


def test_more_than_a_hundred_open_stories_are_a_list_on_paper_that_says_so(
    tell: "Callable[..., Told]", open_page: Open, tmp_path: "Path"
) -> None:
    told = tell(tmp_path, **{f"s{number}": f"@story:S-{number}\nFeature: Nothing\n" for number in range(101)})
    page = open_page(told.draw())
    page.wait_for_selector("html[data-ready=all]")

    page.emulate_media(media="print")

    expect(page.get_by_text("The details are left out here")).to_be_visible()
    assert page.locator(".more:visible").count() == 0
    assert page.locator(".stories > li:visible").count() == 101


@pytest.mark.parametrize("address", ["", "#/story/SHOP-1", "#/story/SHOP-2", "#/story/SHOP-3"])
def test_a_phone_shows_all_without_scrolling_sideways(rich_page: Open, address: str) -> None:
    page = rich_page(address, width=390)
    page.wait_for_selector("html[data-ready=all]")

    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_without_scripts_the_list_stands_with_its_reasons(rich_page: Open) -> None:
    page = rich_page(java_script_enabled=False)

    expect(page.locator(".stories > li").filter(has_text="Export my data")).to_contain_text(
        "older code — run again"
    )
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator("form")).to_be_hidden()


def test_what_goes_into_a_table_program_cannot_be_a_formula(rich_project: "Told", open_page: Open) -> None:
    titles = {"SHOP-1": "=1+1", "SHOP-2": "+1", "SHOP-3": "-1", "SHOP-4": "@SUM(A1)", "SHOP-6": 'a "b", c'}
    for story_id, title in titles.items():
        rich_project.story(story_id)["title"] = title
    page = open_page(rich_project.draw())

    with page.expect_download() as started:
        page.get_by_role("button", name="Export CSV").click()
    content = started.value.path().read_text(encoding="utf-8-sig")

    rows = {row["story"]: row for row in csv.DictReader(io.StringIO(content))}
    assert [rows[story_id]["title"] for story_id in titles] == [
        "'=1+1",
        "'+1",
        "'-1",
        "'@SUM(A1)",
        'a "b", c',
    ]
    assert rows["SHOP-1"]["verdict"] == "Not working"
    assert rows["SHOP-1"]["place"] == "features/pay.feature:2"
    assert rows["SHOP-4"]["owner"] == "carol"


def test_only_what_is_shown_is_exported(rich_page: Open) -> None:
    page = rich_page("#/?verdict=done")

    with page.expect_download() as started:
        page.get_by_role("button", name="Export CSV").click()

    assert len(started.value.path().read_text(encoding="utf-8").splitlines()) == 2


def test_over_time_each_picture_has_its_numbers_beside_it(rich_page: Open) -> None:
    page = rich_page()

    trends = page.locator(".trends figure")

    for figure in trends.all():
        assert figure.locator("table tbody tr").count() > 0
    expect(trends.first.get_by_role("img", name="Stories by verdict")).to_be_visible()
    assert page.locator(".trends h3").all_text_contents() == [
        "Stories by verdict",
        "Stories lost",
        "Stories that worked only sometimes",
        "Stories whose text changed",
        "Which stories work only sometimes",
        "Waivers by when they end",
    ]


def test_nothing_may_run_but_the_script_of_the_page(chromium: Browser, rich_file: "Path") -> None:
    page = chromium.new_page()
    page.goto(rich_file.as_uri())

    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<b id=b onclick=\"window.ran=1\">b</b>')")
    page.evaluate("document.getElementById('b').click()")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran=2'}))"
    )

    policy = page.locator("meta[http-equiv]").get_attribute("content") or ""
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert page.evaluate("window.ran === undefined")
    page.close()
