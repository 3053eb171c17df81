"""What one line of evidence says: the published form of a run.

A run is one header line, one plan line for each process, then a start line and an attempt line for every
execution of an item, and one end line. Lines are JSON objects told apart by `line`.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from storycontract.contract.step import StepKind

FORMAT = 1


def _make_writable(text: object) -> object:
    # A lone surrogate (from a file name or a product that sends broken text) has no form in UTF-8.
    return text.encode("utf-8", "backslashreplace").decode() if isinstance(text, str) else text


Text = Annotated[str, BeforeValidator(_make_writable)]
"""Text from outside: whatever it holds, it can be written."""


class EvidenceModel(BaseModel):
    """A value that is written to disk: frozen, and strict about what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Outcome(StrEnum):
    """How one attempt of one item ended (DESIGN section 5)."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    UNDEFINED = "undefined"
    SKIPPED = "skipped"
    XFAILED = "xfailed"
    XPASSED = "xpassed"
    ABORTED = "aborted"


class SourceState(EvidenceModel):
    """The code of a run; commit and tree are None outside git, `scope_digest` is over the files, not HEAD."""

    commit: str | None
    tree: str | None
    dirty: bool
    scope_digest: str


class Selection(EvidenceModel):
    """What part of the tree a run was asked for; `reasons` name each filter as typed (`-k card`)."""

    is_full: bool
    reasons: tuple[Text, ...] = ()


class Shard(EvidenceModel):
    """Which part of how many a run was declared to be; `index` counts from 1."""

    index: int = 1
    total: int = 1


class CaseNeeds(EvidenceModel):
    """What a case asks for beyond the others: environments of its own, or a person.

    `accepted_in` are the environments in which a person's acceptance held when the run started.
    """

    fingerprint: str
    environments: tuple[str, ...] = ()
    manual: bool = False
    accepted_in: tuple[str, ...] = ()


class CriterionStamp(EvidenceModel):
    """A criterion as it was when the run started; `needs` names only the cases that ask for something."""

    id: str
    fingerprint: str
    cases: tuple[str, ...]
    name: Text = ""
    needs: tuple[CaseNeeds, ...] = ()


class StoryStamp(EvidenceModel):
    """A story as it was when the run started; `is_specified` is false where nobody could have shown it."""

    id: str
    fingerprint: str
    criteria: tuple[CriterionStamp, ...]
    title: Text = ""
    is_specified: bool = True


class RunHeader(EvidenceModel):
    """First line of every file of a run: who ran, when, on what. `run_id` is a full UUID.

    `output_paths` are files and folders the run was told to write to, relative to the project root: they are
    left out of the scope from then on. `required_environments` are those of the settings at the time.
    """

    line: Literal["run"] = "run"
    format: int = FORMAT
    run_id: str
    project: str
    process: str
    shard: Shard = Shard()
    started_utc: str
    selection: Selection
    source: SourceState
    environment: str
    product_version: str | None = None
    required_environments: tuple[str, ...] = ("default",)
    tools: dict[str, str]
    optimized: bool = False
    output_paths: tuple[str, ...] = ()
    contract: tuple[StoryStamp, ...]


class PlannedItem(EvidenceModel):
    """One variant of one case that was collected, deselected ones included.

    `bound` says whether every step has exactly one function that can run it; `problem` why it cannot run as
    it stands, in one sentence.
    """

    node_id: Text
    story_id: str
    criterion_id: str
    fingerprint: str
    variant: Text
    selected: bool
    bound: bool
    problem: Text | None = None


class Plan(EvidenceModel):
    """What a process collected. Every process of a run writes its own; their union is the plan of the run."""

    line: Literal["plan"] = "plan"
    items: tuple[PlannedItem, ...]


class ItemStart(EvidenceModel):
    """An attempt of an item began. Without an `Attempt` after it, it was aborted."""

    line: Literal["start"] = "start"
    node_id: Text
    attempt: Annotated[int, Field(ge=0)]
    at_utc: str


class StepRecord(EvidenceModel):
    """One step of an attempt, in order; `outcome` is `not-run` for steps after the one that ended it.

    `function` is `module:name` of the step function, None where none was found; `at_line` is the line of the
    step in its feature file. `checks` counts the places in the source of an outcome step's function that can
    fail, a call of a function that checks as one; None for other steps and where there is no source.
    """

    kind: StepKind
    keyword: str
    text: Text
    at_line: int
    outcome: Literal["passed", "failed", "undefined", "skipped", "not-run"]
    duration_ms: float
    function: str | None = None
    message: Text | None = None
    checks: int | None = None


class Artefact(EvidenceModel):
    """A file kept as evidence; `path` is relative to the reports folder, `sha256` over its bytes."""

    kind: Literal["screenshot", "trace", "video", "log", "attachment"]
    name: Text
    path: Text
    sha256: str
    size_bytes: int


class Attempt(EvidenceModel):
    """How one execution of one item ended: the worst of pytest's reports and the record of its steps.

    `attempt` counts from 0. `left_out` says why files were not kept. `checks_nothing` is true where an
    outcome step that ran is known to assert nothing (`hollow`). `binding` is a digest over the source of the
    step functions that ran.
    """

    line: Literal["attempt"] = "attempt"
    node_id: Text
    story_id: str
    criterion_id: str
    fingerprint: str
    variant: Text
    attempt: Annotated[int, Field(ge=0)]
    outcome: Outcome
    started_utc: str
    duration_ms: float
    steps: tuple[StepRecord, ...]
    message: Text | None = None
    artefacts: tuple[Artefact, ...] = ()
    left_out: tuple[Text, ...] = ()
    checks_nothing: bool = False
    binding: str | None = None


class RunEnd(EvidenceModel):
    """Last line of a run that came to its end.

    `complete` is false where something selected did not run to an outcome (an interrupt, `-x`, a dead
    worker); `why_incomplete` says so in one sentence. `scope_digest` is that of the code when the run ended.
    """

    line: Literal["end"] = "end"
    ended_utc: str
    complete: bool
    why_incomplete: Text | None = None
    scope_digest: str
    pytest_exit_code: int


Line = Annotated[RunHeader | Plan | ItemStart | Attempt | RunEnd, Field(discriminator="line")]
LINE_READER: TypeAdapter[Line] = TypeAdapter(Line)


class Withdrawal(EvidenceModel):
    """A run taken back with a reason: kept, shown, and counted no more. `run` is its id or its file name."""

    run: Text
    reason: Text
    by: Text
    at_utc: str
