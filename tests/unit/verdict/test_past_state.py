"""Earlier states, judged from what their runs recorded."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import pytest

from storycontract.contract.case import Case
from storycontract.contract.contract import Contract
from storycontract.evidence.record import CaseNeeds, CriterionStamp, Outcome, StoryStamp
from storycontract.evidence.recorded_run import RecordedRun
from storycontract.verdict.contract_verdict import Ground, judge_contract
from storycontract.verdict.evidence_index import EvidenceIndex, WeighedRun
from storycontract.verdict.judgement import StoryVerdict
from storycontract.verdict.past_state import PastVerdict, judge_past_state

ReadContract = Callable[..., Contract]
Weigh = Callable[..., WeighedRun]

PASSED, FAILED = Outcome.PASSED, Outcome.FAILED

PAY = """\
@story:SHOP-1
Feature: Pay
  Scenario: By card
    When Ann pays by card
    Then the order is paid
  @env:staging
  Scenario: By invoice
    When Ann pays by invoice
    Then the order is open
"""

BY_HAND = """\
@story:SHOP-2
Feature: Read the receipt
  @manual
  Scenario: On paper
    When Ann prints the receipt
    Then every line can be read
"""


def stamp(contract: Contract, **specified: bool) -> tuple[StoryStamp, ...]:
    return tuple(
        StoryStamp(
            id=story.id,
            fingerprint=story.fingerprint,
            title=story.title,
            is_specified=specified.get("is_specified", True),
            criteria=tuple(
                CriterionStamp(
                    id=criterion.id,
                    fingerprint=criterion.fingerprint,
                    cases=tuple(case.fingerprint for case in criterion.cases),
                    needs=tuple(need(case) for case in criterion.cases),
                )
                for criterion in story.criteria
            ),
        )
        for story in contract.stories
    )


def need(case: Case) -> CaseNeeds:
    return CaseNeeds(fingerprint=case.fingerprint, environments=case.environments, manual=case.is_manual)


def judge_past(stamps: tuple[StoryStamp, ...], *runs: WeighedRun) -> dict[str, PastVerdict]:
    return judge_past_state(stamps, EvidenceIndex.gather(runs, "shop"), ("default",))


OUTCOMES = (None, *Outcome)


@pytest.mark.parametrize(("card", "invoice", "bound"), list(product(OUTCOMES, OUTCOMES, (True, False))))
def test_a_state_is_judged_as_it_was_judged_on_its_day(
    read_contract: ReadContract, weigh: Weigh, card: Outcome | None, invoice: Outcome | None, *, bound: bool
) -> None:
    contract = read_contract(PAY)
    runs = [
        weigh(contract, {name: outcome}, run_id=name, environment=environment, bound=bound)
        for name, outcome, environment in (
            ("By card", card, "default"),
            ("By invoice", invoice, "staging"),
        )
        if outcome is not None
    ]
    evidence = EvidenceIndex.gather(runs, "shop")

    (on_its_day,) = judge_contract(contract, (), Ground(evidence, ("default",)))
    past = judge_past(stamp(contract), *runs)["SHOP-1"]

    assert past.verdict is on_its_day.verdict
    assert past.fingerprint == contract.stories[0].fingerprint
    assert past.title == "Pay"


def test_a_case_is_asked_for_in_its_own_environment_only(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY)
    here = weigh(contract, {"By card": PASSED, "By invoice": PASSED})

    assert judge_past(stamp(contract), here)["SHOP-1"].verdict is StoryVerdict.UNPROVEN


def test_what_was_not_specified_then_was_not_done_then(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY)
    runs = (
        weigh(contract, {"By card": PASSED}),
        weigh(contract, {"By invoice": PASSED}, run_id="run-2", environment="staging"),
    )

    assert judge_past(stamp(contract), *runs)["SHOP-1"].verdict is StoryVerdict.DONE
    unspecified = judge_past(stamp(contract, is_specified=False), *runs)["SHOP-1"]
    assert (unspecified.verdict, unspecified.is_specified) == (StoryVerdict.UNSPECIFIED, False)


@pytest.mark.parametrize(
    ("accepted_in", "verdict"),
    [
        (("default",), StoryVerdict.DONE),
        (("staging",), StoryVerdict.UNPROVEN),
        ((), StoryVerdict.UNPROVEN),
    ],
)
def test_what_a_person_accepted_then_counts_then(
    read_contract: ReadContract, weigh: Weigh, accepted_in: tuple[str, ...], verdict: StoryVerdict
) -> None:
    contract = read_contract(BY_HAND)
    (story,) = stamp(contract)
    (criterion,) = story.criteria
    accepted = criterion.needs[0].model_copy(update={"accepted_in": accepted_in})
    criteria = (criterion.model_copy(update={"needs": (accepted,)}),)

    past = judge_past((story.model_copy(update={"criteria": criteria}),), weigh(contract, {}))

    assert past["SHOP-2"].verdict is verdict


def test_a_run_cannot_stand_in_for_a_person(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(BY_HAND)

    past = judge_past(stamp(contract), weigh(contract, {"On paper": PASSED}))

    assert past["SHOP-2"].verdict is StoryVerdict.UNPROVEN


def test_a_flaky_case_is_told_and_an_untried_story_too(read_contract: ReadContract, weigh: Weigh) -> None:
    contract = read_contract(PAY, BY_HAND)
    runs = (
        weigh(contract, {"By card": PASSED}),
        weigh(contract, {"By card": FAILED}, run_id="run-2"),
    )

    past = judge_past(stamp(contract), *runs)

    assert {story: (seen.is_flaky, seen.was_tried) for story, seen in past.items()} == {
        "SHOP-1": (True, True),
        "SHOP-2": (False, False),
    }


def test_other_step_code_behind_the_same_passes_is_another_binding(
    read_contract: ReadContract, weigh: Weigh
) -> None:
    contract = read_contract(PAY.replace("  @env:staging\n", ""))
    run = weigh(contract, {"By card": PASSED, "By invoice": PASSED})

    digests = {
        judge_past(stamp(contract), rebind(run, *bindings))["SHOP-1"].binding
        for bindings in (("a", "b"), ("a", "c"), ("b", "a"))
    }

    assert len(digests) == 3
    assert judge_past(stamp(contract), rebind(run, "a", None))["SHOP-1"].binding is None


def rebind(weighed: WeighedRun, *bindings: str | None) -> WeighedRun:
    run: RecordedRun = weighed.run
    items = tuple(
        replace(item, attempts=(item.attempts[0].model_copy(update={"binding": binding}),))
        for item, binding in zip(run.items, bindings, strict=True)
    )
    return replace(weighed, run=replace(run, items=items))
