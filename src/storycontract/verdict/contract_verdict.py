"""The whole contract judged: every story of the configured tree, whatever a run was asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from storycontract.contract.case import Case
from storycontract.contract.contract import Contract
from storycontract.contract.story import Story
from storycontract.lint.finding import Finding
from storycontract.verdict.case_verdict import CaseVerdict, judge_case
from storycontract.verdict.evidence_index import CaseKey, EvidenceIndex
from storycontract.verdict.flagging import WhenDone, flag_stories
from storycontract.verdict.judgement import (
    CaseJudgement,
    Cell,
    CriterionJudgement,
    Staleness,
    StoryJudgement,
    Witness,
)
from storycontract.verdict.manual_evidence import ManualEvidence
from storycontract.verdict.story_verdict import judge_story, judge_unreadable_file


@dataclass(frozen=True, slots=True)
class Ground:
    """What verdicts rest on besides the contract.

    `environments` are required of a case that names none; `staleness` says by run id why old evidence is old,
    for the runs where that is known. `manual` is what people say of the cases that no run can speak for,
    `when_done` and `done_at_base` what stories were like before (see `flag_stories`).
    """

    evidence: EvidenceIndex
    environments: tuple[str, ...]
    staleness: Mapping[str, Staleness] = field(default_factory=dict)
    manual: ManualEvidence = field(default_factory=ManualEvidence)
    when_done: Mapping[str, WhenDone] = field(default_factory=dict)
    done_at_base: Mapping[str, WhenDone] = field(default_factory=dict)


def judge_contract(
    contract: Contract, findings: Iterable[Finding], ground: Ground
) -> tuple[StoryJudgement, ...]:
    """Judge every story and every file that holds none because it cannot be read, by path and line.

    `findings` are those of the `ready` profile.
    """
    by_story: dict[str, list[Finding]] = {}
    for finding in findings:
        for story_id in finding.story_ids:
            by_story.setdefault(story_id, []).append(finding)
    judged = [
        judge_story(
            story,
            _judge_criteria(story, ground),
            by_story.get(story.id, ()),
            was_tried=ground.evidence.was_story_tried(story.id) or ground.manual.was_story_tried(story.id),
        )
        for story in contract.stories
    ]
    judged += [judge_unreadable_file(file) for file in contract.unreadable_files]
    in_order = sorted(judged, key=lambda story: (story.location, story.id))
    return flag_stories(in_order, ground.when_done, ground.done_at_base)


def list_stale_runs(judged: Iterable[StoryJudgement]) -> frozenset[str]:
    """List the runs that stale cases were last seen in."""
    cells = (cell for story in judged for case in story.cases for cell in case.cells)
    stale = (cell for cell in cells if cell.verdict is CaseVerdict.STALE)
    return frozenset(cell.decisive.run_id for cell in stale if cell.decisive is not None)


def _judge_criteria(story: Story, ground: Ground) -> tuple[CriterionJudgement, ...]:
    return tuple(
        CriterionJudgement(criterion, tuple(_judge_case(story.id, case, ground) for case in criterion.cases))
        for criterion in story.criteria
    )


def _judge_case(story_id: str, case: Case, ground: Ground) -> CaseJudgement:
    required = tuple(dict.fromkeys(case.environments or ground.environments))
    key = CaseKey(story_id, case.fingerprint)
    if case.is_manual:
        return CaseJudgement(
            case, tuple(ground.manual.judge_cell(key, environment) for environment in required)
        )
    binding = ground.evidence.find_binding(key)
    return CaseJudgement(
        case,
        tuple(_judge_cell(key, environment, ground) for environment in required),
        is_bound=binding.is_bound,
        problem=binding.problem,
    )


def _judge_cell(key: CaseKey, environment: str, ground: Ground) -> Cell:
    verdict = judge_case(ground.evidence.find_evidence(key, environment))
    witnesses = ground.evidence.find_witnesses(key, environment)
    cell = Cell(
        environment,
        verdict,
        _select_witnesses(verdict, witnesses),
        ground.evidence.find_damaged_runs(key),
    )
    if verdict is not CaseVerdict.STALE or cell.decisive is None:
        return cell
    return replace(cell, staleness=ground.staleness.get(cell.decisive.run_id, Staleness()))


def _select_witnesses(verdict: CaseVerdict, witnesses: tuple[Witness, ...]) -> tuple[Witness, ...]:
    fresh = tuple(seen for seen in witnesses if seen.observation.counts)
    if fresh or verdict is not CaseVerdict.STALE:
        return fresh
    # Of what is old only the newest run is worth telling.
    return tuple(seen for seen in witnesses if seen.run_id == witnesses[-1].run_id)
