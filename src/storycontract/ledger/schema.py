"""The tables of the ledger: what was recorded, and what can be computed again from it.

`evidence` and `withdrawal` are what was recorded; every other table is derived from them by `append`,
except the verdicts of earlier states, which are derived by judging those states again.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

EVIDENCE = Table(
    "evidence",
    METADATA,
    Column("digest", Text, primary_key=True, comment="SHA-256 of the content, as in the name of the file"),
    Column("content", LargeBinary, nullable=False, comment="bytes of the closed file, compressed with zlib"),
    comment="The closed evidence files, byte for byte: the truth of which all else is an index",
)

CONTRACT = Table(
    "contract",
    METADATA,
    Column(
        "contract_no", Integer, primary_key=True, autoincrement=False, comment="short name of this version"
    ),
    Column("digest", Text, nullable=False, unique=True, comment="SHA-256 of the stamps as JSON"),
    Column("content", LargeBinary, nullable=False, comment="the stamps as JSON, compressed with zlib"),
    comment="The contract as it was when runs started, each version once",
)

SCOPE = Table(
    "scope",
    METADATA,
    Column(
        "scope_no",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="short name of this state of the code",
    ),
    Column("project", Text, nullable=False, comment="product whose code it is"),
    Column("digest", Text, nullable=False, comment="scope digest, as runs recorded it"),
    Column(
        "revision",
        Integer,
        nullable=False,
        comment="counts every change of what is known of runs on this code",
    ),
    UniqueConstraint("project", "digest"),
    comment="The states of the code that runs started or ended on",
)

RUN = Table(
    "run",
    METADATA,
    Column(
        "run_no",
        Integer,
        primary_key=True,
        autoincrement=False,
        comment="short name of this file of evidence",
    ),
    Column("digest", Text, nullable=False, unique=True, comment="the file in `evidence`"),
    Column("run_id", Text, nullable=False, comment="UUID of the run; its shards share it"),
    Column("project", Text, nullable=False, comment="product that the run was about"),
    Column("shard_index", Integer, nullable=False, comment="which part of the run, from 1"),
    Column("shard_total", Integer, nullable=False, comment="of how many parts"),
    Column("environment", Text, nullable=False, comment="where the product was"),
    Column("started_utc", Text, nullable=False, comment="start, ISO 8601"),
    Column("commit_id", Text, comment="commit checked out; null outside git"),
    Column("tree", Text, comment="tree of that commit; null outside git"),
    Column("is_dirty", Boolean, nullable=False, comment="whether files differed from the commit"),
    Column("is_whole", Boolean, nullable=False, comment="whether nothing was filtered out and all of it ran"),
    Column(
        "scope_no",
        Integer,
        ForeignKey("scope.scope_no"),
        nullable=False,
        comment="code on which it started",
    ),
    Column(
        "contract_no",
        Integer,
        ForeignKey("contract.contract_no"),
        nullable=False,
        comment="contract as it was at the start",
    ),
    Column("header", Text, nullable=False, comment="header line as JSON, without the contract"),
    Column("ending", Text, nullable=False, comment="end line as JSON"),
    Column(
        "lines_digest", Text, nullable=False, comment="digest of the lines in any order: equal for copies"
    ),
    Column("standing", SmallInteger, nullable=False, comment="0 counts, 1 withdrawn, 2 disputed, 3 copy"),
    Column("pruned_utc", Text, comment="when its evidence was dropped; null while it is there"),
    Index(None, "project", "started_utc"),
    Index(None, "run_id"),
    Index(None, "commit_id"),
    Index(None, "tree"),
    comment="One row for each file of evidence; it stays when the file is pruned",
)

RUN_SCOPE = Table(
    "run_scope",
    METADATA,
    Column("scope_no", Integer, ForeignKey("scope.scope_no"), primary_key=True, comment="the code"),
    Column("run_no", Integer, ForeignKey("run.run_no"), primary_key=True, comment="the run"),
    Column(
        "is_start", Boolean, nullable=False, comment="whether a process started on it; else one ended on it"
    ),
    Index(None, "run_no"),
    comment="Which code each run saw, at the start or at the end of any of its processes",
)

STORY = Table(
    "story",
    METADATA,
    Column("story_no", Integer, primary_key=True, autoincrement=False, comment="short name of this story"),
    Column("project", Text, nullable=False, comment="product whose story it is"),
    Column("story_id", Text, nullable=False, comment="id of the story, as runs recorded it"),
    Column("was_tried", Boolean, nullable=False, comment="whether a case of it ever passed or failed"),
    Column("states_seen", Integer, nullable=False, comment="on how many states it was judged"),
    Column("states_flaky", Integer, nullable=False, comment="on how many of these it was flaky"),
    UniqueConstraint("project", "story_id"),
    comment="Every story that evidence was ever recorded for",
)

STORY_CASE = Table(
    "story_case",
    METADATA,
    Column("case_no", Integer, primary_key=True, autoincrement=False, comment="short name of this case"),
    Column("story_no", Integer, ForeignKey("story.story_no"), nullable=False, comment="its story"),
    Column("fingerprint", Text, nullable=False, comment="fingerprint of the case"),
    UniqueConstraint("fingerprint", "story_no"),
    comment="Every text of a case that was ever planned or tried",
)

ITEM = Table(
    "item",
    METADATA,
    Column("item_no", Integer, primary_key=True, autoincrement=False, comment="short name of this item"),
    Column(
        "digest", LargeBinary, nullable=False, unique=True, comment="digest of project and all that names it"
    ),
    Column("case_no", Integer, ForeignKey("story_case.case_no"), nullable=False, comment="its case"),
    Column("criterion_id", Text, nullable=False, comment="id of its criterion"),
    Column("node_id", Text, nullable=False, comment="what pytest calls it"),
    Column("variant", Text, nullable=False, comment="which variant of the case"),
    Index(None, "case_no"),
    comment="One variant of one case under one name",
)

ITEM_DURATION = Table(
    "item_duration",
    METADATA,
    Column("item_no", Integer, primary_key=True, autoincrement=False, comment="the item"),
    Column("started_ms", BigInteger, nullable=False, comment="start of its newest attempt, Unix time"),
    Column("duration_ms", Integer, nullable=False, comment="how long that attempt took"),
    comment="How long each item took when it last ran: what shards are cut by",
)

PROBLEM = Table(
    "problem",
    METADATA,
    Column(
        "problem_no", Integer, primary_key=True, autoincrement=False, comment="short name of this sentence"
    ),
    Column("digest", LargeBinary, nullable=False, unique=True, comment="digest of the sentence"),
    Column("sentence", Text, nullable=False, comment="why an item could not run as it stood"),
    comment="Sentences of plans, each once",
)

OUTCOME = Table(
    "outcome",
    METADATA,
    Column("run_no", Integer, primary_key=True, comment="the run"),
    Column("row_no", Integer, primary_key=True, comment="counts the rows of a run from 0"),
    Column("item_no", Integer, nullable=False, comment="the item"),
    Column("attempt", SmallInteger, nullable=False, comment="which attempt, from 0"),
    Column(
        "outcome",
        SmallInteger,
        nullable=False,
        comment="from 0: none passed failed error undefined skipped xfailed xpassed aborted",
    ),
    Column("flags", SmallInteger, nullable=False, comment="1 planned, 2 bound, 4 selected, 8 checks nothing"),
    Column(
        "start_ms",
        Integer,
        nullable=False,
        comment="milliseconds from the start of the run to that of the attempt",
    ),
    Column("duration_ms", Integer, nullable=False, comment="how long the attempt took"),
    Column("problem_no", Integer, comment="why it could not run; null where it could"),
    comment="Every attempt at every item of every run; an item that was only planned has one row",
    sqlite_with_rowid=False,
)

CASE_MEMORY = Table(
    "case_memory",
    METADATA,
    Column("case_no", Integer, primary_key=True, comment="the case"),
    Column("environment", Text, primary_key=True, comment="where the product was"),
    Column("run_no", Integer, nullable=False, comment="newest run that tried it and counts"),
    Column("row_no", Integer, nullable=False, comment="as in `outcome`: the last attempt of that run"),
    Column("item_no", Integer, nullable=False, comment="as in `outcome`"),
    Column("attempt", SmallInteger, nullable=False, comment="as in `outcome`"),
    Column("outcome", SmallInteger, nullable=False, comment="as in `outcome`"),
    Column("flags", SmallInteger, nullable=False, comment="as in `outcome`"),
    Column("start_ms", Integer, nullable=False, comment="as in `outcome`"),
    Column("duration_ms", Integer, nullable=False, comment="as in `outcome`"),
    comment="What was last seen of every case",
    sqlite_with_rowid=False,
)

CASE_BINDING = Table(
    "case_binding",
    METADATA,
    Column("case_no", Integer, primary_key=True, autoincrement=False, comment="the case"),
    Column("run_no", Integer, nullable=False, comment="newest run that planned it and counts"),
    Column("is_bound", Boolean, nullable=False, comment="whether every step had a function then"),
    Column("problem_no", Integer, comment="why it could not run; null where it could"),
    comment="Whether each case could run when it was last planned",
)

WITHDRAWAL = Table(
    "withdrawal",
    METADATA,
    Column("digest", Text, primary_key=True, comment="SHA-256 of the withdrawal as JSON"),
    Column("content", Text, nullable=False, comment="the withdrawal as JSON"),
    comment="Runs that were taken back, with the reason",
)

STATE = Table(
    "state",
    METADATA,
    Column("state_no", Integer, primary_key=True, autoincrement=False, comment="short name of this state"),
    Column("scope_no", Integer, ForeignKey("scope.scope_no"), nullable=False, comment="the code"),
    Column(
        "contract_no", Integer, ForeignKey("contract.contract_no"), nullable=False, comment="the contract"
    ),
    Column(
        "judged_revision", Integer, comment="revision of the scope when it was judged; null where it was not"
    ),
    Column("place", BigInteger, comment="where it stands in history, by the start of its last run"),
    Column("counts", Text, comment="stories by verdict, as JSON"),
    Column("flaky", Integer, comment="how many stories were flaky"),
    UniqueConstraint("scope_no", "contract_no"),
    Index(None, "place"),
    comment="What was judged: one state of the code with one version of the contract",
)

STORY_VERSION = Table(
    "story_version",
    METADATA,
    Column(
        "version_no", Integer, primary_key=True, autoincrement=False, comment="short name of this version"
    ),
    Column("digest", LargeBinary, nullable=False, unique=True, comment="digest of the other columns"),
    Column("fingerprint", Text, nullable=False, comment="fingerprint of the story"),
    Column("binding", Text, comment="digest over the step functions that ran; null where unknown"),
    Column("title", Text, nullable=False, comment="title of the story"),
    comment="A story as it was told and bound, each version once",
)

STORY_STATE = Table(
    "story_state",
    METADATA,
    Column("story_no", Integer, primary_key=True, comment="the story"),
    Column(
        "kind", SmallInteger, primary_key=True, comment="2 done, 1 specified and not done, 0 not specified"
    ),
    Column("place", BigInteger, primary_key=True, comment="where its state stands in history"),
    Column("state_no", Integer, primary_key=True, comment="the state"),
    Column(
        "verdict",
        SmallInteger,
        nullable=False,
        comment="0 unspecified, 1 failing, 2 unstarted, 3 unproven, 4 done",
    ),
    Column("is_flaky", Boolean, nullable=False, comment="whether it passed and failed on this state"),
    Column("version_no", Integer, nullable=False, comment="the story as it then was"),
    Index(None, "state_no"),
    comment="The verdict of every story on every state on which it was judged",
    sqlite_with_rowid=False,
)
