"""Stories that are not done as annotations at GitHub."""

from collections.abc import Callable

from tests.unit.report.ci.consumers import Annotation, read_annotations

from storycontract.report.ci.answer import Answer
from storycontract.report.ci.github_annotations import render_github_annotations, render_github_error
from storycontract.report.stories import CaseEntry, ReasonEntry, StoriesDocument, StoryEntry
from storycontract.verdict.judgement import StoryVerdict

MakeStory = Callable[..., StoryEntry]
MakeDocument = Callable[..., StoriesDocument]


def render(document: StoriesDocument) -> str:
    return render_github_annotations(Answer(document, secrets=(), prefix="shop/"))


def test_an_annotation_stands_at_the_failing_line_and_says_what_failed(
    make_document: MakeDocument, make_story: MakeStory, failing_case: CaseEntry
) -> None:
    reason = ReasonEntry(
        code="failed",
        count=1,
        sentence="its only scenario fails",
        path="features/pay.feature",
        line=6,
        command=None,
    )
    document = make_document(make_story(StoryVerdict.FAILING, cases=(failing_case,), reasons=(reason,)))

    log, annotations = read_annotations(render(document))

    assert log == ["0 of 1 story done · 1 not working"]
    assert annotations == [
        Annotation(
            "error",
            {"file": "shop/features/pay.feature", "line": "6", "title": "Not working: SHOP-1 Pay"},
            "its only scenario fails\nThen the order is paid: AssertionError: expected `paid`",
        )
    ]


def test_ten_of_a_level_are_shown(make_document: MakeDocument, make_story: MakeStory) -> None:
    stories = [make_story(StoryVerdict.FAILING, id=f"SHOP-{number}") for number in range(10)]

    _, annotations = read_annotations(render(make_document(*stories)))

    assert len(annotations) == 10
    assert all("file" in annotation.properties for annotation in annotations)


def test_what_is_more_than_ten_of_a_level_is_named_in_the_tenth(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    failing = [make_story(StoryVerdict.FAILING, id=f"SHOP-{number}") for number in range(12)]
    unproven = [make_story(StoryVerdict.UNPROVEN, id=f"SHOP-{number}") for number in range(20, 23)]

    _, annotations = read_annotations(render(make_document(*failing, *unproven)))

    assert [annotation.level for annotation in annotations] == ["error"] * 10 + ["warning"] * 3
    assert annotations[9].properties == {"title": "3 more stories are not done"}
    assert annotations[9].message.endswith("without one: SHOP-9, SHOP-10, SHOP-11")


def test_text_from_outside_stays_in_its_place(make_document: MakeDocument, make_story: MakeStory) -> None:
    title = "50% off,line=9::error::x\n::stop-commands::y"
    document = make_document(make_story(StoryVerdict.UNSTARTED, title=title))

    log, (annotation,) = read_annotations(render(document))

    assert len(log) == 1
    assert annotation.properties["line"] == "3"
    assert annotation.properties["title"] == f"Not started: SHOP-1 {title}".replace("\n", " ")


def test_an_error_of_our_own_is_one_line() -> None:
    log, (annotation,) = read_annotations(render_github_error("no verdict", "disk full\n  fix: make room"))

    assert log == []
    assert annotation == Annotation("error", {"title": "no verdict"}, "disk full\n  fix: make room")
