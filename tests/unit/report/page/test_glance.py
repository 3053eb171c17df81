from collections.abc import Callable

import pytest

from storycontract.report.page.glance import BAR_WIDTH, take_glance
from storycontract.report.page.page_sources import PageSources
from storycontract.report.stories import (
    BaseEntry,
    ComparisonEntry,
    MoveEntry,
    RemarkEntry,
    RunEntry,
    SelectionEntry,
    ShardEntry,
    StoriesDocument,
    StoryEntry,
)
from storycontract.verdict.judgement import StoryVerdict

MakeStory = Callable[..., StoryEntry]
MakeRun = Callable[..., RunEntry]
MakeDocument = Callable[..., StoriesDocument]

SOURCES = PageSources()
BASE = BaseEntry(name="main", run="1", at_utc="2026-11-22T10:00:00+00:00", commit=None)


def list_trust(document: StoriesDocument) -> dict[str, bool | None]:
    return {fact.text: fact.is_good for fact in take_glance(document, SOURCES).trust}


def test_the_bar_is_full_and_holds_every_verdict_there_is(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    stories = [make_story(StoryVerdict.DONE) for _ in range(999)]

    bar = take_glance(make_document(*stories, make_story(StoryVerdict.FAILING)), SOURCES).bar

    assert [(part.verdict, part.count) for part in bar] == [
        (StoryVerdict.DONE, 999),
        (StoryVerdict.FAILING, 1),
    ]
    assert sum(part.width for part in bar) == BAR_WIDTH
    assert bar[1].width >= 6


def test_a_product_without_stories_has_no_bar(make_document: MakeDocument) -> None:
    glance = take_glance(make_document(), SOURCES)

    assert (glance.headline, glance.bar) == ("No story found", ())


def test_what_was_lost_gained_and_is_gone_is_said_with_its_base(make_document: MakeDocument) -> None:
    move = MoveEntry(id="SHOP-1", title="Pay", before=StoryVerdict.DONE, after=None)
    comparison = ComparisonEntry(base=BASE, lost=(move,), gained=(move, move), vanished=(move,))
    document = make_document().model_copy(update={"comparison": comparison})

    glance = take_glance(document, SOURCES)

    said = [(move.look, move.sentence) for move in glance.moves]
    assert said == [
        ("failing", "1 story lost"),
        ("failing", "1 story gone that was done"),
        ("done", "2 stories gained"),
    ]
    assert glance.comparison == "since main (22 Nov 2026)"


def test_where_nothing_moved_that_is_said(make_document: MakeDocument) -> None:
    comparison = ComparisonEntry(base=BASE, lost=(), gained=(), vanished=())
    document = make_document().model_copy(update={"comparison": comparison})

    assert take_glance(document, SOURCES).comparison == "No story lost or gained since main (22 Nov 2026)"


def test_a_good_run_is_said_to_be_full_and_complete(make_document: MakeDocument, make_run: MakeRun) -> None:
    trust = list_trust(make_document(runs=(make_run(commit="4f2a91c0d3", dirty=True),)))

    assert trust["Full run"] is True
    assert trust["Complete"] is True
    assert "Commit 4f2a91c with local changes" in trust
    assert "Last run 23 Nov 2026, 10:01 UTC" in trust


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param(
            {"selection": SelectionEntry(is_full=False, reasons=("-k x",))}, "Partial run", id="partial"
        ),
        pytest.param({"selection": None}, "Partial run", id="unknown"),
        pytest.param({"complete": False, "why_incomplete": "x"}, "Incomplete", id="incomplete"),
    ],
)
def test_what_a_run_lacks_is_said_as_a_doubt(
    make_document: MakeDocument, make_run: MakeRun, given: dict[str, object], said: str
) -> None:
    assert list_trust(make_document(runs=(make_run(**given),)))[said] is False


def test_one_shard_of_several_is_named(make_document: MakeDocument, make_run: MakeRun) -> None:
    assert "Part 2 of 3" in list_trust(make_document(runs=(make_run(shard=ShardEntry(index=2, total=3)),)))


def test_without_any_run_that_is_what_is_said(make_document: MakeDocument) -> None:
    assert list_trust(make_document()) == {"Nothing has been run yet": False}


def test_a_remark_becomes_a_banner_with_its_place_and_its_stories(make_document: MakeDocument) -> None:
    remark = RemarkEntry(
        code="expired", sentence="a waiver is over", path="waivers.yaml", line=3, stories=("SHOP-1",)
    )
    document = make_document().model_copy(update={"remarks": (remark,)})

    (banner,) = take_glance(document, SOURCES).banners

    assert (banner.text, banner.place, banner.stories) == ("A waiver is over.", "waivers.yaml:3", ("SHOP-1",))


def test_what_people_vouch_for_is_a_note_and_no_warning(
    make_document: MakeDocument, make_run: MakeRun
) -> None:
    withdrawn = {"reason": "no network", "by": "Ann", "at_utc": "2026-11-23T10:00:00+00:00"}

    glance = take_glance(make_document(runs=(make_run(withdrawn=withdrawn),)), SOURCES)

    assert glance.banners == ()
    assert "Withdrawn by Ann" in glance.notes[0]
