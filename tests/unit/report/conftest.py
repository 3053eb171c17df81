"""Documents as they are drawn from."""

from collections.abc import Callable
from typing import Any

import pytest

from storycontract.report.stories import (
    CaseEntry,
    CriterionEntry,
    EnvironmentEntry,
    ReasonEntry,
    RollUpEntries,
    RunEntry,
    SelectionEntry,
    StepEntry,
    StoriesDocument,
    StoryEntry,
    VerdictCounts,
)
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import StoryVerdict


@pytest.fixture
def failing_case() -> CaseEntry:
    step = StepEntry(
        keyword="Then",
        text="the order is paid",
        path="features/pay.feature",
        line=6,
        outcome="failed",
        duration_ms=3,
        message="AssertionError: expected `paid`",
    )
    return CaseEntry(
        name="By card",
        fingerprint="f" * 64,
        verdict=CaseVerdict.FAILED,
        is_manual=False,
        path="features/pay.feature",
        line=4,
        example=(),
        steps=(),
        environments=(
            EnvironmentEntry(environment="default", verdict=CaseVerdict.FAILED, stale=None, damaged_runs=()),
        ),
        attempts=(),
        failing_step=step,
        message=None,
        problem=None,
        duration_ms=12,
    )


@pytest.fixture
def make_story() -> Callable[..., StoryEntry]:
    def make(verdict: StoryVerdict = StoryVerdict.UNPROVEN, **given: Any) -> StoryEntry:
        story_id = given.get("id", "SHOP-1")
        cases = given.pop("cases", ())
        criterion = CriterionEntry(
            id=f"{story_id}.1",
            id_is_derived=False,
            name="By card",
            rule=None,
            verdict=cases[0].verdict if cases else None,
            fingerprint="c" * 64,
            path="features/pay.feature",
            line=4,
            is_draft=False,
            cases=cases,
        )
        reason = ReasonEntry(
            code="not-run",
            count=2,
            sentence="2 scenarios have not been run",
            path="features/pay.feature",
            line=3,
            command=None,
        )
        values: dict[str, Any] = {
            "id": story_id,
            "id_is_derived": False,
            "title": "Pay",
            "verdict": verdict,
            "verdict_label": verdict.label,
            "reasons": () if verdict is StoryVerdict.DONE else (reason,),
            "flags": (),
            "path": "features/pay.feature",
            "line": 2,
            "language": "en",
            "epic": None,
            "objective": None,
            "owner": None,
            "priority": None,
            "release": None,
            "sprint": None,
            "depends": (),
            "was": (),
            "tags": (),
            "is_draft": False,
            "narrative": None,
            "fingerprint": "e" * 64,
            "silenced": (),
            "criteria": (criterion,),
        }
        return StoryEntry(**{**values, **given})

    return make


@pytest.fixture
def make_run() -> Callable[..., RunEntry]:
    def make(**given: Any) -> RunEntry:
        values: dict[str, Any] = {
            "id": "0b8d7a52-5d21-4f0e-9d3c-0d3f1f6a7c11",
            "file": "reports/evidence/0123.jsonl",
            "project": "shop",
            "started_utc": "2026-11-23T10:00:00.000+00:00",
            "ended_utc": "2026-11-23T10:01:00.000+00:00",
            "commit": None,
            "tree": None,
            "dirty": False,
            "scope_digest": "d" * 64,
            "environment": "default",
            "product_version": None,
            "selection": SelectionEntry(is_full=True, reasons=()),
            "shard": None,
            "complete": True,
            "why_incomplete": None,
            "is_fresh": True,
            "why_not_fresh": None,
            "withdrawn": None,
            "damage": None,
        }
        return RunEntry(**{**values, **given})

    return make


@pytest.fixture
def make_document() -> Callable[..., StoriesDocument]:
    def make(*stories: StoryEntry, runs: tuple[RunEntry, ...] = ()) -> StoriesDocument:
        counts = {
            verdict.value: sum(story.verdict is verdict for story in stories) for verdict in StoryVerdict
        }
        return StoriesDocument(
            product="shop",
            generated_utc="2026-11-23T10:02:00.000+00:00",
            scope_digest="d" * 64,
            environments=("default",),
            counts=VerdictCounts(total=len(stories), **counts),
            roll_ups=RollUpEntries(epic=(), objective=(), release=(), owner=()),
            runs=runs,
            stories=stories,
        )

    return make
