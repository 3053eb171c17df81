"""When a comparison says nothing, because its base is the state of today."""

import pytest

from storycontract.assessment.comparing import BASE_IS_TODAY, Base, remark_base
from storycontract.evidence.record import StoryStamp
from storycontract.ledger.contract_version import digest_contract
from storycontract.ledger.history import StateKey, StateRecord
from storycontract.report.stories import BaseEntry, ComparisonEntry, MoveEntry
from storycontract.verdict.judgement import StoryVerdict

NOW = "2026-11-23T10:00:00.000+00:00"
SCOPE = "d" * 64
PAY = StoryStamp(id="SHOP-1", fingerprint="a" * 64, criteria=())
GONE = MoveEntry(id="SHOP-2", title="Return", before=StoryVerdict.DONE, after=None)
NO_MOVE: dict[str, tuple[MoveEntry, ...]] = {"lost": (), "gained": (), "vanished": ()}


def make_base(scope_digest: str = SCOPE, contract: tuple[StoryStamp, ...] = (PAY,)) -> Base:
    state = StateRecord(
        project="shop",
        key=StateKey(scope_digest, digest_contract(contract)),
        first_started_utc=NOW,
        last_started_utc=NOW,
        first_run_id="r",
        last_run_id="r",
        commit=None,
        tree=None,
        dirty=False,
        is_full=True,
        counts={},
        flaky=0,
    )
    return Base("main", state)


def compare(**moves: tuple[MoveEntry, ...]) -> ComparisonEntry:
    base = BaseEntry(name="main", run="r", at_utc=NOW, commit=None, is_full=True)
    return ComparisonEntry(base=base, **{**NO_MOVE, **moves})


def list_codes(base: Base | None, comparison: ComparisonEntry | None) -> list[str]:
    return [remark.code for remark in remark_base(base, comparison, SCOPE, lambda: (PAY,))]


def test_the_same_code_and_contract_are_one_state() -> None:
    assert list_codes(make_base(), compare()) == [BASE_IS_TODAY]
    assert list_codes(make_base(), compare(gained=(GONE,))) == [BASE_IS_TODAY]


@pytest.mark.parametrize(
    ("base", "comparison"),
    [
        (None, None),
        (make_base(scope_digest="e" * 64), compare()),
        (make_base(contract=()), compare()),
        (make_base(), compare(lost=(GONE,))),
        (make_base(), compare(vanished=(GONE,))),
    ],
    ids=["no base", "other code", "another contract", "something lost", "something gone"],
)
def test_nothing_is_remarked_of(base: Base | None, comparison: ComparisonEntry | None) -> None:
    assert list_codes(base, comparison) == []
