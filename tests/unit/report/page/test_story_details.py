import re
from collections.abc import Callable
from typing import Any

import pytest

from storycontract.contract.location import Location
from storycontract.contract.step import StepKind
from storycontract.lint.finding import Finding, Severity
from storycontract.report.page.page_sources import PageSources
from storycontract.report.page.story_details import DetailsWriter, make_issue_link
from storycontract.report.stories import (
    ArtefactEntry,
    AttemptEntry,
    CaseEntry,
    ExampleEntry,
    StoryEntry,
    WaiverEntry,
    WrittenStepEntry,
)
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import StoryVerdict

MakeStory = Callable[..., StoryEntry]

TEXT = """\
@story:SHOP-1
Feature: Pay

  Scenario: By card
    Given a basket
    Then the order is paid
    And a mail is sent
"""


def write(story: StoryEntry, **given: Any) -> dict[str, Any]:
    sources = PageSources(**{"texts": {story.path: TEXT}, **given})
    return DetailsWriter((story,), sources).write(story)


def make_attempt(**given: Any) -> AttemptEntry:
    values: dict[str, Any] = {
        "run": "r",
        "environment": "default",
        "node_id": "n",
        "variant": "",
        "attempt": 0,
        "outcome": "failed",
        "counts": True,
        "started_utc": "2026-11-24T03:12:00+00:00",
        "duration_ms": 1340,
        "message": None,
        "steps": (),
        "artefacts": (),
        "left_out": (),
    }
    return AttemptEntry(**{**values, **given})


def make_step(line: int, text: str, kind: StepKind = StepKind.OUTCOME) -> WrittenStepEntry:
    return WrittenStepEntry(keyword="Then", text=text, line=line, table=None, doc_string=None, kind=kind)


def make_finding(line: int, message: str = "says nothing", **given: Any) -> Finding:
    values: dict[str, Any] = {
        "rule": "empty-outcome",
        "severity": Severity.WARNING,
        "message": message,
        "fix": "say it",
        "location": Location("features/pay.feature", line, 1),
        "end_column": None,
        "story_ids": ("SHOP-1",),
        "criterion_id": None,
    }
    return Finding(**{**values, **given})


def test_a_failing_step_is_marked_told_below_itself_and_what_follows_is_pale(
    make_story: MakeStory, failing_case: CaseEntry
) -> None:
    steps = (make_step(5, "a basket"), make_step(6, "the order is paid"), make_step(7, "a mail is sent"))

    details = write(
        make_story(StoryVerdict.FAILING, cases=(failing_case.model_copy(update={"steps": steps}),))
    )

    assert details["marks"] == {4: ["failing", "fails"]}
    assert details["steps"] == {6: "failing", 7: "after"}
    ((line, (trouble,)),) = details["troubles"].items()
    assert line == 6
    assert "step" not in trouble
    assert trouble["message"] == "AssertionError: expected `paid`"


def test_rows_of_an_outline_are_each_told_at_their_own_line(
    make_story: MakeStory, failing_case: CaseEntry
) -> None:
    row = failing_case.model_copy(update={"line": 7, "example": (ExampleEntry(column="n", value="1"),)})
    good = row.model_copy(update={"line": 5, "verdict": CaseVerdict.PASSED, "attempts": (make_attempt(),)})

    details = write(make_story(StoryVerdict.FAILING, cases=(row, good)))

    assert details["marks"] == {4: ["failing", "fails (1 of 2)"], 7: ["failing", "fails"]}
    assert details["works"] == [5]
    assert details["troubles"][7][0]["values"] == [["n", "1"]]
    assert details["troubles"][7][0]["step"] == "Then the order is paid"
    assert details["proofs"][5][0]["when"] == "24 Nov 2026, 03:12 UTC"


def test_only_the_first_dozen_of_many_troubles_lie_open(
    make_story: MakeStory, failing_case: CaseEntry
) -> None:
    cases = tuple(failing_case.model_copy(update={"line": 7 + number}) for number in range(40))

    details = write(make_story(StoryVerdict.FAILING, cases=cases), texts={})

    folded = [
        trouble.get("folded", False) for troubles in details["troubles"].values() for trouble in troubles
    ]
    assert folded.count(False) == 12


def test_the_newest_try_that_failed_gives_the_files(make_story: MakeStory, failing_case: CaseEntry) -> None:
    picture = ArtefactEntry(kind="screenshot", name="p", path="evidence/p.png", sha256="0", size_bytes=1)
    gone = picture.model_copy(update={"path": "evidence/gone.png"})
    tries = (
        make_attempt(artefacts=(picture, gone), left_out=("too large",)),
        make_attempt(outcome="passed", started_utc="2026-11-24T04:00:00+00:00"),
    )
    story = make_story(StoryVerdict.FAILING, cases=(failing_case.model_copy(update={"attempts": tries}),))

    (trouble,) = write(story, files={"evidence/p.png": "evidence/p.png"})["troubles"][6]

    assert trouble["files"] == [
        ["screenshot", "p", "evidence/p.png", True, ""],
        ["screenshot", "p", "", False, ""],
    ]
    assert trouble["left"] == ["too large"]
    assert len(trouble["attempts"]) == 2


def test_every_step_that_nobody_wrote_has_a_start(make_story: MakeStory, failing_case: CaseEntry) -> None:
    steps = (
        make_step(6, "the order is paid"),
        make_step(7, 'a mail to "Ann" is sent'),
        make_step(7, "known"),
    )
    case = failing_case.model_copy(update={"verdict": CaseVerdict.UNDEFINED, "steps": steps})

    (trouble,) = write(make_story(cases=(case,)), is_defined=lambda step: step.text == "known")["troubles"][6]

    assert trouble["snippets"][0].startswith("from pytest_bdd import")
    assert "def the_order_is_paid():" in trouble["snippets"][1]
    assert "parsers.parse('a mail to \"{text}\" is sent')" in trouble["snippets"][2]
    assert len(trouble["snippets"]) == 3


def test_findings_stand_at_their_line_and_those_of_other_stories_elsewhere(make_story: MakeStory) -> None:
    findings = (
        make_finding(6),
        make_finding(6, story_ids=("SHOP-2",)),
        make_finding(2, message="silent", suppressed_because="agreed"),
        make_finding(99),
    )

    details = write(make_story(), findings=findings)

    assert details["findings"] == {
        6: [["warning", "says nothing", "say it", "empty-outcome", ""]],
        2: [["warning", "silent", "say it", "empty-outcome", "agreed"]],
    }


def test_secrets_are_masked_in_text_messages_and_findings_alike(
    make_story: MakeStory, failing_case: CaseEntry
) -> None:
    key = "sk_live_1"
    case = failing_case.model_copy(update={"name": key, "message": key, "problem": key})
    story = make_story(StoryVerdict.FAILING, cases=(case,), owner=key, title=key, depends=(key,))

    details = write(
        story,
        texts={story.path: TEXT.replace("a basket", key)},
        findings=(make_finding(6, message=key, fix=key, suppressed_because=key),),
        secrets=(re.compile(r"sk_\w+"),),
    )

    assert "sk_live" not in str(details)
    assert "***" in str(details["source"])


def test_a_secret_that_spans_lines_takes_its_lines_and_no_mark_stands_at_a_wrong_one(
    make_story: MakeStory,
) -> None:
    details = write(make_story(), secrets=(re.compile("a basket.*is paid", re.DOTALL),))

    ((first, lines),) = details["source"]
    assert first == 1
    assert [line.strip() for line in lines[3:]] == [
        "Scenario: By card",
        "Given ***",
        "",
        "And a mail is sent",
    ]


@pytest.mark.parametrize(
    ("link", "made"),
    [
        ("https://tracker.example/browse/{id}", "https://tracker.example/browse/SHOP-1"),
        ("javascript:alert('{id}')", ""),
        ("data:text/html,{id}", ""),
        (None, ""),
    ],
    ids=["web", "script", "data", "none"],
)
def test_only_a_web_address_becomes_a_link_to_the_tracker(
    make_story: MakeStory, link: str | None, made: str
) -> None:
    assert make_issue_link(make_story(), PageSources(issue_link=link)) == made


def test_an_id_a_shell_would_take_apart_is_quoted(make_story: MakeStory) -> None:
    assert write(make_story(id="features/pay.feature#By card"))["run"] == (
        "pytest --story 'features/pay.feature#By card'"
    )
    assert write(make_story())["run"] == "pytest --story SHOP-1"


def test_a_waiver_says_what_may_be_released_until_when_why_and_who_answers(make_story: MakeStory) -> None:
    waiver = WaiverEntry(
        criterion="SHOP-1.9",
        verdicts=(CaseVerdict.FAILED, CaseVerdict.FLAKY),
        reason="the supplier is late",
        owner="Ann",
        ticket="T-1",
        expires="2026-11-30",
    )

    assert write(make_story(waivers=(waiver,)))["waivers"] == [
        [
            "“SHOP-1.9” (fails, works only sometimes) may be released until 30 Nov 2026",
            "the supplier is late",
            "Ann answers for it (T-1)",
        ]
    ]
