"""What the verdicts were on an earlier state of the code, from what its runs recorded.

The headers of runs hold the contract as it was, so that history is told from evidence alone: rebuilt from the
same files it says the same, in whatever order they arrive.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from storycontract.evidence.record import CaseNeeds, StoryStamp
from storycontract.verdict.case_verdict import CaseVerdict, judge_case
from storycontract.verdict.evidence_index import CaseKey, EvidenceIndex
from storycontract.verdict.judgement import StoryVerdict, Witness
from storycontract.verdict.story_verdict import choose_verdict

_PLAIN = CaseNeeds(fingerprint="")


@dataclass(frozen=True, slots=True)
class PastVerdict:
    """What was known of a story on one state of the code.

    `fingerprint` is that of its contract then; `binding` is a digest over the step functions that showed it
    to be done, None where it was not. `was_tried` is false where no run on that state had an outcome for it.
    """

    verdict: StoryVerdict
    title: str
    fingerprint: str
    is_specified: bool
    is_flaky: bool
    was_tried: bool
    binding: str | None = None


def judge_past_state(
    contract: Iterable[StoryStamp], evidence: EvidenceIndex, environments: tuple[str, ...]
) -> dict[str, PastVerdict]:
    """Judge every story of a contract as it was, by the evidence of that state; by story id.

    `environments` are those that were required then of a case that names none.
    """
    return {story.id: _judge_story(story, evidence, environments) for story in contract}


def digest_bindings(witnesses: Iterable[Witness]) -> str | None:
    """Digest the step functions behind the passes of a story; None where one of them is not known."""
    bound = {
        (seen.attempt.fingerprint, seen.attempt.variant, seen.attempt.binding)
        for seen in witnesses
        if seen.observation.is_fresh_pass
    }
    if not bound or any(binding is None for _, _, binding in bound):
        return None
    return hashlib.sha256(json.dumps(sorted(bound), ensure_ascii=False).encode()).hexdigest()


def _judge_story(story: StoryStamp, evidence: EvidenceIndex, environments: tuple[str, ...]) -> PastVerdict:
    cells = _list_cells(story, environments)
    verdicts = {_judge_cell(key, environment, needs, evidence) for key, environment, needs in cells}
    witnesses = [seen for key, environment, _ in cells for seen in evidence.find_witnesses(key, environment)]
    is_bound = any(evidence.find_binding(key).is_bound for key, _, _ in cells)
    is_started = evidence.was_story_tried(story.id) or is_bound
    verdict = choose_verdict(verdicts, is_specified=story.is_specified, is_started=is_started)
    return PastVerdict(
        verdict=verdict,
        title=story.title,
        fingerprint=story.fingerprint,
        is_specified=story.is_specified,
        is_flaky=CaseVerdict.FLAKY in verdicts,
        was_tried=bool(witnesses),
        binding=digest_bindings(witnesses) if verdict is StoryVerdict.DONE else None,
    )


def _list_cells(story: StoryStamp, environments: tuple[str, ...]) -> list[tuple[CaseKey, str, CaseNeeds]]:
    cells = []
    for criterion in story.criteria:
        needs: Mapping[str, CaseNeeds] = {each.fingerprint: each for each in criterion.needs}
        for fingerprint in criterion.cases:
            asked = needs.get(fingerprint, _PLAIN)
            key = CaseKey(story.id, fingerprint)
            cells += [(key, environment, asked) for environment in asked.environments or environments]
    return cells


def _judge_cell(key: CaseKey, environment: str, needs: CaseNeeds, evidence: EvidenceIndex) -> CaseVerdict:
    if needs.manual:
        return CaseVerdict.PASSED if environment in needs.accepted_in else CaseVerdict.NOT_RUN
    return judge_case(evidence.find_evidence(key, environment))
