"""Stories as JUnit XML."""

from collections.abc import Callable

import pytest
from tests.unit.report.ci.consumers import list_properties, read_junit

from storycontract.report.ci.answer import Answer
from storycontract.report.ci.junit import render_junit
from storycontract.report.stories import CaseEntry, ExampleEntry, StoriesDocument, StoryEntry
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import StoryVerdict

MakeStory = Callable[..., StoryEntry]
MakeDocument = Callable[..., StoriesDocument]


def render(document: StoriesDocument, prefix: str = "") -> str:
    return render_junit(Answer(document, secrets=(), prefix=prefix))


def with_row(case: CaseEntry, **cells: str) -> CaseEntry:
    example = tuple(ExampleEntry(column=column, value=value) for column, value in cells.items())
    return case.model_copy(update={"example": example})


def test_a_failing_case_names_its_step_its_message_and_its_place(
    make_document: MakeDocument, make_story: MakeStory, failing_case: CaseEntry
) -> None:
    document = make_document(make_story(StoryVerdict.FAILING, cases=(failing_case,), epic="Checkout"))

    (suite,) = read_junit(render(document, prefix="shop/"))
    (case,) = suite
    (failure,) = case.result

    assert suite.name == "SHOP-1 Pay"
    assert ("epic", "Checkout") in list_properties(suite)
    assert (case.classname, case.name, case.time) == ("SHOP-1", "By card", 0.012)
    assert case.is_failure
    assert failure.message == "fails: Then the order is paid: AssertionError: expected `paid`"
    assert "features/pay.feature:6" in failure.text
    assert 'file="shop/features/pay.feature" line="4"' in render(document, prefix="shop/")


def test_cases_of_one_name_are_told_apart(
    make_document: MakeDocument, make_story: MakeStory, failing_case: CaseEntry
) -> None:
    cases = (
        with_row(failing_case, price="9"),
        with_row(failing_case, price="10"),
        failing_case,
        failing_case,
    )
    document = make_document(make_story(StoryVerdict.FAILING, cases=cases))

    (suite,) = read_junit(render(document))

    names = [case.name for case in suite]
    assert names == ["By card [price=9]", "By card [price=10]", "By card", "By card (2)"]


def test_stories_that_look_alike_stay_two_suites(make_document: MakeDocument, make_story: MakeStory) -> None:
    document = make_document(make_story(StoryVerdict.UNSTARTED), make_story(StoryVerdict.UNSTARTED))

    assert len(list(read_junit(render(document)))) == 2


@pytest.mark.parametrize("verdict", [CaseVerdict.NOT_RUN, CaseVerdict.STALE, CaseVerdict.SKIPPED])
def test_what_was_not_shown_is_skipped_with_the_reason(
    make_document: MakeDocument, make_story: MakeStory, failing_case: CaseEntry, verdict: CaseVerdict
) -> None:
    case = failing_case.model_copy(
        update={"verdict": verdict, "failing_step": None, "problem": "left out by -k"}
    )
    document = make_document(make_story(StoryVerdict.UNPROVEN, cases=(case,)))

    ((shown,),) = read_junit(render(document))

    assert shown.is_skipped
    assert shown.result[0].message.endswith("left out by -k")


def test_a_story_that_is_not_specified_fails_by_itself(
    make_document: MakeDocument, make_story: MakeStory
) -> None:
    ((case,),) = read_junit(render(make_document(make_story(StoryVerdict.UNSPECIFIED))))

    assert case.name == "the story itself"
    assert case.is_failure
    assert case.result[0].message == "Not specified: 2 scenarios have not been run"


def test_a_story_that_is_not_specified_fails_though_its_cases_are_only_skipped(
    make_document: MakeDocument, make_story: MakeStory, failing_case: CaseEntry
) -> None:
    case = failing_case.model_copy(update={"verdict": CaseVerdict.NOT_RUN, "failing_step": None})

    (suite,) = read_junit(render(make_document(make_story(StoryVerdict.UNSPECIFIED, cases=(case,)))))

    assert [case.is_failure for case in suite] == [True, False]


def test_a_story_that_is_not_done_though_all_its_cases_passed_says_so(
    make_document: MakeDocument, make_story: MakeStory, failing_case: CaseEntry
) -> None:
    passed = failing_case.model_copy(update={"verdict": CaseVerdict.PASSED, "failing_step": None})
    (suite,) = read_junit(render(make_document(make_story(StoryVerdict.UNPROVEN, cases=(passed,)))))

    assert [case.is_skipped for case in suite] == [True, False]
