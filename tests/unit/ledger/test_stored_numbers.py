"""What is stored as a number: it means the same in every version."""

from storycontract.ledger.history import VERDICTS
from storycontract.ledger.preparing import BOUND, CHECKS_NOTHING, OUTCOMES, PLANNED, SELECTED
from storycontract.ledger.states import DONE_KIND, READY_KIND, UNREADY_KIND
from storycontract.verdict.judgement import StoryVerdict


def test_outcomes_keep_their_places() -> None:
    assert [outcome and outcome.value for outcome in OUTCOMES] == [
        None,
        "passed",
        "failed",
        "error",
        "undefined",
        "skipped",
        "xfailed",
        "xpassed",
        "aborted",
    ]


def test_verdicts_keep_their_places() -> None:
    assert VERDICTS == ("unspecified", "failing", "unstarted", "unproven", "done")


def test_every_verdict_can_be_stored() -> None:
    assert {verdict.value for verdict in StoryVerdict} == set(VERDICTS)


def test_flags_and_kinds_keep_their_numbers() -> None:
    assert (PLANNED, BOUND, SELECTED, CHECKS_NOTHING) == (1, 2, 4, 8)
    assert (UNREADY_KIND, READY_KIND, DONE_KIND) == (0, 1, 2)
