"""Judgements to the entries of stories.json."""

from collections.abc import Iterable

from storycontract.contract.location import Location
from storycontract.contract.step import Step
from storycontract.contract.story import Metadata
from storycontract.evidence.record import Artefact, StepRecord
from storycontract.lint.finding import Finding
from storycontract.report.history_entry import StoryHistory, describe_changes, describe_moment
from storycontract.report.sidecar_entry import describe_acceptance, describe_waiver
from storycontract.report.stories import (
    ArtefactEntry,
    AttemptEntry,
    CaseEntry,
    CriterionEntry,
    EnvironmentEntry,
    ExampleEntry,
    NarrativeEntry,
    ReasonEntry,
    SilencedEntry,
    StaleEntry,
    StepEntry,
    StoryEntry,
    WrittenStepEntry,
)
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import (
    CaseJudgement,
    Cell,
    CriterionJudgement,
    Reason,
    StoryJudgement,
    Witness,
)

_NO_HISTORY = StoryHistory()


def describe_story(
    judged: StoryJudgement, silenced: Iterable[Finding] = (), history: StoryHistory = _NO_HISTORY
) -> StoryEntry:
    """Describe one story; `silenced` are the findings that its author silenced."""
    story = judged.story
    past = history.past
    metadata = story.metadata if story else Metadata()
    return StoryEntry(
        id=judged.id,
        id_is_derived=story.id_is_derived if story else True,
        title=judged.title,
        verdict=judged.verdict,
        verdict_label=judged.verdict.label,
        reasons=tuple(map(_describe_reason, judged.reasons)),
        flags=judged.flags,
        path=judged.location.path,
        line=judged.location.line,
        language=story.language if story else None,
        epic=metadata.epic,
        objective=metadata.objective,
        owner=metadata.owner,
        priority=metadata.priority,
        release=metadata.release,
        sprint=metadata.sprint,
        depends=metadata.depends,
        was=metadata.was,
        tags=story.tags if story else (),
        stray_tags=tuple(dict.fromkeys(tag.name for tag in story.stray_tags)) if story else (),
        is_draft=story.is_draft if story else False,
        narrative=_describe_narrative(judged),
        fingerprint=story.fingerprint if story else None,
        silenced=tuple(map(_describe_silenced, silenced)),
        done_since=describe_moment(past.done_since) if past else None,
        last_done=describe_moment(past.last_done) if past else None,
        broke_in=describe_moment(past.broke_in) if past else None,
        changes=describe_changes(story, history.contract) if story else (),
        history=history.strip,
        first_ready=describe_moment(past.first_ready) if past else None,
        first_done=describe_moment(past.first_done) if past else None,
        states_seen=past.states_seen if past else 0,
        states_flaky=past.states_flaky if past else 0,
        waivers=tuple(map(describe_waiver, judged.waivers)),
        criteria=tuple(map(_describe_criterion, judged.criteria)),
    )


def _describe_reason(reason: Reason) -> ReasonEntry:
    return ReasonEntry(
        code=reason.code,
        count=reason.count,
        sentence=reason.sentence,
        path=reason.location.path,
        line=reason.location.line,
        command=reason.command,
    )


def _describe_narrative(judged: StoryJudgement) -> NarrativeEntry | None:
    if judged.story is None:
        return None
    narrative = judged.story.narrative
    return NarrativeEntry(
        role=narrative.role, want=narrative.want, benefit=narrative.benefit, text=narrative.text
    )


def _describe_silenced(finding: Finding) -> SilencedEntry:
    return SilencedEntry(
        rule=finding.rule,
        message=finding.message,
        reason=finding.suppressed_because or "",
        path=finding.location.path,
        line=finding.location.line,
    )


def _describe_criterion(judged: CriterionJudgement) -> CriterionEntry:
    criterion = judged.criterion
    return CriterionEntry(
        id=criterion.id,
        id_is_derived=criterion.id_is_derived,
        name=criterion.name,
        rule=criterion.rule,
        verdict=judged.verdict,
        fingerprint=criterion.fingerprint,
        path=criterion.location.path,
        line=criterion.location.line,
        is_draft=criterion.is_draft,
        cases=tuple(map(_describe_case, judged.cases)),
    )


def _describe_case(judged: CaseJudgement) -> CaseEntry:
    case = judged.case
    witnesses = [seen for cell in judged.cells for seen in cell.witnesses]
    decisive = judged.worst_cell.decisive if judged.worst_cell else None
    explains = decisive is not None and judged.verdict not in {CaseVerdict.PASSED, CaseVerdict.STALE}
    step = decisive.failing_step if decisive is not None and explains else None
    return CaseEntry(
        name=case.name,
        fingerprint=case.fingerprint,
        verdict=judged.verdict,
        is_manual=case.is_manual,
        path=case.location.path,
        line=case.location.line,
        example=tuple(ExampleEntry(column=column, value=value) for column, value in case.example),
        steps=tuple(map(_describe_written_step, case.steps)),
        environments=tuple(map(_describe_cell, judged.cells)),
        acceptances=tuple(describe_acceptance(one) for cell in judged.cells for one in cell.acceptances),
        attempts=tuple(_describe_attempt(seen, case.location) for seen in witnesses),
        failing_step=_describe_step(step, case.location) if step is not None else None,
        message=decisive.attempt.message if decisive is not None and explains else None,
        problem=judged.problem,
        duration_ms=witnesses[-1].attempt.duration_ms if witnesses else None,
    )


def _describe_written_step(step: Step) -> WrittenStepEntry:
    return WrittenStepEntry(
        keyword=step.keyword,
        text=step.text,
        line=step.location.line,
        table=step.data_table.rows if step.data_table else None,
        doc_string=step.doc_string.content if step.doc_string else None,
        kind=step.kind,
    )


def _describe_cell(cell: Cell) -> EnvironmentEntry:
    stale = cell.staleness
    return EnvironmentEntry(
        environment=cell.environment,
        verdict=cell.verdict,
        stale=StaleEntry(changed=stale.changed, cause=stale.cause, advice=stale.advice) if stale else None,
        damaged_runs=cell.damaged_runs,
    )


def _describe_attempt(seen: Witness, at: Location) -> AttemptEntry:
    attempt = seen.attempt
    return AttemptEntry(
        run=seen.run_id,
        environment=seen.environment,
        node_id=attempt.node_id,
        variant=attempt.variant,
        attempt=attempt.attempt,
        outcome=attempt.outcome,
        counts=seen.observation.counts,
        started_utc=attempt.started_utc,
        duration_ms=attempt.duration_ms,
        message=attempt.message,
        steps=tuple(_describe_step(step, at) for step in attempt.steps),
        artefacts=tuple(map(_describe_artefact, attempt.artefacts)),
        left_out=attempt.left_out,
    )


def _describe_step(step: StepRecord, at: Location) -> StepEntry:
    return StepEntry(
        keyword=step.keyword,
        text=step.text,
        path=at.path,
        line=step.at_line,
        outcome=step.outcome,
        duration_ms=step.duration_ms,
        message=step.message,
        function=step.function,
    )


def _describe_artefact(artefact: Artefact) -> ArtefactEntry:
    return ArtefactEntry(
        kind=artefact.kind,
        name=artefact.name,
        path=artefact.path,
        sha256=artefact.sha256,
        size_bytes=artefact.size_bytes,
    )
