"""Results for the cases that a run has none of its own for: what did not run, and what was cut off."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from allure_commons.model2 import Parameter, Status, StatusDetails, TestResult

from storycontract.evidence.record import Outcome
from storycontract.report.allure_gherkin import Attach, render_step
from storycontract.report.allure_model import (
    AllureContract,
    list_labels,
    list_suites,
    locate_case,
    name_case,
    name_story,
    render_description,
    render_labels,
    render_link,
)
from storycontract.report.sidecar_wording import say_acceptance
from storycontract.report.stories import (
    AttemptEntry,
    CaseEntry,
    CriterionEntry,
    StoriesDocument,
    StoryEntry,
)
from storycontract.verdict.case_verdict import CaseVerdict


@dataclass(frozen=True, slots=True)
class MissingResults:
    """Makes the results that a run left out.

    `reason` says why a case that could have run did not. `told` are the histories of what was cut off and has
    a result all the same. `attach` keeps tables and doc strings.
    """

    document: StoriesDocument
    run_id: str
    reason: str
    contract: AllureContract
    issue_link: str | None
    told: Container[str]
    attach: Attach

    def render(self) -> Iterator[TestResult]:
        """Render a result for every case without an attempt, and for every attempt that was cut off."""
        for story in self.document.stories:
            for criterion in story.criteria:
                for case in criterion.cases:
                    attempts = [attempt for attempt in case.attempts if attempt.run == self.run_id]
                    if not attempts:
                        yield self._not_run(story, criterion, case)
                    for attempt in attempts:
                        # Allure learns of a result at its end, which this attempt never had.
                        if attempt.outcome is Outcome.ABORTED and not self._is_told(case, attempt):
                            yield self._cut_off(story, criterion, case, attempt)

    def render_absent(self, present: Container[str]) -> Iterator[TestResult]:
        """Render a result for every case whose history is not among those that are present."""
        for story in self.document.stories:
            for criterion in story.criteria:
                for case in criterion.cases:
                    variants = {"", *(attempt.variant for attempt in case.attempts)}
                    ids = {self.contract.history_of(case.path, case.line, variant) for variant in variants}
                    if not any(each in present for each in ids):
                        yield self._not_run(story, criterion, case)

    def _is_told(self, case: CaseEntry, attempt: AttemptEntry) -> bool:
        return self.contract.history_of(case.path, case.line, attempt.variant) in self.told

    def _not_run(self, story: StoryEntry, criterion: CriterionEntry, case: CaseEntry) -> TestResult:
        why = _say_manual(case) if case.is_manual else case.problem or self.reason
        # As the case was last run, so that this is part of the same history.
        variant = case.attempts[-1].variant if case.attempts else ""
        result = self._result(story, criterion, case, variant)
        result.status = Status.UNKNOWN
        result.statusDetails = StatusDetails(message=f"Not run: {why}")
        result.start = result.stop = milliseconds(self.document.generated_utc)
        return result

    def _say_why(self, case: CaseEntry) -> str:
        if case.is_manual:
            return "only a person can check this"
        if case.verdict is CaseVerdict.PASSED:
            return f"{self.reason}; it passed in another run"
        return case.problem or self.reason

    def _cut_off(
        self, story: StoryEntry, criterion: CriterionEntry, case: CaseEntry, attempt: AttemptEntry
    ) -> TestResult:
        result = self._result(story, criterion, case, attempt.variant)
        result.status = Status.BROKEN
        result.statusDetails = StatusDetails(message=f"Cut off: {attempt.message or 'it has no end'}")
        result.start = milliseconds(attempt.started_utc)
        result.stop = result.start + round(attempt.duration_ms)
        return result

    def _result(
        self, story: StoryEntry, criterion: CriterionEntry, case: CaseEntry, variant: str
    ) -> TestResult:
        labels = list_labels(
            story_id=story.id,
            feature=self.contract.feature_of(story.path, story.title),
            epic=story.epic,
            owner=story.owner,
            priority=story.priority,
            rule=criterion.rule,
        )
        title = name_story(story.id, story.title, id_is_derived=story.id_is_derived)
        place = locate_case(epic=story.epic, story=title, title=story.title, rule=criterion.rule)
        history = self.contract.history_of(case.path, case.line, variant)
        return TestResult(
            uuid=str(uuid4()),
            name=name_case(case.name, criterion.name, [cell.value for cell in case.example]),
            fullName=f"{case.path}:{case.line}",
            testCaseId=history,
            historyId=history,
            titlePath=place,
            description=render_description(
                story.narrative.text if story.narrative else "", case.path, case.line
            ),
            labels=render_labels([*labels, *list_suites(place)]),
            links=render_link(story.id, self.issue_link),
            parameters=[Parameter(name=cell.column, value=cell.value) for cell in case.example],
            steps=[render_step(step, Status.SKIPPED, self.attach) for step in case.steps],
        )


def milliseconds(utc: str) -> int:
    """Read a moment as Allure counts time."""
    return round(datetime.fromisoformat(utc).timestamp() * 1000)


def _say_manual(case: CaseEntry) -> str:
    return "; ".join(["only a person can check this", *map(say_acceptance, case.acceptances)])
