"""Waivers beside judgements: which are in force for which story, and what is wrong with the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from storycontract.verdict.judgement import CriterionJudgement, Flag, StoryJudgement
from storycontract.verdict.waiver import Waiver

EXPIRED = "waiver-expired"
UNMATCHED = "waiver-unmatched"
OUTDATED = "waiver-outdated"
NOT_BEGUN = "waiver-not-begun"
UNUSED = "waiver-unused"


@dataclass(frozen=True, slots=True)
class PlacedWaiver:
    """A waiver, and the line it begins in."""

    waiver: Waiver
    line: int


@dataclass(frozen=True, slots=True)
class SidecarFinding:
    """What is wrong with one entry of a sidecar; `stories` holds the id it is meant for, if it is known."""

    code: str
    sentence: str
    line: int
    stories: tuple[str, ...] = ()


def waive_stories(
    stories: Iterable[StoryJudgement], placed: Sequence[PlacedWaiver], today: date
) -> tuple[StoryJudgement, ...]:
    """Put beside every story the waivers in force for it; no verdict and no reason changes."""
    return tuple(
        _waive(story, [one.waiver for one in placed if one.waiver.holds_on(today)]) for story in stories
    )


def find_idle_waivers(
    stories: Iterable[StoryJudgement], placed: Iterable[PlacedWaiver], today: date
) -> tuple[SidecarFinding, ...]:
    """Find the waivers that let nothing pass today, and say why, in the order in which they are written."""
    judged = tuple(stories)
    found = ((one, _find_idleness(one.waiver, judged, today)) for one in placed)
    known = {story.id for story in judged}
    return tuple(
        SidecarFinding(code, sentence, one.line, (one.waiver.story,) if one.waiver.story in known else ())
        for one, (code, sentence) in ((one, idle) for one, idle in found if idle is not None)
    )


def _waive(story: StoryJudgement, waivers: Iterable[Waiver]) -> StoryJudgement:
    own = tuple(
        waiver
        for waiver in waivers
        if waiver.story == story.id
        and any(waiver.is_for(judged.criterion.id, judged.criterion.fingerprint) for judged in story.criteria)
    )
    return replace(story, waivers=own, flags=(*story.flags, Flag.WAIVED)) if own else story


def _find_idleness(waiver: Waiver, stories: Sequence[StoryJudgement], today: date) -> tuple[str, str] | None:
    meant = [
        judged
        for story in stories
        if story.id == waiver.story
        for judged in story.criteria
        if judged.criterion.id == waiver.criterion
    ]
    subject = f"the waiver for `{waiver.criterion}`"
    if not meant:
        place = f"story `{waiver.story}` has no criterion `{waiver.criterion}`"
        return UNMATCHED, f"a waiver lets nothing pass: {place}; mend its ids or take it out"
    if waiver.expires < today:
        return EXPIRED, f"{subject} ran out on {waiver.expires}: mend the criterion, then take the waiver out"
    if not any(waiver.is_for(judged.criterion.id, judged.criterion.fingerprint) for judged in meant):
        return OUTDATED, f"{subject} is for an earlier text of it: waive it again, or take the waiver out"
    if waiver.created > today:
        return NOT_BEGUN, f"{subject} holds from {waiver.created} on only"
    if all(_verdicts(judged).isdisjoint(waiver.verdicts) for judged in meant):
        covered = ", ".join(waiver.verdicts)
        return UNUSED, f"{subject} covers {covered}, and nothing of it is that today: take the waiver out"
    return None


def _verdicts(judged: CriterionJudgement) -> set[str]:
    return {cell.verdict for case in judged.cases for cell in case.cells}
