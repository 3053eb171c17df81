"""What people say of manual cases to verdicts: the newest word counts, while it can be relied on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from storycontract.evidence.freshness import explain_other_version
from storycontract.verdict.acceptance import Acceptance, AcceptanceResult
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.evidence_index import CaseKey
from storycontract.verdict.judgement import Cell, JudgedAcceptance, Staleness, StoryJudgement
from storycontract.verdict.waiving import SidecarFinding

CHECK_AGAIN = "check it again by hand"

UNMATCHED = "acceptance-unmatched"
NOT_MANUAL = "acceptance-not-manual"

_FAILED = AcceptanceResult.FAILED


@dataclass(frozen=True, slots=True)
class WrittenAcceptance:
    """An acceptance, the line it begins in, and what is wrong with its attachments; None where nothing is."""

    acceptance: Acceptance
    line: int = 1
    damage: str | None = None


@dataclass(frozen=True, slots=True)
class ManualEvidence:
    """All that people said of manual cases, and what it is measured against; order never matters.

    `product_versions` are those of today by environment; `given_ids` maps a derived story id to the one that
    the same story has been given since.
    """

    written: tuple[WrittenAcceptance, ...] = ()
    today: date = date.max
    product_versions: Mapping[str, str] = field(default_factory=dict)
    given_ids: Mapping[str, str] = field(default_factory=dict)

    def judge_cell(self, key: CaseKey, environment: str) -> Cell:
        """Judge a manual case in one environment."""
        known = [one for one in self._list(key) if one.acceptance.environment == environment]
        judged = self._judge(known, environment)
        verdict = _choose_verdict(judged)
        stale = judged[-1].why_not if verdict is CaseVerdict.STALE else None
        return Cell(
            environment,
            verdict,
            staleness=Staleness(cause=stale, advice=CHECK_AGAIN) if stale else None,
            acceptances=judged,
        )

    def was_story_tried(self, story_id: str) -> bool:
        """Tell whether a person ever said of any case of a story that it works or that it does not."""
        return any(self._story_of(one) == story_id for one in self.written)

    def list_accepted_in(self, story_id: str, fingerprint: str) -> tuple[str, ...]:
        """List the environments in which a person's acceptance of a case holds today."""
        key = CaseKey(story_id, fingerprint)
        environments = sorted({one.acceptance.environment for one in self._list(key)})
        return tuple(
            name for name in environments if self.judge_cell(key, name).verdict is CaseVerdict.PASSED
        )

    def find_idle(self, stories: Iterable[StoryJudgement]) -> tuple[SidecarFinding, ...]:
        """Find the entries that speak of no manual case as it stands, in the order of the file."""
        cases = {(story.id, case.case.fingerprint): case.case for story in stories for case in story.cases}
        known = {story_id for story_id, _ in cases}
        found = []
        for one in self.written:
            story_id = self._story_of(one)
            meant = [
                case
                for (identifier, fingerprint), case in cases.items()
                if identifier == story_id and one.acceptance.names_case(fingerprint)
            ]
            if any(case.is_manual for case in meant):
                continue
            code, why = _explain_idleness(one.acceptance, is_known=bool(meant))
            found.append(SidecarFinding(code, why, one.line, (story_id,) if story_id in known else ()))
        return tuple(found)

    def _story_of(self, one: WrittenAcceptance) -> str:
        return self.given_ids.get(one.acceptance.story, one.acceptance.story)

    def _list(self, key: CaseKey) -> list[WrittenAcceptance]:
        return [
            one
            for one in self.written
            if self._story_of(one) == key.story_id and one.acceptance.names_case(key.fingerprint)
        ]

    def _judge(self, known: Iterable[WrittenAcceptance], environment: str) -> tuple[JudgedAcceptance, ...]:
        # Of two words of one moment the worse one is the last.
        ordered = sorted(
            known, key=lambda one: (one.acceptance.at, one.acceptance.result is _FAILED, one.line)
        )
        version = self.product_versions.get(environment)
        outdated = {
            one: explain_other_version(environment, one.acceptance.product_version, version)
            for one in ordered
        }
        # A pass stands only where nobody found the same version broken since, however old that finding is.
        reds = [one for one in ordered if one.acceptance.result is _FAILED and outdated[one] is None]
        last_red = reds[-1].acceptance if reds else None
        doubts = {
            one: outdated[one] or self._find_doubt(one) or _find_overruled(one.acceptance, last_red)
            for one in ordered
        }
        passes = [one for one in ordered if one.acceptance.result is not _FAILED and doubts[one] is None]
        last_pass = passes[-1].acceptance if passes else None
        return tuple(
            JudgedAcceptance(one.acceptance, doubts[one] or _find_mended(one.acceptance, last_pass))
            for one in ordered
        )

    def _find_doubt(self, one: WrittenAcceptance) -> str | None:
        acceptance = one.acceptance
        if acceptance.expires < self.today:
            return f"it ran out on {acceptance.expires}"
        if acceptance.result is _FAILED:
            # What was found broken stays so, whatever became of the files that show it.
            return None
        if acceptance.day > self.today:
            return f"it is dated {acceptance.day}, a day to come"
        return one.damage


def _find_overruled(acceptance: Acceptance, last_red: Acceptance | None) -> str | None:
    if acceptance.result is _FAILED or last_red is None or last_red.at < acceptance.at:
        return None
    return f"{last_red.by} found it broken on {last_red.day}"


def _find_mended(acceptance: Acceptance, last_pass: Acceptance | None) -> str | None:
    if acceptance.result is not _FAILED or last_pass is None:
        return None
    return f"{last_pass.by} found it working on {last_pass.day}"


def _choose_verdict(judged: tuple[JudgedAcceptance, ...]) -> CaseVerdict:
    results = {one.acceptance.result for one in judged if one.why_not is None}
    if _FAILED in results:
        return CaseVerdict.FAILED
    if results:
        return CaseVerdict.PASSED
    return CaseVerdict.STALE if judged else CaseVerdict.NOT_RUN


def _explain_idleness(acceptance: Acceptance, *, is_known: bool) -> tuple[str, str]:
    subject = f"what {acceptance.by} said of `{acceptance.criterion}` on {acceptance.day} counts for nothing"
    if is_known:
        return NOT_MANUAL, f"{subject}: it is checked by running, not by a person"
    return (
        UNMATCHED,
        f"{subject}: no manual scenario has that text now; check it again, or take the entry out",
    )
