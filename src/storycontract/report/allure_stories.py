"""Story mode: one Allure result for each story, so that every view of Allure counts stories.

Statuses are passed for done, failed for not working and broken for everything else: Allure leaves `unknown`
and `skipped` out of its rates.
"""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from pathlib import Path
from uuid import uuid4

from allure_commons.logger import AllureFileLogger
from allure_commons.model2 import (
    Attachment,
    Parameter,
    Status,
    StatusDetails,
    TestResult,
    TestStepResult,
)

from storycontract.report.allure_model import (
    history_id,
    list_labels,
    name_case,
    render_labels,
    render_link,
    render_table,
)
from storycontract.report.stories import (
    ArtefactEntry,
    CaseEntry,
    CriterionEntry,
    StoriesDocument,
    StoryEntry,
    WrittenStepEntry,
)
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import StoryVerdict

_MEDIA_TYPES = {
    "screenshot": "image/png",
    "trace": "application/vnd.allure.playwright-trace",
    "log": "text/plain",
}
_FAILED = frozenset({CaseVerdict.FAILED})


def write_story_results(
    document: StoriesDocument, folder: Path, *, reports_folder: Path, issue_link: str | None = None
) -> Path:
    """Write one result a story into `folder`, in place of what was there.

    `reports_folder` is where the artefacts of the evidence are; `issue_link` a pattern with `{id}`.
    """
    writer = _StoryWriter(document, AllureFileLogger(folder, clean=True), reports_folder, issue_link)
    for story in document.stories:
        writer.write(story)
    _write_environment(document, folder)
    return folder


def _write_environment(document: StoriesDocument, folder: Path) -> None:
    run = document.runs[-1] if document.runs else None
    values = {
        "Stories done": f"{document.counts.done} of {document.counts.total}",
        "Product": document.product,
        "Commit": (run.commit or "") if run else "",
        "Last run": (run.started_utc or "") if run else "",
        "Whole run": str(bool(run and run.complete and run.selection and run.selection.is_full)).lower(),
    }
    lines = [f"{key.replace(' ', '_')}={value}" for key, value in values.items() if value]
    (folder / "environment.properties").write_text("\n".join(lines) + "\n", encoding="utf-8")


class _StoryWriter:
    def __init__(
        self, document: StoriesDocument, logger: AllureFileLogger, reports: Path, issue_link: str | None
    ) -> None:
        self._document = document
        self._logger = logger
        self._reports = reports
        self._issue_link = issue_link

    def write(self, story: StoryEntry) -> None:
        identity = (story.id, story.path, str(story.line)) if story.id_is_derived else (story.id,)
        moment = _milliseconds(self._document.generated_utc)
        result = TestResult(
            uuid=str(uuid4()),
            name=f"{story.id} {story.title}" if not story.id_is_derived else story.title,
            fullName=f"{story.path}#{story.id}",
            testCaseId=history_id("story", *identity),
            historyId=history_id("story", *identity),
            titlePath=[story.path],
            status=_story_status(story.verdict),
            statusDetails=StatusDetails(message=_message(story)),
            description=_description(story),
            labels=render_labels(
                [
                    *list_labels(
                        story_id=story.id,
                        feature=story.title,
                        epic=story.epic,
                        owner=story.owner,
                        priority=story.priority,
                    ),
                    ("verdict", story.verdict_label),
                    ("layer", "story"),
                ]
            ),
            links=render_link(story.id, self._issue_link),
            steps=list(self._criterion_steps(story)),
            start=moment,
            stop=moment + round(sum(case.duration_ms or 0 for each in story.criteria for case in each.cases)),
        )
        self._logger.report_result(result)

    def _criterion_steps(self, story: StoryEntry) -> Iterable[TestStepResult]:
        for rule, criteria in groupby(story.criteria, key=lambda criterion: criterion.rule):
            steps = [self._case_step(criterion, case) for criterion in criteria for case in criterion.cases]
            if rule is None or rule == story.title:
                yield from steps
            else:
                yield TestStepResult(name=f"Rule: {rule}", status=_worst(steps), steps=steps)

    def _case_step(self, criterion: CriterionEntry, case: CaseEntry) -> TestStepResult:
        artefacts = [artefact for attempt in case.attempts[-1:] for artefact in attempt.artefacts]
        name = name_case(case.name, criterion.name, [cell.value for cell in case.example])
        return TestStepResult(
            name=name if criterion.id_is_derived else f"{criterion.id} {name}",
            status=_case_status(case.verdict),
            statusDetails=StatusDetails(message=_case_message(case)),
            parameters=[Parameter(name=cell.column, value=cell.value) for cell in case.example],
            steps=[self._gherkin_step(case, step) for step in case.steps],
            attachments=[attached for each in artefacts if (attached := self._attach(each)) is not None],
        )

    def _gherkin_step(self, case: CaseEntry, step: WrittenStepEntry) -> TestStepResult:
        attachments = []
        if step.table is not None:
            attachments.append(self._attach_text("table", "text/csv", "csv", render_table(step.table)))
        if step.doc_string is not None:
            attachments.append(self._attach_text("text", "text/plain", "txt", step.doc_string))
        status = _step_status(case, step)
        is_failing = case.failing_step is not None and case.failing_step.line == step.line
        return TestStepResult(
            name=f"{step.keyword} {step.text}",
            status=status,
            statusDetails=StatusDetails(message=case.failing_step.message)
            if is_failing and case.failing_step
            else None,
            attachments=attachments,
        )

    def _attach_text(self, name: str, media_type: str, suffix: str, text: str) -> Attachment:
        source = f"{uuid4()}-attachment.{suffix}"
        self._logger.report_attached_data(text, source)
        return Attachment(name=name, source=source, type=media_type)

    def _attach(self, artefact: ArtefactEntry) -> Attachment | None:
        file = self._reports / artefact.path
        if not file.is_file():
            return None
        source = f"{uuid4()}-attachment{file.suffix}"
        self._logger.report_attached_file(file, source)
        return Attachment(name=artefact.name, source=source, type=_MEDIA_TYPES.get(artefact.kind))


def _story_status(verdict: StoryVerdict) -> str:
    match verdict:
        case StoryVerdict.DONE:
            return str(Status.PASSED)
        case StoryVerdict.FAILING:
            return str(Status.FAILED)
        case StoryVerdict.UNPROVEN | StoryVerdict.UNSTARTED | StoryVerdict.UNSPECIFIED:
            return str(Status.BROKEN)


def _case_status(verdict: CaseVerdict) -> str:
    if verdict is CaseVerdict.PASSED:
        return str(Status.PASSED)
    return str(Status.FAILED if verdict in _FAILED else Status.BROKEN)


def _step_status(case: CaseEntry, step: WrittenStepEntry) -> str:
    if case.verdict is CaseVerdict.PASSED:
        return str(Status.PASSED)
    failing = case.failing_step
    if failing is None or step.line > failing.line:
        return str(Status.SKIPPED)
    if step.line < failing.line:
        return str(Status.PASSED)
    return str(Status.FAILED if case.verdict in _FAILED else Status.BROKEN)


def _worst(steps: Iterable[TestStepResult]) -> str:
    order = [Status.PASSED, Status.BROKEN, Status.FAILED]
    return str(max((step.status for step in steps), key=order.index, default=Status.BROKEN))


def _message(story: StoryEntry) -> str:
    sentences = "; ".join(reason.sentence for reason in story.reasons)
    return f"{story.verdict_label}: {sentences}" if sentences else story.verdict_label


def _case_message(case: CaseEntry) -> str:
    if case.verdict is CaseVerdict.PASSED:
        return "passed"
    detail = case.problem or case.message
    return (
        f"{case.verdict.value.replace('-', ' ')}: {detail}"
        if detail
        else case.verdict.value.replace("-", " ")
    )


def _description(story: StoryEntry) -> str:
    narrative = story.narrative.text if story.narrative else ""
    return f"{narrative}\n\n{story.path}:{story.line}".strip()


def _milliseconds(utc: str) -> int:
    return round(datetime.fromisoformat(utc).timestamp() * 1000)
