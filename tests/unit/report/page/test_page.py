import base64
import hashlib
import re
from collections.abc import Callable

import pytest

from storycontract.report.page.page import address_of_story, render_page
from storycontract.report.page.page_sources import PageSources
from storycontract.report.stories import StoriesDocument, StoryEntry
from storycontract.verdict.judgement import StoryVerdict

MakeStory = Callable[..., StoryEntry]
MakeDocument = Callable[..., StoriesDocument]


def test_the_title_is_the_sentence_of_the_first_glance(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    page = render_page(make_document(make_story(StoryVerdict.DONE), make_story()), PageSources())

    assert "<title>1 of 2 stories done · shop</title>" in page
    assert "<h1>1 of 2 stories done</h1>" in page


@pytest.mark.parametrize("tag", ["script", "style"])
def test_the_policy_allows_our_own_script_and_style_and_no_other(
    make_document: MakeDocument, tag: str
) -> None:
    page = render_page(make_document(), PageSources())

    content = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(content[0].encode()).digest()).decode()

    assert len(content) == 1
    assert f"{tag}-src 'sha256-{digest}'" in page.replace("&#39;", "'")
    assert "unsafe" not in page.split("viewport")[0]


def test_no_address_of_anybody_else_is_on_the_page(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    page = render_page(make_document(make_story()), PageSources())

    assert set(re.findall(r"https?://[^\s\"'<>)]+", page)) <= {"http://www.w3.org/2000/svg"}


def test_nothing_of_a_title_is_taken_for_markup(make_document: MakeDocument, make_story: MakeStory) -> None:
    title = "</title><script>alert(1)</script><img src=x onerror=alert(2)> \"'"
    story = make_story(title=title, owner=title, epic=title, release=title, id=title, id_is_derived=True)

    page = render_page(make_document(story).model_copy(update={"product": title}), PageSources())

    assert "<script>alert" not in page
    assert "<img" not in page


def test_names_that_run_from_right_to_left_turn_nothing_beside_them(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    page = render_page(make_document(make_story(title="ادفع", owner="سارة")), PageSources())

    assert "<bdi>ادفع</bdi>" in page
    assert "<p class=o><bdi>سارة</bdi>" in page


def test_the_same_document_gives_the_same_page(make_document: MakeDocument, make_story: MakeStory) -> None:
    document = make_document(make_story())

    assert render_page(document, PageSources()) == render_page(document, PageSources())


def test_the_address_of_a_story_holds_whatever_its_id_holds() -> None:
    assert address_of_story("SHOP-12") == "#/story/SHOP-12"
    assert address_of_story("features/a b#c?d") == "#/story/features%2Fa%20b%23c%3Fd"
