"""What processes say of a run, for folding and judging."""

from collections.abc import Callable

import pytest

from storycontract.evidence.record import (
    Attempt,
    ItemStart,
    Outcome,
    PlannedItem,
    RunHeader,
    Selection,
    SourceState,
)

MakeHeader = Callable[..., RunHeader]
MakeAttempt = Callable[..., Attempt]
MakeStart = Callable[..., ItemStart]
MakePlanned = Callable[..., PlannedItem]


@pytest.fixture
def make_header() -> MakeHeader:
    def make(scope: str = "today", **values: object) -> RunHeader:
        known = RunHeader(
            run_id="run-1",
            project="shop",
            process="main",
            started_utc="2026-11-23T05:00:00Z",
            selection=Selection(is_full=True),
            source=SourceState(commit=None, tree=None, dirty=False, scope_digest=scope),
            environment="default",
            tools={},
            contract=(),
        )
        return known.model_copy(update=values)

    return make


@pytest.fixture
def make_planned() -> MakePlanned:
    def make(node_id: str = "pay", **values: object) -> PlannedItem:
        known = PlannedItem(
            node_id=node_id,
            story_id="SHOP-1",
            criterion_id="SHOP-1.1",
            fingerprint="f1",
            variant="",
            selected=True,
            bound=True,
        )
        return known.model_copy(update=values)

    return make


@pytest.fixture
def make_start() -> MakeStart:
    def make(number: int = 0, node_id: str = "pay", at_utc: str = "2026-11-23T05:00:01Z") -> ItemStart:
        return ItemStart(node_id=node_id, attempt=number, at_utc=at_utc)

    return make


@pytest.fixture
def make_attempt() -> MakeAttempt:
    def make(outcome: Outcome = Outcome.PASSED, number: int = 0, **values: object) -> Attempt:
        known = Attempt(
            node_id="pay",
            story_id="SHOP-1",
            criterion_id="SHOP-1.1",
            fingerprint="f1",
            variant="",
            attempt=number,
            outcome=outcome,
            started_utc=f"2026-11-23T05:00:0{number + 1}Z",
            duration_ms=5,
            steps=(),
        )
        return known.model_copy(update=values)

    return make
