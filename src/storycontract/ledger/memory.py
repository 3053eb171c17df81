"""What was last seen of every case, whatever code it was seen on."""

from collections.abc import Mapping
from dataclasses import dataclass

from storycontract.evidence.record import Outcome


@dataclass(frozen=True, slots=True)
class CaseMemory:
    """The newest attempt at a case in one environment, of the newest run that counts."""

    run_id: str
    run_started_utc: str
    scope_digest: str
    outcome: Outcome
    attempt: int
    attempt_started_utc: str
    criterion_id: str
    node_id: str
    variant: str
    duration_ms: int
    checks_nothing: bool


@dataclass(frozen=True, slots=True)
class CaseBinding:
    """Whether a case could run when it was last planned; `planned_at` is the age of that run, (start, id)."""

    is_bound: bool
    problem: str | None
    planned_at: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Memory:
    """What the ledger remembers of a project.

    `cases` goes by story id, fingerprint and environment, `bindings` by story id and fingerprint;
    `tried_stories` passed or failed once, whatever their text then was.
    """

    cases: Mapping[tuple[str, str, str], CaseMemory]
    bindings: Mapping[tuple[str, str], CaseBinding]
    tried_stories: frozenset[str]
