"""A project on disk, and runs of it recorded as the plugin records them."""

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storycontract.assessment.scope_of_project import read_scope
from storycontract.evidence.closing import close_run
from storycontract.evidence.journal import JournalWriter
from storycontract.evidence.record import (
    Attempt,
    Outcome,
    Plan,
    PlannedItem,
    RunEnd,
    RunHeader,
    Selection,
    SourceState,
)
from storycontract.evidence.scope import save_manifest
from storycontract.gherkin_reader.project import load_contract
from storycontract.report.stories import (
    CaseEntry,
    ComparisonEntry,
    CriterionEntry,
    EnvironmentEntry,
    ReasonEntry,
    RemarkEntry,
    RollUpEntries,
    RunEntry,
    SelectionEntry,
    StoriesDocument,
    StoryEntry,
    VerdictCounts,
)
from storycontract.settings.loading import load_settings
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import StoryVerdict
from storycontract.verdict.story_verdict import choose_verdict

PAY = """\
@story:SHOP-1
Feature: Pay
  Scenario: By card
    When Ann pays by card
    Then the order "12" is shown as paid
  Scenario: By invoice
    When Ann pays by invoice
    Then the order "13" is shown as open
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "shop"\n[tool.storycontract]\n')
    (tmp_path / "features").mkdir()
    (tmp_path / "features" / "pay.feature").write_text(PAY)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "basket.py").write_text("PRICE = 1\n")
    return tmp_path


@pytest.fixture
def record(project: Path) -> Callable[..., Path]:
    moments = iter(range(10, 60))

    def record_run(
        outcomes: dict[str, Outcome],
        *,
        before_end: Callable[[], object] = lambda: None,
        ends: bool = True,
    ) -> Path:
        """Record a run that collects every case and tries those named; give its file, or folder if open."""
        settings = load_settings(project)
        contract = load_contract(project, settings.features)
        scope = read_scope(settings)
        save_manifest(settings.evidence_folder, scope)
        moment = f"2026-11-23T10:{next(moments)}:00.000+00:00"
        run_id = str(uuid.uuid4())
        planned = [
            PlannedItem(
                node_id=f"{case.location.path}::{case.name}",
                story_id=story.id,
                criterion_id=criterion.id,
                fingerprint=case.fingerprint,
                variant="",
                selected=True,
                bound=True,
            )
            for story in contract.stories
            for criterion in story.criteria
            for case in criterion.cases
        ]
        header = RunHeader(
            run_id=run_id,
            project=settings.product,
            process="main",
            started_utc=moment,
            selection=Selection(is_full=True),
            source=SourceState(
                commit=scope.commit, tree=scope.tree, dirty=scope.dirty, scope_digest=scope.digest
            ),
            environment="default",
            tools={},
            contract=(),
        )
        folder = settings.evidence_folder / run_id
        with JournalWriter(folder, "main", ()) as journal:
            journal.write(header)
            journal.write(Plan(items=tuple(planned)))
            for planned_item in planned:
                name = planned_item.node_id.partition("::")[2]
                if name in outcomes:
                    journal.write(
                        Attempt(
                            node_id=planned_item.node_id,
                            story_id=planned_item.story_id,
                            criterion_id=planned_item.criterion_id,
                            fingerprint=planned_item.fingerprint,
                            variant="",
                            attempt=0,
                            outcome=outcomes[name],
                            started_utc=moment,
                            duration_ms=7,
                            steps=(),
                        )
                    )
            before_end()
            after = read_scope(settings)
            save_manifest(settings.evidence_folder, after)
            if ends:
                journal.write(
                    RunEnd(ended_utc=moment, complete=True, scope_digest=after.digest, pytest_exit_code=0)
                )
        return close_run(folder)

    return record_run


@pytest.fixture
def make_entry() -> Callable[..., StoryEntry]:
    """Make a story of one criterion, judged by the verdicts of its cases."""

    def make(
        *cases: CaseVerdict,
        damaged_runs: tuple[str, ...] = (),
        acceptances: tuple[Any, ...] = (),
        **given: Any,
    ) -> StoryEntry:
        story_id = given.get("id", "SHOP-1")
        verdict = given.get("verdict") or choose_verdict(cases, is_specified=True, is_started=True)
        cell: dict[str, Any] = {"environment": "default", "stale": None, "damaged_runs": damaged_runs}
        values: dict[str, Any] = {
            **dict.fromkeys(["language", "epic", "objective", "owner", "priority", "release", "sprint"]),
            **dict.fromkeys(["flags", "depends", "was", "tags", "silenced"], ()),
            "id": story_id,
            "id_is_derived": False,
            "title": f"Story {story_id}",
            "verdict": verdict,
            "verdict_label": verdict.label,
            "reasons": ()
            if verdict is StoryVerdict.DONE
            else (
                ReasonEntry(
                    code="failed", count=1, sentence="its only scenario fails", path="f", line=7, command=None
                ),
            ),
            "path": "features/pay.feature",
            "line": 2,
            "is_draft": False,
            "narrative": None,
            "fingerprint": "e" * 64,
            "criteria": (
                CriterionEntry(
                    id=f"{story_id}.1",
                    id_is_derived=False,
                    name="By card",
                    rule=None,
                    verdict=cases[0] if cases else None,
                    fingerprint="c" * 64,
                    path="features/pay.feature",
                    line=4,
                    is_draft=False,
                    cases=tuple(
                        CaseEntry(
                            name="By card",
                            fingerprint="f" * 64,
                            verdict=case,
                            is_manual=bool(acceptances),
                            path="features/pay.feature",
                            line=4,
                            example=(),
                            steps=(),
                            environments=(EnvironmentEntry(verdict=case, **cell),),
                            acceptances=acceptances,
                            attempts=(),
                            failing_step=None,
                            message=None,
                            problem=None,
                            duration_ms=None,
                        )
                        for case in cases
                    ),
                ),
            ),
        }
        return StoryEntry(**{**values, **given})

    return make


@pytest.fixture
def make_run() -> Callable[..., RunEntry]:
    """Make a whole run on the code of today."""

    def make(**given: Any) -> RunEntry:
        values: dict[str, Any] = {
            **dict.fromkeys(["commit", "tree", "product_version", "shard", "why_incomplete"]),
            **dict.fromkeys(["why_not_fresh", "withdrawn", "damage"]),
            "id": "0b8d7a52-5d21-4f0e-9d3c-0d3f1f6a7c11",
            "file": "reports/evidence/0123.jsonl",
            "project": "shop",
            "started_utc": "2026-11-23T10:00:00.000+00:00",
            "ended_utc": "2026-11-23T10:01:00.000+00:00",
            "dirty": False,
            "scope_digest": "d" * 64,
            "environment": "default",
            "selection": SelectionEntry(is_full=True, reasons=()),
            "complete": True,
            "is_fresh": True,
        }
        return RunEntry(**{**values, **given})

    return make


@pytest.fixture
def make_stock(make_run: Callable[..., RunEntry]) -> Callable[..., StoriesDocument]:
    """Make the document of some stories, by default after a whole run."""

    def make(
        *stories: StoryEntry,
        runs: tuple[RunEntry, ...] | None = None,
        remarks: tuple[RemarkEntry, ...] = (),
        comparison: ComparisonEntry | None = None,
    ) -> StoriesDocument:
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
            comparison=comparison,
            remarks=remarks,
            runs=(make_run(),) if runs is None else runs,
            stories=stories,
        )

    return make
