"""stories.json: the one result, from which every other output is drawn.

Schema version 1 is a promise: within it fields are only ever added, none is removed, renamed or given another
type or meaning, and the words of `verdict` stay the five they are. Reason codes, case verdicts, flags and
outcomes may grow. Whatever breaks this gets another `schema_version`.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from storycontract.contract.step import StepKind
from storycontract.evidence.record import Outcome, Text
from storycontract.verdict.acceptance import AcceptanceResult
from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.judgement import Flag, StoryVerdict

SCHEMA_VERSION = 1

Line = Annotated[int, Field(ge=1, description="line in the file, from 1")]
Count = Annotated[int, Field(ge=0)]
Path = Annotated[Text, Field(description="path from the project root, with forward slashes")]
Utc = Annotated[str, Field(description="moment in UTC, ISO 8601")]


class StoriesModel(BaseModel):
    """A part of the document: frozen; what a later minor version adds is left aside when it is read."""

    model_config = ConfigDict(frozen=True, extra="ignore", json_schema_serialization_defaults_required=True)


class VerdictCounts(StoriesModel):
    """How many stories have which verdict."""

    total: Count
    done: Count
    failing: Count
    unproven: Count
    unspecified: Count
    unstarted: Count


class GroupEntry(StoriesModel):
    """The stories of one epic, objective, release or owner; `name` is null for those that name none."""

    name: Text | None
    counts: VerdictCounts


class RollUpEntries(StoriesModel):
    """Stories counted by group; a dimension that no story uses is empty."""

    epic: tuple[GroupEntry, ...]
    objective: tuple[GroupEntry, ...]
    release: tuple[GroupEntry, ...]
    owner: tuple[GroupEntry, ...]


class SelectionEntry(StoriesModel):
    """What part of the stories a run was asked for, and what it was filtered by, as typed."""

    is_full: bool
    reasons: tuple[Text, ...]


class ShardEntry(StoriesModel):
    """Which part of how many a run was declared to be, from 1."""

    index: int
    total: int


class WithdrawalEntry(StoriesModel):
    """Who took a run back, and why."""

    reason: Text
    by: Text
    at_utc: Utc


class RunReference(StoriesModel):
    """A moment at which something was known: the first run on some state of the code."""

    run: Text
    at_utc: Utc
    commit: str | None


class HistoryEntry(StoriesModel):
    """What was known of a story on an earlier state of the code."""

    run: Text
    at_utc: Utc
    commit: str | None
    verdict: StoryVerdict


class ChangeEntry(StoriesModel):
    """How a story's contract differs from what it was when the story was last done, by criterion."""

    kind: Literal["added", "removed", "changed"]
    criterion: Text
    name: Text


class MoveEntry(StoriesModel):
    """A story that was done and is not, or the other way round; `after` is null where it is gone."""

    id: Text
    title: Text
    before: StoryVerdict | None
    after: StoryVerdict | None


class BaseEntry(StoriesModel):
    """What today is compared with; `name` says it as people do (`main`, `the run before`).

    Where it `is_full` no story was left out there, and no shard is missing.
    """

    name: Text
    run: Text
    at_utc: Utc
    commit: str | None
    is_full: bool = False


class ComparisonEntry(StoriesModel):
    """What was lost and gained since the base; `vanished` were done there and are gone without `@was`."""

    base: BaseEntry
    lost: tuple[MoveEntry, ...]
    gained: tuple[MoveEntry, ...]
    vanished: tuple[MoveEntry, ...]


class WaiverEntry(StoriesModel):
    """A waiver in force: what it lets pass, until when (the last day, UTC), why, and who answers for it."""

    criterion: Text
    verdicts: tuple[CaseVerdict, ...]
    reason: Text
    owner: Text
    ticket: Text
    expires: str


class AttachmentEntry(StoriesModel):
    """A file that shows what a person saw; `path` is from the project root."""

    name: Text
    path: Text
    sha256: str


class AcceptanceEntry(StoriesModel):
    """That a person checked a manual case; `counts` says whether it still does, `why_not` why not.

    `result` is `failed` where the person found it broken.
    """

    result: AcceptanceResult = AcceptanceResult.PASSED
    by: Text
    at_utc: Utc
    environment: Text
    product_version: Text | None
    expires: str
    note: Text | None
    attachments: tuple[AttachmentEntry, ...]
    counts: bool
    why_not: Text | None


class RemarkEntry(StoriesModel):
    """What else has to be known: a missing shard, an expired waiver; where it is written, if anywhere."""

    code: str
    sentence: Text
    path: Text | None
    line: int | None
    stories: tuple[Text, ...]


class TrendEntry(StoriesModel):
    """How many stories had which verdict on an earlier state of the code; oldest first.

    `is_full` is false where only a part of the stories was run. `flaky` counts stories with a flaky case,
    `changed` those whose contract differs from the state before.
    """

    run: Text
    at_utc: Utc
    commit: str | None
    is_full: bool
    counts: VerdictCounts
    flaky: Count
    changed: Count


class RunEntry(StoriesModel):
    """One run of which there is evidence, oldest first: all that count today, and the newest of the others.

    `is_fresh` says whether its passes count today, `why_not_fresh` why not. Fields that only its first line
    can tell are null where that cannot be read.
    """

    id: Text
    file: Text
    project: Text | None
    started_utc: Utc | None
    ended_utc: Utc | None
    commit: str | None
    tree: str | None
    dirty: bool | None
    scope_digest: str | None
    environment: Text | None
    product_version: Text | None
    selection: SelectionEntry | None
    shard: ShardEntry | None
    complete: bool
    why_incomplete: Text | None
    is_fresh: bool
    why_not_fresh: Text | None
    withdrawn: WithdrawalEntry | None
    damage: Text | None


class ReasonEntry(StoriesModel):
    """Why a story is not done: kind of trouble, how often, in a sentence, where; `command` may mend it."""

    code: str
    count: Annotated[int, Field(ge=1)]
    sentence: Text
    path: Path
    line: Line
    command: Text | None


class NarrativeEntry(StoriesModel):
    """Who wants what, and why; null for a part that is not said."""

    role: Text | None
    want: Text | None
    benefit: Text | None
    text: Text


class StepEntry(StoriesModel):
    """One step of an attempt; `path` and `line` are those of the feature file.

    `function` is `module:name` of the step function, null where none ran.
    """

    keyword: Text
    text: Text
    path: Path
    line: Line
    outcome: Literal["passed", "failed", "undefined", "skipped", "not-run"]
    duration_ms: float
    message: Text | None
    function: Text | None = None


class ArtefactEntry(StoriesModel):
    """A file kept as evidence; `path` is relative to the reports folder."""

    kind: Literal["screenshot", "trace", "video", "log", "attachment"]
    name: Text
    path: Text
    sha256: str
    size_bytes: Count


class AttemptEntry(StoriesModel):
    """One execution of a case; `counts` says whether it is about the code of today."""

    run: Text
    environment: Text
    node_id: Text
    variant: Text
    attempt: Count
    outcome: Outcome
    counts: bool
    started_utc: Utc
    duration_ms: float
    message: Text | None
    steps: tuple[StepEntry, ...]
    artefacts: tuple[ArtefactEntry, ...]
    left_out: tuple[Text, ...]


class StaleEntry(StoriesModel):
    """Why the evidence is not about the code of today: files that differ, another cause; what to do."""

    changed: tuple[Text, ...]
    cause: Text | None
    advice: Text


class EnvironmentEntry(StoriesModel):
    """The verdict on a case in one environment that requires it."""

    environment: Text
    verdict: CaseVerdict
    stale: StaleEntry | None
    damaged_runs: tuple[Text, ...]


class ExampleEntry(StoriesModel):
    """One column of the examples row a case was made from."""

    column: Text
    value: Text


class WrittenStepEntry(StoriesModel):
    """One step of a case as the contract has it, placeholders filled in.

    `kind` is what the keyword means where it stands, after an And as well. `table` is null where it has none,
    header row included; likewise `doc_string`.
    """

    keyword: Text
    text: Text
    line: Line
    table: tuple[tuple[Text, ...], ...] | None
    doc_string: Text | None
    kind: StepKind | None = None


class CaseEntry(StoriesModel):
    """One concrete case: a scenario, or one row of an outline. `verdict` is the worst of its environments.

    `failing_step` is the step that explains the verdict, `message` what was said when the attempt ended,
    `problem` why it cannot run as it stands, `duration_ms` that of the newest attempt.
    """

    name: Text
    fingerprint: str
    verdict: CaseVerdict
    is_manual: bool
    path: Path
    line: Line
    example: tuple[ExampleEntry, ...]
    steps: tuple[WrittenStepEntry, ...]
    environments: tuple[EnvironmentEntry, ...]
    acceptances: tuple[AcceptanceEntry, ...] = ()
    attempts: tuple[AttemptEntry, ...]
    failing_step: StepEntry | None
    message: Text | None
    problem: Text | None
    duration_ms: float | None


class CriterionEntry(StoriesModel):
    """One acceptance criterion; `verdict` is the worst of its cases, null where it has none."""

    id: Text
    id_is_derived: bool
    name: Text
    rule: Text | None
    verdict: CaseVerdict | None
    fingerprint: str
    path: Path
    line: Line
    is_draft: bool
    cases: tuple[CaseEntry, ...]


class SilencedEntry(StoriesModel):
    """A finding that the author of a story silenced, with the reason given."""

    rule: str
    message: Text
    reason: Text
    path: Path
    line: Line


class StoryEntry(StoriesModel):
    """One story, or one file that cannot be read; told apart by id, path and line.

    `reasons` is empty exactly where the verdict is `done`.
    """

    id: Text
    id_is_derived: bool
    title: Text
    verdict: StoryVerdict
    verdict_label: str
    reasons: tuple[ReasonEntry, ...]
    flags: tuple[Flag, ...]
    path: Path
    line: Line
    language: str | None
    epic: Text | None
    objective: Text | None
    owner: Text | None
    priority: Text | None
    release: Text | None
    sprint: Text | None
    depends: tuple[Text, ...]
    was: tuple[Text, ...]
    tags: tuple[Text, ...]
    stray_tags: Annotated[
        tuple[Text, ...], Field(description="metadata on what is inside it, where nobody reads it")
    ] = ()
    is_draft: bool
    narrative: NarrativeEntry | None
    fingerprint: str | None
    silenced: tuple[SilencedEntry, ...]
    done_since: Annotated[
        RunReference | None, Field(description="where it is done: the first run of the unbroken row")
    ] = None
    last_done: Annotated[RunReference | None, Field(description="the last run it was seen done in")] = None
    broke_in: Annotated[
        RunReference | None, Field(description="where it is done no more: the first run after that")
    ] = None
    changes: Annotated[
        tuple[ChangeEntry, ...], Field(description="what was edited since it was last done")
    ] = ()
    history: Annotated[tuple[HistoryEntry, ...], Field(description="oldest first, the newest 30")] = ()
    first_ready: Annotated[
        RunReference | None, Field(description="the first run in which it could be tested")
    ] = None
    first_done: Annotated[RunReference | None, Field(description="the first run in which it was done")] = None
    states_seen: Annotated[Count, Field(description="states of the code on which it was tried")] = 0
    states_flaky: Annotated[Count, Field(description="those of them on which a case was flaky")] = 0
    waivers: tuple[WaiverEntry, ...] = ()
    criteria: tuple[CriterionEntry, ...]


class StoriesDocument(StoriesModel):
    """The answer for every story of a product, with its evidence; stories by path and line."""

    schema_version: Literal[1] = 1
    product: Text
    generated_utc: Utc
    scope_digest: Annotated[str, Field(description="digest over the files of today that evidence is about")]
    environments: tuple[Text, ...]
    counts: VerdictCounts
    roll_ups: RollUpEntries
    comparison: ComparisonEntry | None = None
    trend: Annotated[tuple[TrendEntry, ...], Field(description="oldest first, the newest 60")] = ()
    remarks: tuple[RemarkEntry, ...] = ()
    runs: tuple[RunEntry, ...]
    stories: tuple[StoryEntry, ...]
