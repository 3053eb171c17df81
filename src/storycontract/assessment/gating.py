"""The gate: whether what is asked for holds, judged from the document alone (DESIGN section 10)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from storycontract.assessment.comparing import BASE_IS_TODAY
from storycontract.assessment.gate_policy import BASE_OPTION, GatePolicy, Requirement
from storycontract.errors import CannotDecideError
from storycontract.report.gate_answer import (
    CANNOT_DECIDE,
    DOES_NOT_HOLD,
    HOLDS,
    GateAnswer,
    GateReason,
    PolicyEntry,
)
from storycontract.report.run_note import find_last_run
from storycontract.report.stories import (
    ComparisonEntry,
    CriterionEntry,
    MoveEntry,
    StoriesDocument,
    StoryEntry,
    WaiverEntry,
)
from storycontract.verdict.judgement import StoryVerdict
from storycontract.verdict.waiver import covers_all
from storycontract.verdict.wording import name_some

GONE = "Gone"

# Remarks of these kinds say that a part of the evidence is not there.
_LACKING = "shard-"
_NO_LOSS = "shard-double"


def judge_gate(document: StoriesDocument, policy: GatePolicy) -> GateAnswer:
    """Judge whether what a policy asks for holds; whatever is not shown to hold does not."""
    if policy.requirement is Requirement.BASELINE:
        return _judge_baseline(document, policy)
    selected = tuple(story for story in document.stories if policy.selects(story))
    reasons = tuple(
        _explain(story, doubt=policy.explain_doubt(story))
        for story in selected
        if story.verdict is not StoryVerdict.DONE
    )
    return _answer(document, policy, selected, reasons, required=len(selected))


def compare_if_known(take: Callable[..., StoriesDocument], base: str | None) -> StoriesDocument:
    """Take stock against a base; without it where nothing is known of it, which the gate then says.

    Raises:
        StorycontractError: what `take` raises for any other reason.
    """
    try:
        return take(base=base)
    except CannotDecideError as error:
        if base is None or error.where != BASE_OPTION:
            raise
        return take()


def is_allowed(story: StoryEntry) -> bool:
    """Tell whether waivers in force cover everything that keeps a specified story from done."""
    if story.verdict in {StoryVerdict.DONE, StoryVerdict.UNSPECIFIED} or not story.criteria:
        return False
    return all(_is_covered(criterion, story.waivers) for criterion in story.criteria)


def find_comparison(document: StoriesDocument, policy: GatePolicy) -> ComparisonEntry | None:
    """Find the comparison that a policy asks for; None where the document compares with something else."""
    # A base of which nothing is known was left out, and the document compares with the run before.
    is_meant = document.comparison is not None and document.comparison.base.name == policy.base
    return document.comparison if is_meant else None


def _judge_baseline(document: StoriesDocument, policy: GatePolicy) -> GateAnswer:
    comparison = find_comparison(document, policy)
    if comparison is None:
        return _answer(document, policy, (), (), required=0)
    by_id = {story.id: story for story in document.stories}
    lost = [(move, by_id.get(move.id)) for move in comparison.lost]
    since = f"was done on {comparison.base.name}"
    reasons = [
        _explain(story, since)
        if story is not None
        else _explain_gone(move, f"{since}, and is not there any more")
        for move, story in lost
    ]
    reasons += [_explain_gone(move, f"{since}, and is gone without `@was`") for move in comparison.vanished]
    gained = {move.id for move in comparison.gained}
    kept = tuple(
        story for story in document.stories if story.verdict is StoryVerdict.DONE and story.id not in gained
    )
    held = (*kept, *(story for _, story in lost if story is not None))
    return _answer(document, policy, held, tuple(reasons), required=len(kept) + len(reasons))


def _answer(
    document: StoriesDocument,
    policy: GatePolicy,
    selected: Sequence[StoryEntry],
    reasons: Sequence[GateReason],
    *,
    required: int,
) -> GateAnswer:
    ordered = sorted(reasons, key=lambda reason: (reason.allowed, _rank(reason.verdict)))
    objections = tuple(_object(selected, policy))
    lacking = tuple(dict.fromkeys(_find_lacking(document, policy, selected)))
    is_shut = bool(objections) or any(not reason.allowed for reason in ordered)
    exit_code: Literal[0, 1, 3] = DOES_NOT_HOLD if is_shut else CANNOT_DECIDE if lacking else HOLDS
    allowed = sum(reason.allowed for reason in ordered)
    comparison = find_comparison(document, policy)
    answer = GateAnswer(
        exit_code=exit_code,
        sentence="",
        policy=PolicyEntry(
            require=policy.text,
            base=comparison.base.name if comparison else policy.base,
            max_waivers=policy.max_waivers,
        ),
        required=required,
        done=required - len(ordered),
        allowed=allowed,
        reasons=tuple(ordered),
        objections=objections,
        lacking=lacking,
    )
    return answer.model_copy(update={"sentence": _say(answer) + _say_vacuous(document, policy, exit_code)})


def _explain(story: StoryEntry, since: str | None = None, doubt: str | None = None) -> GateReason:
    allowed = is_allowed(story)
    sentences = [reason.sentence for reason in story.reasons]
    if since is not None:
        sentences.insert(0, since)
    if story.waivers and not allowed:
        sentences.append(
            "a waiver cannot make up for what is not specified"
            if story.verdict is StoryVerdict.UNSPECIFIED
            else "its waivers do not cover all of that"
        )
    if doubt is not None:
        sentences.append(doubt)
    first = story.reasons[0] if story.reasons else None
    return GateReason(
        story=story.id,
        title=story.title,
        verdict=story.verdict,
        verdict_label=story.verdict_label,
        allowed=allowed,
        sentences=tuple(sentences),
        waivers=story.waivers,
        path=first.path if first else story.path,
        line=first.line if first else story.line,
    )


def _explain_gone(move: MoveEntry, sentence: str) -> GateReason:
    return GateReason(
        story=move.id,
        title=move.title,
        verdict=None,
        verdict_label=GONE,
        allowed=False,
        sentences=(sentence,),
        waivers=(),
        path=None,
        line=None,
    )


def _is_covered(criterion: CriterionEntry, waivers: Iterable[WaiverEntry]) -> bool:
    waived = {
        verdict for waiver in waivers if waiver.criterion == criterion.id for verdict in waiver.verdicts
    }
    verdicts = [case.verdict for case in criterion.cases]
    verdicts += [cell.verdict for case in criterion.cases for cell in case.environments]
    return bool(verdicts) and covers_all(verdicts, waived)


def _object(selected: Iterable[StoryEntry], policy: GatePolicy) -> Iterator[str]:
    count = sum(len(story.waivers) for story in selected)
    if policy.max_waivers is not None and count > policy.max_waivers:
        waivers = "1 waiver is" if count == 1 else f"{count} waivers are"
        yield f"{waivers} in force, and {policy.max_waivers} may be"


def _find_lacking(
    document: StoriesDocument, policy: GatePolicy, selected: Sequence[StoryEntry]
) -> Iterator[str]:
    yield from _find_empty(document, policy, selected)
    yield from _find_unreadable(document, policy, selected)
    names = {story.id for story in selected}
    for remark in document.remarks:
        is_loss = remark.code.startswith(_LACKING) and remark.code != _NO_LOSS
        if is_loss and (not remark.stories or not names.isdisjoint(remark.stories)):
            yield remark.sentence
    if any(story.verdict is not StoryVerdict.DONE for story in selected):
        yield from _find_missing_runs(document)


def _find_empty(
    document: StoriesDocument, policy: GatePolicy, selected: Sequence[StoryEntry]
) -> Iterator[str]:
    if not document.stories:
        yield "there is no story"
    elif policy.requirement is Requirement.BASELINE:
        comparison = find_comparison(document, policy)
        if comparison is None:
            yield f"nothing was recorded on `{policy.base}`, so nobody can tell what was done there"
        elif not comparison.base.is_full:
            yield f"no full run was recorded on `{policy.base}`, so nobody can tell all that was done there"
    elif not selected:
        yield f"no story is {_say_selection(policy)}"


def _find_unreadable(
    document: StoriesDocument, policy: GatePolicy, selected: Sequence[StoryEntry]
) -> Iterator[str]:
    if policy.requirement in {Requirement.MUST, Requirement.EXPRESSION}:
        places = [story.path for story in document.stories if story.fingerprint is None]
        if places:
            yield f"{name_some(places)} cannot be read, and may hold a story that is asked for"
    damaged = {
        name
        for story in selected
        for criterion in story.criteria
        for case in criterion.cases
        for cell in case.environments
        for name in cell.damaged_runs
    }
    if damaged:
        yield f"evidence cannot be read: {name_some(sorted(damaged))}"


def _find_missing_runs(document: StoriesDocument) -> Iterator[str]:
    """Find what makes it impossible to tell a story that is waived from one that nobody looked at."""
    last = find_last_run(document)
    if last is not None and not last.complete:
        yield f"the last run is incomplete: {last.why_incomplete}"
    elif last is None and not any(_was_accepted(story) for story in document.stories):
        yield "there is no evidence: nothing was ever run"


def _was_accepted(story: StoryEntry) -> bool:
    return any(
        one.counts for criterion in story.criteria for case in criterion.cases for one in case.acceptances
    )


def _rank(verdict: StoryVerdict | None) -> int:
    return -1 if verdict is None else list(StoryVerdict).index(verdict)


def _say(answer: GateAnswer) -> str:
    shut = len(answer.reasons) - answer.allowed
    done, undone = ("done", "not done") if answer.policy.base is None else ("still done", "not done any more")
    allowed = f", {answer.allowed} {_agree(answer.allowed)} allowed by waiver" if answer.allowed else ""
    match answer.exit_code:
        case 0 if not answer.required:
            return f"holds: no story was done on {answer.policy.base}"
        case 0:
            return f"holds: {_say_share(answer, answer.done)} {done}{allowed}"
        case 1 if shut:
            return f"does not hold: {_say_share(answer, shut)} {undone}{allowed}"
        case 1:
            return f"does not hold: {answer.objections[0]}"
        case _:
            return f"cannot be decided: {answer.lacking[0]}"


def _say_vacuous(document: StoriesDocument, policy: GatePolicy, exit_code: int) -> str:
    """Say where nothing could have kept a baseline from holding."""
    if exit_code != HOLDS or policy.requirement is not Requirement.BASELINE:
        return ""
    remarks = [remark.sentence for remark in document.remarks if remark.code == BASE_IS_TODAY]
    return "".join(f"; {sentence}" for sentence in remarks)


def _say_share(answer: GateAnswer, count: int) -> str:
    stories = "story" if answer.required == 1 else "stories"
    meant = f"required {stories}" if answer.policy.base is None else f"{stories} done on {answer.policy.base}"
    verb = "is" if 1 in {count, answer.required} else "are"
    return f"{count} of {answer.required} {meant} {verb}"


def _agree(count: int) -> str:
    return "is" if count == 1 else "are"


def _say_selection(policy: GatePolicy) -> str:
    match policy.requirement:
        case Requirement.MUST:
            return "tagged `@priority:must`"
        case _:
            return f"`{policy.text}`"
