"""Judgements: what was found out about stories and their cases, ready to be shown."""

from dataclasses import dataclass
from enum import StrEnum

from storycontract.contract.case import Case
from storycontract.contract.location import Location
from storycontract.contract.story import Criterion, Story
from storycontract.evidence.record import Attempt, Outcome, StepRecord
from storycontract.verdict.acceptance import Acceptance
from storycontract.verdict.case_verdict import CaseVerdict, Observation, worst_of
from storycontract.verdict.waiver import Waiver


class StoryVerdict(StrEnum):
    """The answer for a story, in one of five words; in the order in which they hurt, worst first."""

    FAILING = "failing"
    UNPROVEN = "unproven"
    UNSPECIFIED = "unspecified"
    UNSTARTED = "unstarted"
    DONE = "done"

    @property
    def label(self) -> str:
        """Say the verdict as people read it."""
        return _LABELS[self]


_LABELS = {
    StoryVerdict.FAILING: "Not working",
    StoryVerdict.UNPROVEN: "Not proven",
    StoryVerdict.UNSPECIFIED: "Not specified",
    StoryVerdict.UNSTARTED: "Not started",
    StoryVerdict.DONE: "Done",
}


class Flag(StrEnum):
    """What else is to be known of a story; never instead of its verdict (DESIGN section 6)."""

    REGRESSED = "regressed"
    CHANGED = "changed"
    REBOUND = "rebound"
    BLOCKED = "blocked"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a story is not done: one kind of trouble, how often, in a sentence, and where to look.

    `code` is the case verdict, the name of the finding or a word of its own; `command` may mend it.
    """

    code: str
    count: int
    sentence: str
    location: Location
    command: str | None = None


RUN_AGAIN = "run again"


@dataclass(frozen=True, slots=True)
class Staleness:
    """Why evidence is of no use today: the files that differ, and the cause in a clause where it is another.

    `advice` says what to do.
    """

    changed: tuple[str, ...] = ()
    cause: str | None = None
    advice: str = RUN_AGAIN


@dataclass(frozen=True, slots=True)
class Witness:
    """One attempt at a case, and how far the run that saw it is fresh."""

    run_id: str
    run_started_utc: str
    environment: str
    attempt: Attempt
    passes_count: bool
    reds_count: bool

    @property
    def observation(self) -> Observation:
        """Say of this attempt what a verdict asks."""
        return Observation(
            run_id=self.run_id,
            item=self.attempt.node_id,
            variant=self.attempt.variant,
            attempt=self.attempt.attempt,
            outcome=self.attempt.outcome,
            passes_count=self.passes_count,
            reds_count=self.reds_count,
            checks_nothing=self.attempt.checks_nothing,
        )

    @property
    def failing_step(self) -> StepRecord | None:
        """The step that ended the attempt, None where it came to its end or ended elsewhere."""
        ended = ("failed", "undefined")
        return next((step for step in self.attempt.steps if step.outcome in ended), None)


@dataclass(frozen=True, slots=True)
class JudgedAcceptance:
    """What a person said of a case, and why that does not count today; None where it does."""

    acceptance: Acceptance
    why_not: str | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One case in one required environment.

    `witnesses` are the attempts the verdict rests on, oldest first; `damaged_runs` are those that may say
    more and cannot be read; `staleness` is why evidence is stale, where that is the verdict. A manual case
    has `acceptances` instead, oldest first.
    """

    environment: str
    verdict: CaseVerdict
    witnesses: tuple[Witness, ...] = ()
    damaged_runs: tuple[str, ...] = ()
    staleness: Staleness | None = None
    acceptances: tuple[JudgedAcceptance, ...] = ()

    @property
    def decisive(self) -> Witness | None:
        """The newest attempt that says what the verdict says; None where there is no attempt."""
        wanted = _TELLING.get(self.verdict)
        telling = [seen for seen in self.witnesses if wanted is None or seen.attempt.outcome in wanted]
        return telling[-1] if telling else None


_TELLING = {
    CaseVerdict.FAILED: {Outcome.FAILED},
    # What broke the row of passes is what people must see.
    CaseVerdict.FLAKY: set(Outcome) - {Outcome.PASSED},
    CaseVerdict.KNOWN_FAILING: {Outcome.XFAILED},
    CaseVerdict.ERROR: {Outcome.ERROR},
    CaseVerdict.UNDEFINED: {Outcome.UNDEFINED},
    CaseVerdict.SKIPPED: {Outcome.SKIPPED},
    CaseVerdict.FIXED_UNNOTICED: {Outcome.XPASSED},
    CaseVerdict.ABORTED: {Outcome.ABORTED},
    CaseVerdict.HOLLOW: {Outcome.PASSED},
    CaseVerdict.PASSED: {Outcome.PASSED},
}


@dataclass(frozen=True, slots=True)
class CaseJudgement:
    """One case in all environments that require it.

    `is_bound` is true where all its steps had a function when it was last collected; `problem` is why it
    cannot run as it stands.
    """

    case: Case
    cells: tuple[Cell, ...]
    is_bound: bool = False
    problem: str | None = None

    @property
    def verdict(self) -> CaseVerdict:
        """The worst of its environments."""
        return worst_of(cell.verdict for cell in self.cells)

    @property
    def worst_cell(self) -> Cell | None:
        """The first cell that has the verdict of the case."""
        return next((cell for cell in self.cells if cell.verdict is self.verdict), None)


@dataclass(frozen=True, slots=True)
class CriterionJudgement:
    """A criterion with its cases, in the order of the file."""

    criterion: Criterion
    cases: tuple[CaseJudgement, ...]

    @property
    def verdict(self) -> CaseVerdict | None:
        """The worst of its cases; None where it has none."""
        return worst_of(case.verdict for case in self.cases) if self.cases else None


@dataclass(frozen=True, slots=True)
class StoryJudgement:
    """A story, or a file that holds none because it cannot be read (`story` is None then).

    `reasons` is empty exactly where the verdict is done. `waivers` are those in force.
    """

    id: str
    title: str
    location: Location
    verdict: StoryVerdict
    reasons: tuple[Reason, ...]
    story: Story | None = None
    criteria: tuple[CriterionJudgement, ...] = ()
    flags: tuple[Flag, ...] = ()
    waivers: tuple[Waiver, ...] = ()

    @property
    def cases(self) -> tuple[CaseJudgement, ...]:
        """All cases, in the order of the file."""
        return tuple(case for criterion in self.criteria for case in criterion.cases)
