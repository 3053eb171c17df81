"""What stands beside a verdict."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from storycontract.contract.contract import Contract
from storycontract.evidence.record import Outcome
from storycontract.verdict.contract_verdict import Ground, judge_contract
from storycontract.verdict.evidence_index import EvidenceIndex, WeighedRun
from storycontract.verdict.flagging import WhenDone, flag_stories
from storycontract.verdict.judgement import Flag, StoryJudgement
from storycontract.verdict.past_state import digest_bindings

ReadContract = Callable[..., Contract]
Weigh = Callable[..., WeighedRun]

PAY = """\
@story:SHOP-1
Feature: Pay
  Scenario: By card
    When Ann pays by card
    Then the order is paid
  Scenario: By invoice
    When Ann pays by invoice
    Then the order is open
"""


@pytest.fixture
def judge(read_contract: ReadContract, weigh: Weigh) -> Callable[[Outcome], StoryJudgement]:
    def judge_story(outcome: Outcome) -> StoryJudgement:
        contract = read_contract(PAY)
        weighed = weigh(contract, {"By card": outcome, "By invoice": Outcome.PASSED})
        items = tuple(
            replace(item, attempts=(item.attempts[0].model_copy(update={"binding": "as it is"}),))
            for item in weighed.run.items
        )
        run = replace(weighed.run, items=items)
        evidence = EvidenceIndex.gather([replace(weighed, run=run)], "shop")
        (judged,) = judge_contract(contract, (), Ground(evidence, ("default",)))
        return judged

    return judge_story


Judge = Callable[[Outcome], StoryJudgement]


def bind(judged: StoryJudgement) -> str | None:
    return digest_bindings(case.cells[0].witnesses[0] for case in judged.cases)


def flags(judged: StoryJudgement, before: WhenDone | None) -> tuple[Flag, ...]:
    then = {judged.id: before} if before else {}
    (flagged,) = flag_stories([judged], then, then)
    return flagged.flags


def test_a_story_that_never_was_done_has_lost_nothing(judge: Judge) -> None:
    assert flags(judge(Outcome.FAILED), None) == ()


def test_a_story_that_was_done_and_is_not_has_regressed(judge: Judge) -> None:
    judged = judge(Outcome.FAILED)
    assert judged.story

    assert flags(judged, WhenDone(judged.story.fingerprint)) == (Flag.REGRESSED,)


def test_a_story_that_is_done_as_it_was_has_no_flag(judge: Judge) -> None:
    judged = judge(Outcome.PASSED)
    assert judged.story

    assert flags(judged, WhenDone(judged.story.fingerprint, bind(judged))) == ()


def test_a_contract_edited_since_it_was_done_is_changed(judge: Judge) -> None:
    assert flags(judge(Outcome.PASSED), WhenDone("other")) == (Flag.CHANGED,)
    assert flags(judge(Outcome.FAILED), WhenDone("other")) == (Flag.REGRESSED, Flag.CHANGED)


def test_other_step_code_under_the_same_contract_is_rebound(judge: Judge) -> None:
    judged = judge(Outcome.PASSED)
    assert judged.story

    assert flags(judged, WhenDone(judged.story.fingerprint, "another")) == (Flag.REBOUND,)


def test_step_code_that_is_not_known_is_no_other(judge: Judge) -> None:
    judged = judge(Outcome.PASSED)
    assert judged.story

    assert flags(judged, WhenDone(judged.story.fingerprint, None)) == ()


def test_step_code_is_compared_only_where_all_of_it_ran(judge: Judge) -> None:
    judged = judge(Outcome.FAILED)
    assert judged.story

    assert flags(judged, WhenDone(judged.story.fingerprint, "another")) == (Flag.REGRESSED,)
