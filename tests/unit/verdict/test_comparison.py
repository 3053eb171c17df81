"""What was lost, gained, or is gone since an earlier state."""

from collections.abc import Callable

import pytest

from storycontract.contract.contract import Contract
from storycontract.evidence.record import Outcome
from storycontract.verdict.comparison import Moves, compare_with
from storycontract.verdict.contract_verdict import Ground, judge_contract
from storycontract.verdict.evidence_index import EvidenceIndex, WeighedRun
from storycontract.verdict.judgement import StoryVerdict

ReadContract = Callable[..., Contract]
Weigh = Callable[..., WeighedRun]

DONE, FAILING, UNPROVEN = StoryVerdict.DONE, StoryVerdict.FAILING, StoryVerdict.UNPROVEN

PAY = """\
@story:SHOP-1 @was:PAY-9
Feature: Pay
  Scenario: By card
    When Ann pays by card
    Then the order is paid
"""


@pytest.fixture
def compare(read_contract: ReadContract, weigh: Weigh) -> Callable[..., Moves]:
    def compare_today(before: dict[str, StoryVerdict], outcome: Outcome) -> Moves:
        contract = read_contract(PAY)
        runs = (weigh(contract, {"By card": outcome}),)
        judged = judge_contract(contract, (), Ground(EvidenceIndex.gather(runs, "shop"), ("default",)))
        return compare_with({name: (verdict, name.title()) for name, verdict in before.items()}, judged)

    return compare_today


Compare = Callable[[dict[str, StoryVerdict], Outcome], Moves]


def ids(moves: Moves) -> tuple[list[str], list[str], list[str]]:
    return tuple([move.id for move in moved] for moved in (moves.lost, moves.gained, moves.vanished))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("before", "outcome", "expected"),
    [
        pytest.param({"SHOP-1": DONE}, Outcome.PASSED, ([], [], []), id="still done"),
        pytest.param({"SHOP-1": DONE}, Outcome.FAILED, (["SHOP-1"], [], []), id="lost"),
        pytest.param({"SHOP-1": UNPROVEN}, Outcome.FAILED, ([], [], []), id="no better than before"),
        pytest.param({"SHOP-1": FAILING}, Outcome.PASSED, ([], ["SHOP-1"], []), id="gained"),
        pytest.param({}, Outcome.PASSED, ([], ["SHOP-1"], []), id="new and done"),
        pytest.param({}, Outcome.FAILED, ([], [], []), id="new and not done"),
        pytest.param({"PAY-9": DONE}, Outcome.FAILED, (["SHOP-1"], [], []), id="lost under a new name"),
        pytest.param(
            {"SHOP-1": UNPROVEN, "PAY-9": DONE},
            Outcome.FAILED,
            (["SHOP-1"], [], []),
            id="done under one name",
        ),
        pytest.param({"pay-9": DONE}, Outcome.PASSED, ([], [], []), id="renamed, letters aside"),
        pytest.param({"SHOP-7": DONE}, Outcome.PASSED, ([], ["SHOP-1"], ["SHOP-7"]), id="gone"),
        pytest.param({"SHOP-7": FAILING}, Outcome.FAILED, ([], [], []), id="gone and never done"),
    ],
)
def test_what_became_of_stories(
    compare: Compare,
    before: dict[str, StoryVerdict],
    outcome: Outcome,
    expected: tuple[list[str], list[str], list[str]],
) -> None:
    assert ids(compare(before, outcome)) == expected


def test_a_move_says_what_was_and_what_is(compare: Compare) -> None:
    (lost,) = compare({"SHOP-1": DONE}, Outcome.FAILED).lost

    assert (lost.title, lost.before, lost.after) == ("Pay", DONE, FAILING)


def test_a_story_that_is_gone_keeps_its_title(compare: Compare) -> None:
    (gone,) = compare({"SHOP-7": DONE}, Outcome.PASSED).vanished

    assert (gone.title, gone.before, gone.after) == ("Shop-7", DONE, None)
