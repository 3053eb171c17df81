"""A project on disk, and runs of it recorded as the plugin records them."""

import uuid
from collections.abc import Callable
from pathlib import Path

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
from storycontract.settings.loading import load_settings

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
