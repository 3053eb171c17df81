"""Contracts read from text, and runs as they are recorded, for judging."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storycontract.contract.contract import Contract
from storycontract.contract.identity import collect_stories
from storycontract.evidence.folding import RecordedItem
from storycontract.evidence.record import (
    Attempt,
    Outcome,
    PlannedItem,
    RunEnd,
    RunHeader,
    Selection,
    SourceState,
    StepRecord,
    Withdrawal,
)
from storycontract.evidence.recorded_run import RecordedRun
from storycontract.gherkin_reader.parsing import parse_feature
from storycontract.verdict.evidence_index import WeighedRun

ReadContract = Callable[..., Contract]
Weigh = Callable[..., WeighedRun]


@pytest.fixture
def read_contract() -> ReadContract:
    def read(*texts: str) -> Contract:
        files = tuple(
            parse_feature(text.encode(), f"features/story_{number}.feature")
            for number, text in enumerate(texts, start=1)
        )
        return Contract(collect_stories(files), files)

    return read


@pytest.fixture
def weigh() -> Weigh:
    def make(  # noqa: PLR0913 - one argument for each thing a run may say
        contract: Contract,
        outcomes: dict[str, Outcome],
        *,
        run_id: str = "run-1",
        environment: str = "default",
        project: str = "shop",
        variant: str = "",
        bound: bool = True,
        fresh: str = "fresh",
        withdrawn: bool = False,
        damage: str | None = None,
        message: str | None = None,
        skip_variant: str | None = None,
    ) -> WeighedRun:
        """Make a run that planned every case and tried those whose names are in `outcomes`."""
        planned, items = [], []
        for story in contract.stories:
            for criterion in story.criteria:
                for case in criterion.cases:
                    node = f"{case.location}::{case.name}[{variant}]"
                    planned.append(
                        PlannedItem(
                            node_id=node,
                            story_id=story.id,
                            criterion_id=criterion.id,
                            fingerprint=case.fingerprint,
                            variant=variant,
                            selected=True,
                            bound=bound,
                        )
                    )
                    if skip_variant is not None:
                        planned.append(planned[-1].model_copy(update={"variant": skip_variant}))
                    if case.name not in outcomes:
                        continue
                    outcome = outcomes[case.name]
                    step = StepRecord(
                        kind=case.steps[-1].kind,
                        keyword=case.steps[-1].keyword,
                        text=case.steps[-1].text,
                        at_line=case.steps[-1].location.line,
                        outcome="passed" if outcome is Outcome.PASSED else "failed",
                        duration_ms=1.5,
                        message=message,
                    )
                    attempt = Attempt(
                        node_id=node,
                        story_id=story.id,
                        criterion_id=criterion.id,
                        fingerprint=case.fingerprint,
                        variant=variant,
                        attempt=0,
                        outcome=outcome,
                        started_utc="2026-11-23T10:00:00Z",
                        duration_ms=12.5,
                        steps=(step,),
                        message=message,
                    )
                    items.append(
                        RecordedItem(story.id, criterion.id, case.fingerprint, variant, node, (attempt,))
                    )
        header = RunHeader(
            run_id=run_id,
            project=project,
            process="main",
            started_utc=f"2026-11-23T10:00:00Z {run_id}",
            selection=Selection(is_full=True),
            source=SourceState(commit=None, tree=None, dirty=False, scope_digest="d1"),
            environment=environment,
            tools={},
            contract=(),
        )
        end = RunEnd(ended_utc="2026-11-23T10:01:00Z", complete=True, scope_digest="d1", pytest_exit_code=0)
        taken_back = Withdrawal(
            run=run_id, reason="the grid was down", by="ann", at_utc="2026-11-23T11:00:00Z"
        )
        run = RecordedRun(
            run_id=run_id,
            header=None if damage == "header" else header,
            planned=tuple(planned),
            items=() if damage else tuple(items),
            end=end,
            damage=damage,
            withdrawal=taken_back if withdrawn else None,
            file=Path("reports/evidence") / run_id,
        )
        return WeighedRun(run, fresh != "stale", fresh == "fresh", fresh != "stale")

    return make
