from itertools import permutations

import pytest

from storycontract.evidence.record import Withdrawal
from storycontract.ledger.standing import (
    Claimant,
    Standing,
    find_taken_back,
    index_withdrawals,
    judge_standings,
)

ONE, COPY_OF_ONE, OTHER = (
    Claimant("a1", "run-1", "lines-1"),
    Claimant("a2", "run-1", "lines-1"),
    Claimant("b1", "run-1", "lines-2"),
)
COUNTS, WITHDRAWN, DISPUTED, COPY = Standing


def withdraw(run: str, at_utc: str = "2026-11-01") -> Withdrawal:
    return Withdrawal(run=run, reason="network", by="ann", at_utc=at_utc)


@pytest.mark.parametrize(
    ("claimants", "withdrawn", "standings"),
    [
        ([ONE], [], [COUNTS]),
        ([ONE], ["run-1"], [WITHDRAWN]),
        ([ONE], ["a1.jsonl"], [WITHDRAWN]),
        ([ONE], ["ci/a1.jsonl"], [WITHDRAWN]),
        ([ONE], ["run-2"], [COUNTS]),
        ([ONE, OTHER], [], [DISPUTED, DISPUTED]),
        ([ONE, OTHER], ["a1.jsonl"], [WITHDRAWN, COUNTS]),
        ([ONE, OTHER], ["run-1"], [WITHDRAWN, WITHDRAWN]),
        ([ONE, COPY_OF_ONE], [], [COUNTS, COPY]),
        ([ONE, COPY_OF_ONE], ["a2.jsonl"], [WITHDRAWN, COPY]),
        ([ONE, COPY_OF_ONE, OTHER], [], [DISPUTED, COPY, DISPUTED]),
    ],
    ids=[
        "alone",
        "withdrawn by its id",
        "withdrawn by its file",
        "withdrawn by its path",
        "another is withdrawn",
        "rivals",
        "a rival withdrawn",
        "rivals withdrawn",
        "copies",
        "a copy withdrawn",
        "a copy and a rival",
    ],
)
def test_how_far_a_file_counts_beside_others(
    claimants: list[Claimant], withdrawn: list[str], standings: list[Standing]
) -> None:
    expected = {each.digest: standing for each, standing in zip(claimants, standings, strict=True)}
    known = index_withdrawals(map(withdraw, withdrawn))

    assert all(judge_standings(order, known) == expected for order in permutations(claimants))


def test_the_latest_withdrawal_is_the_one_that_is_told() -> None:
    withdrawals = [withdraw("run-1", "2026-11-02"), withdraw("a1.jsonl", "2026-11-03"), withdraw("run-1")]

    assert find_taken_back(ONE, index_withdrawals(withdrawals)) == withdrawals[1]


def test_the_numbers_that_are_stored_never_change() -> None:
    assert [(standing.name, standing.value) for standing in Standing] == [
        ("COUNTS", 0),
        ("WITHDRAWN", 1),
        ("DISPUTED", 2),
        ("COPY", 3),
    ]
