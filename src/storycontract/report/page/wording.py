"""Words of the page for what the document says in codes."""

import re
import shlex

from storycontract.evidence.record import Outcome
from storycontract.report.page.moments import say_day
from storycontract.report.stories import StoryEntry
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import Flag, StoryVerdict

_TOLD_BY_A_WORD = re.compile(r"^[\w.-]+$", re.ASCII)

CASE_LABELS = {
    CaseVerdict.PASSED: "works",
    CaseVerdict.FAILED: "fails",
    CaseVerdict.FLAKY: "works only sometimes",
    CaseVerdict.UNREADABLE: "evidence cannot be read",
    CaseVerdict.KNOWN_FAILING: "known not to work",
    CaseVerdict.ERROR: "could not be tried",
    CaseVerdict.UNDEFINED: "needs a step written",
    CaseVerdict.SKIPPED: "switched off",
    CaseVerdict.FIXED_UNNOTICED: "works, but is expected to fail",
    CaseVerdict.ABORTED: "cut off before its end",
    CaseVerdict.STALE: "not tried on the code of today",
    CaseVerdict.NOT_RUN: "not tried",
    CaseVerdict.HOLLOW: "passes without checking anything",
}

OUTCOME_LABELS = {
    Outcome.PASSED: "worked",
    Outcome.FAILED: "failed",
    Outcome.ERROR: "could not be tried",
    Outcome.UNDEFINED: "a step is not written",
    Outcome.SKIPPED: "switched off",
    Outcome.XFAILED: "failed, as expected",
    Outcome.XPASSED: "worked, against expectation",
    Outcome.ABORTED: "cut off",
}


def look_of(verdict: CaseVerdict | None) -> str:
    """Choose the colour and symbol of a case: those of the story verdict that says as much."""
    match verdict:
        case CaseVerdict.PASSED:
            return StoryVerdict.DONE.value
        case CaseVerdict.FAILED:
            return StoryVerdict.FAILING.value
        case CaseVerdict.NOT_RUN:
            return StoryVerdict.UNSTARTED.value
        case None:
            return StoryVerdict.UNSPECIFIED.value
        case _:
            return StoryVerdict.UNPROVEN.value


def count_stories(count: int) -> str:
    """Say `1 story` or `2 stories`."""
    return "1 story" if count == 1 else f"{count} stories"


def say_run_command(story: StoryEntry) -> str:
    """Say how to run one story and no other."""
    # A word that no shell takes apart needs no quotes, and is easier to read without.
    quoted = story.id if _TOLD_BY_A_WORD.match(story.id) else shlex.quote(story.id)
    return f"pytest --story {quoted}"


def say_flags(story: StoryEntry) -> list[str]:
    """Say what else is to be known of a story, in a few words each."""
    says: list[str] = []
    if Flag.REGRESSED in story.flags:
        says.append(
            f"was done until {say_day(story.last_done.at_utc)}" if story.last_done else "was done before"
        )
    if Flag.CHANGED in story.flags:
        says.append("text changed since it was done")
    if Flag.REBOUND in story.flags:
        says.append("checked by other code than before")
    if Flag.BLOCKED in story.flags:
        says.append(f"waits for {', '.join(story.depends)}")
    if story.waivers:
        says.append(f"{len(story.waivers)} waived")
    return says
