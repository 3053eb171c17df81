from collections.abc import Callable

import pytest

from storycontract.report.page.page_sources import PageSources
from storycontract.report.page.story_rows import list_stories, say_reason, say_since_when
from storycontract.report.stories import HistoryEntry, ReasonEntry, RunReference, StoriesDocument, StoryEntry
from storycontract.verdict.judgement import StoryVerdict

MakeStory = Callable[..., StoryEntry]
MakeDocument = Callable[..., StoriesDocument]

SOURCES = PageSources(issue_link="https://tracker.example/{id}")


def make_state(day: int, verdict: StoryVerdict) -> HistoryEntry:
    return HistoryEntry(run=str(day), at_utc=f"2026-11-{day:02}T10:00:00+00:00", commit=None, verdict=verdict)


def make_reason(sentence: str, code: str = "failed") -> ReasonEntry:
    return ReasonEntry(code=code, count=1, sentence=sentence, path="a.feature", line=1, command=None)


def test_groups_and_stories_stand_worst_first_and_those_without_a_group_last(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    document = make_document(
        make_story(StoryVerdict.DONE, id="A", epic="zoo"),
        make_story(StoryVerdict.DONE, id="B"),
        make_story(StoryVerdict.DONE, id="C", epic="bar"),
        make_story(StoryVerdict.FAILING, id="D", epic="bar"),
        make_story(StoryVerdict.UNPROVEN, id="E", epic="bar"),
    )

    listed = list_stories(document, SOURCES)

    assert [(group.name, [row.id for row in group.rows]) for group in listed.groups] == [
        ("bar", ["D", "E", "C"]),
        ("zoo", ["A"]),
        ("No epic", ["B"]),
    ]
    assert [group.done for group in listed.groups] == [1, 1, 1]


def test_stories_that_name_no_epic_are_grouped_by_release(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    listed = list_stories(make_document(make_story(release="1.0", owner="ann")), SOURCES)

    assert listed.grouped_by == "release"
    assert listed.dimensions == (("release", ("1.0",)), ("owner", ("ann",)))


def test_stories_that_name_nothing_are_one_list(make_document: MakeDocument, make_story: MakeStory) -> None:
    listed = list_stories(make_document(make_story(), make_story(owner="ann")), SOURCES)

    assert [(group.name, len(group.rows)) for group in listed.groups] == [("", 2)]


def test_an_id_made_of_the_path_is_not_shown_and_no_tracker_knows_it(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    listed = list_stories(make_document(make_story(id="features/pay#Pay", id_is_derived=True)), SOURCES)

    assert (listed.rows[0].shown_id, listed.rows[0].link) == ("", "")


def test_of_stories_with_one_title_those_without_an_id_say_where_they_are(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    reasons = (make_reason("fails"),)
    document = make_document(
        make_story(id="a#Pay", id_is_derived=True, path="a.feature", title="Pay", reasons=reasons),
        make_story(id="b#Pay", id_is_derived=True, path="b.feature", title="Pay", reasons=reasons),
        make_story(id="SHOP-1", path="c.feature", title="Pay", reasons=reasons),
        make_story(id="d#Sell", id_is_derived=True, path="d.feature", title="Sell", reasons=reasons),
    )

    assert [row.reason for row in list_stories(document, SOURCES).rows] == [
        "fails · in `a.feature`",
        "fails · in `b.feature`",
        "fails",
        "fails",
    ]


def test_what_is_done_says_what_shows_it(make_story: MakeStory) -> None:
    assert say_reason(make_story(StoryVerdict.DONE)) == "all 0 scenarios work"


def test_two_reasons_are_said_and_the_others_counted(make_story: MakeStory) -> None:
    story = make_story(reasons=tuple(make_reason(name) for name in ("one", "two", "three", "four")))

    assert say_reason(story) == "one · two · 2 more reasons"


def test_of_what_is_not_specified_it_does_not_count_that_it_was_not_run(make_story: MakeStory) -> None:
    reasons = (make_reason("2 scenarios have not been run", "not-run"), make_reason("has no scenario"))

    assert say_reason(make_story(StoryVerdict.UNSPECIFIED, reasons=reasons)) == "has no scenario"


def test_the_files_that_changed_are_left_to_the_details(make_story: MakeStory) -> None:
    sentence = "1 scenario was last run on older code; changed since: shop/pay.py — run again"

    assert say_reason(make_story(reasons=(make_reason(sentence),))) == (
        "1 scenario was last run on older code — run again"
    )


@pytest.mark.parametrize(
    ("verdict", "given", "said"),
    [
        pytest.param(
            StoryVerdict.DONE,
            {"done_since": RunReference(run="1", at_utc="2026-11-03T10:00:00+00:00", commit=None)},
            "since 3 Nov 2026",
            id="done",
        ),
        pytest.param(
            StoryVerdict.FAILING,
            {"broke_in": RunReference(run="1", at_utc="2026-11-04T10:00:00+00:00", commit=None)},
            "since 4 Nov 2026",
            id="broken",
        ),
        pytest.param(
            StoryVerdict.UNSTARTED,
            {
                "history": (
                    make_state(1, StoryVerdict.UNSTARTED),
                    make_state(2, StoryVerdict.UNPROVEN),
                    make_state(5, StoryVerdict.UNSTARTED),
                    make_state(6, StoryVerdict.UNSTARTED),
                )
            },
            "since 5 Nov 2026",
            id="never done",
        ),
        pytest.param(StoryVerdict.UNPROVEN, {}, "", id="nobody saw"),
    ],
)
def test_since_when_it_is_so_is_said_as_far_as_anybody_has_seen(
    make_story: MakeStory, verdict: StoryVerdict, given: dict[str, object], said: str
) -> None:
    assert say_since_when(make_story(verdict, **given)) == said
