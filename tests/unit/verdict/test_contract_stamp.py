"""What the header of a run keeps of the contract."""

from collections.abc import Callable

import pytest

from storycontract.contract.contract import Contract
from storycontract.evidence.record import CaseNeeds, StoryStamp
from storycontract.lint.ready import find_ready_findings
from storycontract.verdict.contract_stamp import stamp_contract
from storycontract.verdict.contract_verdict import Ground, judge_contract
from storycontract.verdict.evidence_index import EvidenceIndex
from storycontract.verdict.judgement import StoryVerdict

ReadContract = Callable[..., Contract]

PAY = """\
@story:SHOP-1
Feature: Pay
  @ac:SHOP-1.1
  Scenario: By card
    When Ann pays by card
    Then the order is paid
  {tag}
  Scenario Outline: By <way>
    When Ann pays by <way>
    Then the order is open
    {rows}
    Examples:
      | way     |
      | invoice |
"""
ALSO = """
    @env:staging
    Examples:
      | way     |
      | invoice |
"""
NOT_SPECIFIED = {
    "no outcome": "@story:A\nFeature: A\n  Scenario: S\n    When Ann pays\n",
    "no scenario": "@story:A\nFeature: A\n",
    "a draft": "@story:A @draft\nFeature: A\n  Scenario: S\n    When Ann pays\n    Then it is paid\n",
    "no rows": "@story:A\nFeature: A\n  Scenario Outline: S\n    When Ann pays\n    Then it is paid\n",
}


def stamp_one(contract: Contract) -> StoryStamp:
    (stamp,) = stamp_contract(contract, find_ready_findings(contract), ("default", "live"))
    return stamp


def test_a_story_keeps_its_words_and_its_fingerprints(read_contract: ReadContract) -> None:
    contract = read_contract(PAY.format(tag="", rows=""))
    (story,) = contract.stories

    stamp = stamp_one(contract)

    assert (stamp.id, stamp.title, stamp.fingerprint) == ("SHOP-1", "Pay", story.fingerprint)
    assert [criterion.name for criterion in stamp.criteria] == ["By card", "By <way>"]
    assert stamp.criteria[0].id == "SHOP-1.1"
    assert stamp.criteria[1].cases == (story.cases[1].fingerprint,)
    assert stamp.is_specified


def test_only_what_asks_for_something_of_its_own_is_named(read_contract: ReadContract) -> None:
    stamp = stamp_one(read_contract(PAY.format(tag="@env:staging @env:qa", rows="")))

    assert stamp.criteria[0].needs == ()
    assert [need.environments for need in stamp.criteria[1].needs] == [("staging", "qa")]


def test_rows_of_one_text_are_asked_for_wherever_one_of_them_is(read_contract: ReadContract) -> None:
    stamp = stamp_one(read_contract(PAY.format(tag="", rows=ALSO)))

    (need,) = stamp.criteria[1].needs
    assert set(need.environments) == {"staging", "default", "live"}


def test_a_manual_case_keeps_where_it_was_accepted(read_contract: ReadContract) -> None:
    contract = read_contract(PAY.format(tag="@manual", rows=""))
    manual = contract.stories[0].cases[1].fingerprint

    (stamp,) = stamp_contract(contract, (), ("default",), lambda *about: about)

    assert stamp.criteria[1].needs == (
        CaseNeeds(fingerprint=manual, manual=True, accepted_in=("SHOP-1", manual)),
    )


@pytest.mark.parametrize("text", NOT_SPECIFIED.values(), ids=NOT_SPECIFIED)
def test_what_is_not_specified_is_so_in_the_stamp(read_contract: ReadContract, text: str) -> None:
    contract = read_contract(text)
    ground = Ground(EvidenceIndex.gather((), "shop"), ("default",))

    (judged,) = judge_contract(contract, find_ready_findings(contract), ground)

    assert judged.verdict is StoryVerdict.UNSPECIFIED
    assert not stamp_one(contract).is_specified
