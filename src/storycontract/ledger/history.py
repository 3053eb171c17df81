"""What was true of stories on earlier states of the code and the contract."""

from collections.abc import Mapping
from dataclasses import dataclass

VERDICTS = ("unspecified", "failing", "unstarted", "unproven", "done")
"""The five words of a story; their places are stored, so words are only ever added at the end."""

DONE = "done"


@dataclass(frozen=True, slots=True, order=True)
class StateKey:
    """One state of the code with one version of the contract, which is no part of the scope."""

    scope_digest: str
    contract_digest: str


@dataclass(frozen=True, slots=True)
class StoryStateRecord:
    """A story as it was judged on one state."""

    verdict: str
    is_flaky: bool
    is_specified: bool
    fingerprint: str
    binding: str | None
    title: str


@dataclass(frozen=True, slots=True)
class StateVerdicts:
    """What was judged of one state; `revision` is that of the evidence it was judged by."""

    project: str
    key: StateKey
    revision: int
    stories: Mapping[str, StoryStateRecord]


@dataclass(frozen=True, slots=True)
class StateRecord:
    """A state by its runs: first and last by start, commit and tree of the first clean one.

    `is_full` is true where a run that left nothing out, or all its shards, came to an end. `counts` are its
    stories by verdict, empty where it was not judged.
    """

    project: str
    key: StateKey
    first_started_utc: str
    last_started_utc: str
    first_run_id: str
    last_run_id: str
    commit: str | None
    tree: str | None
    dirty: bool
    is_full: bool
    counts: Mapping[str, int]
    flaky: int


@dataclass(frozen=True, slots=True)
class Moment:
    """When something came to be so: the run, the code and the contract."""

    run_id: str
    at_utc: str
    commit: str | None
    scope_digest: str
    contract_digest: str


@dataclass(frozen=True, slots=True)
class StoryPast:
    """What became of a story over all states on which it was judged.

    `done_since` is None where it is not done on the newest of them, `broke_in` where it is or never was done.
    `fingerprint`, `binding` and `contract_digest` are those of `last_done`.
    """

    last_done: Moment | None
    done_since: Moment | None
    broke_in: Moment | None
    first_done: Moment | None
    first_ready: Moment | None
    states_seen: int
    states_flaky: int
    fingerprint: str | None
    binding: str | None
    contract_digest: str | None
