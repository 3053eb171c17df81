"""Reasons: why a story is not done, each with its count, in a sentence for those who own the product."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storycontract.contract.location import Location
from storycontract.contract.problem import Problem
from storycontract.contract.story import Story
from storycontract.evidence.record import Outcome
from storycontract.evidence.withdrawal_file import FILE_NAME as WITHDRAWALS
from storycontract.lint.finding import Finding
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import RUN_AGAIN, CaseJudgement, Cell, Reason, Witness
from storycontract.verdict.wording import CHANGED_SINCE, count_of, count_scenarios, join_words, name_some

NO_SCENARIO = "no-scenario"
NO_CASE = "no-case"
DRAFT = "draft"
MANUAL = "not-checked-by-hand"
MANUAL_STALE = "checked-by-hand-before"
MANUAL_FAILED = "found-broken-by-hand"


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What is said of one scenario, and of several."""

    one: str
    many: str

    def for_count(self, count: int) -> str:
        return self.one if count == 1 else self.many


_SHARES = {
    CaseVerdict.FAILED: _Phrase("fails", "fail"),
    CaseVerdict.FLAKY: _Phrase("passes only sometimes", "pass only sometimes"),
}

_COUNTS = {
    CaseVerdict.UNREADABLE: _Phrase("has evidence that cannot be read", "have evidence that cannot be read"),
    CaseVerdict.KNOWN_FAILING: _Phrase("is known not to work", "are known not to work"),
    CaseVerdict.UNDEFINED: _Phrase("needs a step written", "need steps written"),
    CaseVerdict.SKIPPED: _Phrase("is switched off", "are switched off"),
    CaseVerdict.FIXED_UNNOTICED: _Phrase(
        "works but is marked as expected to fail", "work but are marked as expected to fail"
    ),
    CaseVerdict.ABORTED: _Phrase("was cut off before its end", "were cut off before their end"),
    CaseVerdict.NOT_RUN: _Phrase("has not been run", "have not been run"),
    CaseVerdict.HOLLOW: _Phrase("passes without checking anything", "pass without checking anything"),
}

_MANUAL = _Phrase("waits for a person to check it", "wait for a person to check them")
_MANUAL_FAILED = _Phrase("was found broken", "were found broken")
_MANUAL_STALE = _Phrase(
    "was checked by a person, but no longer counts", "were checked by a person, but no longer count"
)

_WITHDRAW = 'storycontract withdraw {run} --reason "…"'

_Trouble = tuple[CaseJudgement, tuple[Cell, ...]]


def explain_specification(story: Story, findings: Iterable[Finding]) -> tuple[Reason, ...]:
    """Say what keeps a story from being specified; nothing where it is.

    `findings` are those of the `ready` profile for this story; one that its author silenced, as far as that
    is allowed, does not count.
    """
    problems = {(problem.name, problem.location) for problem in story.id_problems}
    counted = [found for found in findings if not found.is_suppressed]
    found = _explain_findings(found for found in counted if (found.rule, found.location) not in problems)
    places = {finding.location for finding in counted}
    structure = tuple(reason for reason in _explain_structure(story) if reason.location not in places)
    return (*_explain_problems(story.id_problems), *_explain_drafts(story), *found, *structure)


def explain_cases(cases: Sequence[CaseJudgement]) -> tuple[Reason, ...]:
    """Say what keeps the cases of a story from having all passed, worst first; nothing where they have."""
    names_environments = len({cell.environment for case in cases for cell in case.cells}) > 1
    reasons: list[Reason] = []
    for verdict in CaseVerdict:
        if verdict is CaseVerdict.PASSED:
            continue
        troubles = _troubles(cases, verdict)
        automatic = [trouble for trouble in troubles if not trouble[0].case.is_manual]
        manual = [trouble for trouble in troubles if trouble[0].case.is_manual]
        if automatic:
            suffix = _name_environments(automatic) if names_environments else ""
            reasons.append(_explain_verdict(verdict, automatic, len(cases), suffix))
        if manual:
            reasons.append(_explain_manual(verdict, manual))
    return tuple(reasons)


def explain_unreadable_file(problems: Sequence[Problem]) -> tuple[Reason, ...]:
    """Say why a file is no story."""
    return _explain_problems(problems)


def locate_trouble(judged: CaseJudgement, cell: Cell) -> Location:
    """Find the place to look at: the failing step where one is known, else the case."""
    witness = cell.decisive
    step = witness.failing_step if witness is not None else None
    return judged.case.location if step is None else Location(judged.case.location.path, step.at_line)


def _troubles(cases: Sequence[CaseJudgement], verdict: CaseVerdict) -> list[_Trouble]:
    pairs = [(case, tuple(cell for cell in case.cells if cell.verdict is verdict)) for case in cases]
    return [(case, cells) for case, cells in pairs if cells]


def _name_environments(troubles: Sequence[_Trouble]) -> str:
    return f" in {join_words(sorted({cell.environment for _, cells in troubles for cell in cells}))}"


def _explain_verdict(verdict: CaseVerdict, troubles: Sequence[_Trouble], total: int, suffix: str) -> Reason:
    count = len(troubles)
    if verdict is CaseVerdict.STALE:
        sentence = _say_stale([cell for _, cells in troubles for cell in cells], count, suffix)
    elif verdict is CaseVerdict.ERROR:
        sentence = _say_error([cell for _, cells in troubles for cell in cells], count, suffix)
    elif verdict in _SHARES:
        sentence = f"{count_of(count, total)} {_SHARES[verdict].for_count(count)}{suffix}"
    elif verdict is CaseVerdict.NOT_RUN and count == total > 1:
        sentence = f"none of its {total} scenarios has been run{suffix}"
    else:
        sentence = f"{count_scenarios(count)} {_COUNTS[verdict].for_count(count)}{suffix}"
    case, cells = troubles[0]
    return Reason(verdict.value, count, sentence, locate_trouble(case, cells[0]), _command_for(cells[0]))


def _explain_manual(verdict: CaseVerdict, troubles: Sequence[_Trouble]) -> Reason:
    count = len(troubles)
    cells = [cell for _, cells in troubles for cell in cells]
    match verdict:
        case CaseVerdict.FAILED:
            code, said = MANUAL_FAILED, f"{_MANUAL_FAILED.for_count(count)}{_name_people(cells)}"
        case CaseVerdict.STALE:
            causes = sorted(
                {cell.staleness.cause for cell in cells if cell.staleness and cell.staleness.cause}
            )
            code, said = MANUAL_STALE, f"{_MANUAL_STALE.for_count(count)}: {name_some(causes)}"
        case _:
            code, said = MANUAL, _MANUAL.for_count(count)
    return Reason(code, count, f"{count_scenarios(count)} {said}", troubles[0][0].case.location)


def _name_people(cells: Iterable[Cell]) -> str:
    counting = (one.acceptance for cell in cells for one in cell.acceptances if one.why_not is None)
    return f" by {name_some(sorted({acceptance.by for acceptance in counting}))}"


def _say_error(cells: Sequence[Cell], count: int, suffix: str) -> str:
    messages = [cell.decisive.attempt.message for cell in cells if cell.decisive is not None]
    causes = dict.fromkeys(message.splitlines()[0] for message in messages if message)
    subject = f"{count_scenarios(count)} could not be tried{suffix}"
    if not causes:
        return f"{subject}: {'its' if count == 1 else 'their'} set-up failed"
    more = f" (and {len(causes) - 1} more)" if len(causes) > 1 else ""
    return f"{subject}: {next(iter(causes))}{more}"


def _say_stale(cells: Sequence[Cell], count: int, suffix: str) -> str:
    known = "shown to work" if all(map(_last_passed, cells)) else "run"
    subject = f"{count_scenarios(count)} {'was' if count == 1 else 'were'} last {known}"
    causes = [cell.staleness for cell in cells if cell.staleness is not None]
    # The longest says most: it is the one that asks for more than another run.
    advice = max((cause.advice for cause in causes), key=len, default=RUN_AGAIN)
    changed = name_some(sorted({path for cause in causes for path in cause.changed}))
    others = sorted({cause.cause for cause in causes if cause.cause is not None})
    if others:
        return f"{subject}{suffix}, but {name_some(others)}{changed and f': {changed}'} — {advice}"
    return f"{subject} on older code{suffix}{changed and f'{CHANGED_SINCE}{changed}'} — {advice}"


def _last_passed(cell: Cell) -> bool:
    return cell.decisive is not None and cell.decisive.attempt.outcome is Outcome.PASSED


def _command_for(cell: Cell) -> str | None:
    match cell.verdict, cell.decisive:
        case CaseVerdict.FLAKY, Witness(run_id=run):
            return _WITHDRAW.format(run=run)
        case CaseVerdict.UNREADABLE, _ if cell.damaged_runs and cell.damaged_runs[0] != WITHDRAWALS:
            return _WITHDRAW.format(run=cell.damaged_runs[0])
        case _:
            return None


def _explain_problems(problems: Iterable[Problem]) -> tuple[Reason, ...]:
    return tuple(Reason(problem.name, 1, problem.detail, problem.location) for problem in problems)


def _explain_findings(findings: Iterable[Finding]) -> tuple[Reason, ...]:
    by_rule: dict[str, list[Finding]] = {}
    for finding in sorted(findings, key=lambda found: found.location):
        by_rule.setdefault(finding.rule, []).append(finding)
    return tuple(_explain_rule(rule, found) for rule, found in by_rule.items())


def _explain_rule(rule: str, findings: Sequence[Finding]) -> Reason:
    more = "" if len(findings) == 1 else f" (in {len(findings)} places)"
    return Reason(rule, len(findings), f"{findings[0].message}{more}", findings[0].location)


def _explain_drafts(story: Story) -> tuple[Reason, ...]:
    if story.is_draft:
        return (Reason(DRAFT, 1, "its author marks it as a draft", story.location),)
    drafts = [
        criterion.location
        for criterion in story.criteria
        if criterion.is_draft or any(case.is_draft for case in criterion.cases)
    ]
    if not drafts:
        return ()
    verb = "is marked as a draft" if len(drafts) == 1 else "are marked as drafts"
    return (Reason(DRAFT, len(drafts), f"{count_scenarios(len(drafts))} {verb}", drafts[0]),)


def _explain_structure(story: Story) -> tuple[Reason, ...]:
    if not story.criteria:
        return (Reason(NO_SCENARIO, 1, "it has no scenario yet", story.location),)
    return tuple(
        Reason(NO_CASE, 1, f"`{criterion.name}` has no steps or no examples to run", criterion.location)
        for criterion in story.criteria
        if not criterion.cases
    )
