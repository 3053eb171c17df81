"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "case_binding",
        sa.Column("case_no", sa.Integer(), autoincrement=False, nullable=False, comment="the case"),
        sa.Column("run_no", sa.Integer(), nullable=False, comment="newest run that planned it and counts"),
        sa.Column("is_bound", sa.Boolean(), nullable=False, comment="whether every step had a function then"),
        sa.Column(
            "problem_no", sa.Integer(), nullable=True, comment="why it could not run; null where it could"
        ),
        sa.PrimaryKeyConstraint("case_no", name=op.f("pk_case_binding")),
        comment="Whether each case could run when it was last planned",
    )
    op.create_table(
        "case_memory",
        sa.Column("case_no", sa.Integer(), nullable=False, comment="the case"),
        sa.Column("environment", sa.Text(), nullable=False, comment="where the product was"),
        sa.Column("run_no", sa.Integer(), nullable=False, comment="newest run that tried it and counts"),
        sa.Column(
            "row_no", sa.Integer(), nullable=False, comment="as in `outcome`: the last attempt of that run"
        ),
        sa.Column("item_no", sa.Integer(), nullable=False, comment="as in `outcome`"),
        sa.Column("attempt", sa.SmallInteger(), nullable=False, comment="as in `outcome`"),
        sa.Column("outcome", sa.SmallInteger(), nullable=False, comment="as in `outcome`"),
        sa.Column("flags", sa.SmallInteger(), nullable=False, comment="as in `outcome`"),
        sa.Column("start_ms", sa.Integer(), nullable=False, comment="as in `outcome`"),
        sa.Column("duration_ms", sa.Integer(), nullable=False, comment="as in `outcome`"),
        sa.PrimaryKeyConstraint("case_no", "environment", name=op.f("pk_case_memory")),
        comment="What was last seen of every case",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contract",
        sa.Column(
            "contract_no",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="short name of this version",
        ),
        sa.Column("digest", sa.Text(), nullable=False, comment="SHA-256 of the stamps as JSON"),
        sa.Column(
            "content", sa.LargeBinary(), nullable=False, comment="the stamps as JSON, compressed with zlib"
        ),
        sa.PrimaryKeyConstraint("contract_no", name=op.f("pk_contract")),
        sa.UniqueConstraint("digest", name=op.f("uq_contract_digest")),
        comment="The contract as it was when runs started, each version once",
    )
    op.create_table(
        "evidence",
        sa.Column(
            "digest", sa.Text(), nullable=False, comment="SHA-256 of the content, as in the name of the file"
        ),
        sa.Column(
            "content",
            sa.LargeBinary(),
            nullable=False,
            comment="bytes of the closed file, compressed with zlib",
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_evidence")),
        comment="The closed evidence files, byte for byte: the truth of which all else is an index",
    )
    op.create_table(
        "item_duration",
        sa.Column("item_no", sa.Integer(), autoincrement=False, nullable=False, comment="the item"),
        sa.Column(
            "started_ms", sa.BigInteger(), nullable=False, comment="start of its newest attempt, Unix time"
        ),
        sa.Column("duration_ms", sa.Integer(), nullable=False, comment="how long that attempt took"),
        sa.PrimaryKeyConstraint("item_no", name=op.f("pk_item_duration")),
        comment="How long each item took when it last ran: what shards are cut by",
    )
    op.create_table(
        "outcome",
        sa.Column("run_no", sa.Integer(), nullable=False, comment="the run"),
        sa.Column("row_no", sa.Integer(), nullable=False, comment="counts the rows of a run from 0"),
        sa.Column("item_no", sa.Integer(), nullable=False, comment="the item"),
        sa.Column("attempt", sa.SmallInteger(), nullable=False, comment="which attempt, from 0"),
        sa.Column(
            "outcome",
            sa.SmallInteger(),
            nullable=False,
            comment="from 0: none passed failed error undefined skipped xfailed xpassed aborted",
        ),
        sa.Column(
            "flags",
            sa.SmallInteger(),
            nullable=False,
            comment="1 planned, 2 bound, 4 selected, 8 checks nothing",
        ),
        sa.Column(
            "start_ms",
            sa.Integer(),
            nullable=False,
            comment="milliseconds from the start of the run to that of the attempt",
        ),
        sa.Column("duration_ms", sa.Integer(), nullable=False, comment="how long the attempt took"),
        sa.Column(
            "problem_no", sa.Integer(), nullable=True, comment="why it could not run; null where it could"
        ),
        sa.PrimaryKeyConstraint("run_no", "row_no", name=op.f("pk_outcome")),
        comment="Every attempt at every item of every run; an item that was only planned has one row",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "problem",
        sa.Column(
            "problem_no",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="short name of this sentence",
        ),
        sa.Column("digest", sa.LargeBinary(), nullable=False, comment="digest of the sentence"),
        sa.Column("sentence", sa.Text(), nullable=False, comment="why an item could not run as it stood"),
        sa.PrimaryKeyConstraint("problem_no", name=op.f("pk_problem")),
        sa.UniqueConstraint("digest", name=op.f("uq_problem_digest")),
        comment="Sentences of plans, each once",
    )
    op.create_table(
        "scope",
        sa.Column(
            "scope_no",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="short name of this state of the code",
        ),
        sa.Column("project", sa.Text(), nullable=False, comment="product whose code it is"),
        sa.Column("digest", sa.Text(), nullable=False, comment="scope digest, as runs recorded it"),
        sa.Column(
            "revision",
            sa.Integer(),
            nullable=False,
            comment="counts every change of what is known of runs on this code",
        ),
        sa.PrimaryKeyConstraint("scope_no", name=op.f("pk_scope")),
        sa.UniqueConstraint("project", "digest", name=op.f("uq_scope_project_digest")),
        comment="The states of the code that runs started or ended on",
    )
    op.create_table(
        "story",
        sa.Column(
            "story_no", sa.Integer(), autoincrement=False, nullable=False, comment="short name of this story"
        ),
        sa.Column("project", sa.Text(), nullable=False, comment="product whose story it is"),
        sa.Column("story_id", sa.Text(), nullable=False, comment="id of the story, as runs recorded it"),
        sa.Column(
            "was_tried", sa.Boolean(), nullable=False, comment="whether a case of it ever passed or failed"
        ),
        sa.Column("states_seen", sa.Integer(), nullable=False, comment="on how many states it was judged"),
        sa.Column("states_flaky", sa.Integer(), nullable=False, comment="on how many of these it was flaky"),
        sa.PrimaryKeyConstraint("story_no", name=op.f("pk_story")),
        sa.UniqueConstraint("project", "story_id", name=op.f("uq_story_project_story_id")),
        comment="Every story that evidence was ever recorded for",
    )
    op.create_table(
        "story_state",
        sa.Column("story_no", sa.Integer(), nullable=False, comment="the story"),
        sa.Column(
            "kind",
            sa.SmallInteger(),
            nullable=False,
            comment="2 done, 1 specified and not done, 0 not specified",
        ),
        sa.Column("place", sa.BigInteger(), nullable=False, comment="where its state stands in history"),
        sa.Column("state_no", sa.Integer(), nullable=False, comment="the state"),
        sa.Column(
            "verdict",
            sa.SmallInteger(),
            nullable=False,
            comment="0 unspecified, 1 failing, 2 unstarted, 3 unproven, 4 done",
        ),
        sa.Column(
            "is_flaky", sa.Boolean(), nullable=False, comment="whether it passed and failed on this state"
        ),
        sa.Column("version_no", sa.Integer(), nullable=False, comment="the story as it then was"),
        sa.PrimaryKeyConstraint("story_no", "kind", "place", "state_no", name=op.f("pk_story_state")),
        comment="The verdict of every story on every state on which it was judged",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_story_state_state_no"), "story_state", ["state_no"], unique=False)
    op.create_table(
        "story_version",
        sa.Column(
            "version_no",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="short name of this version",
        ),
        sa.Column("digest", sa.LargeBinary(), nullable=False, comment="digest of the other columns"),
        sa.Column("fingerprint", sa.Text(), nullable=False, comment="fingerprint of the story"),
        sa.Column(
            "binding",
            sa.Text(),
            nullable=True,
            comment="digest over the step functions that ran; null where unknown",
        ),
        sa.Column("title", sa.Text(), nullable=False, comment="title of the story"),
        sa.PrimaryKeyConstraint("version_no", name=op.f("pk_story_version")),
        sa.UniqueConstraint("digest", name=op.f("uq_story_version_digest")),
        comment="A story as it was told and bound, each version once",
    )
    op.create_table(
        "withdrawal",
        sa.Column("digest", sa.Text(), nullable=False, comment="SHA-256 of the withdrawal as JSON"),
        sa.Column("content", sa.Text(), nullable=False, comment="the withdrawal as JSON"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_withdrawal")),
        comment="Runs that were taken back, with the reason",
    )
    op.create_table(
        "run",
        sa.Column(
            "run_no",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="short name of this file of evidence",
        ),
        sa.Column("digest", sa.Text(), nullable=False, comment="the file in `evidence`"),
        sa.Column("run_id", sa.Text(), nullable=False, comment="UUID of the run; its shards share it"),
        sa.Column("project", sa.Text(), nullable=False, comment="product that the run was about"),
        sa.Column("shard_index", sa.Integer(), nullable=False, comment="which part of the run, from 1"),
        sa.Column("shard_total", sa.Integer(), nullable=False, comment="of how many parts"),
        sa.Column("environment", sa.Text(), nullable=False, comment="where the product was"),
        sa.Column("started_utc", sa.Text(), nullable=False, comment="start, ISO 8601"),
        sa.Column("commit_id", sa.Text(), nullable=True, comment="commit checked out; null outside git"),
        sa.Column("tree", sa.Text(), nullable=True, comment="tree of that commit; null outside git"),
        sa.Column("is_dirty", sa.Boolean(), nullable=False, comment="whether files differed from the commit"),
        sa.Column(
            "is_whole",
            sa.Boolean(),
            nullable=False,
            comment="whether nothing was filtered out and all of it ran",
        ),
        sa.Column("scope_no", sa.Integer(), nullable=False, comment="code on which it started"),
        sa.Column("contract_no", sa.Integer(), nullable=False, comment="contract as it was at the start"),
        sa.Column("header", sa.Text(), nullable=False, comment="header line as JSON, without the contract"),
        sa.Column("ending", sa.Text(), nullable=False, comment="end line as JSON"),
        sa.Column(
            "lines_digest",
            sa.Text(),
            nullable=False,
            comment="digest of the lines in any order: equal for copies",
        ),
        sa.Column(
            "standing", sa.SmallInteger(), nullable=False, comment="0 counts, 1 withdrawn, 2 disputed, 3 copy"
        ),
        sa.Column(
            "pruned_utc",
            sa.Text(),
            nullable=True,
            comment="when its evidence was dropped; null while it is there",
        ),
        sa.ForeignKeyConstraint(["contract_no"], ["contract.contract_no"], name=op.f("fk_run_contract_no")),
        sa.ForeignKeyConstraint(["scope_no"], ["scope.scope_no"], name=op.f("fk_run_scope_no")),
        sa.PrimaryKeyConstraint("run_no", name=op.f("pk_run")),
        sa.UniqueConstraint("digest", name=op.f("uq_run_digest")),
        comment="One row for each file of evidence; it stays when the file is pruned",
    )
    op.create_index(op.f("ix_run_commit_id"), "run", ["commit_id"], unique=False)
    op.create_index(op.f("ix_run_project_started_utc"), "run", ["project", "started_utc"], unique=False)
    op.create_index(op.f("ix_run_run_id"), "run", ["run_id"], unique=False)
    op.create_index(op.f("ix_run_tree"), "run", ["tree"], unique=False)
    op.create_table(
        "state",
        sa.Column(
            "state_no", sa.Integer(), autoincrement=False, nullable=False, comment="short name of this state"
        ),
        sa.Column("scope_no", sa.Integer(), nullable=False, comment="the code"),
        sa.Column("contract_no", sa.Integer(), nullable=False, comment="the contract"),
        sa.Column(
            "judged_revision",
            sa.Integer(),
            nullable=True,
            comment="revision of the scope when it was judged; null where it was not",
        ),
        sa.Column(
            "place",
            sa.BigInteger(),
            nullable=True,
            comment="where it stands in history, by the start of its last run",
        ),
        sa.Column("counts", sa.Text(), nullable=True, comment="stories by verdict, as JSON"),
        sa.Column("flaky", sa.Integer(), nullable=True, comment="how many stories were flaky"),
        sa.ForeignKeyConstraint(["contract_no"], ["contract.contract_no"], name=op.f("fk_state_contract_no")),
        sa.ForeignKeyConstraint(["scope_no"], ["scope.scope_no"], name=op.f("fk_state_scope_no")),
        sa.PrimaryKeyConstraint("state_no", name=op.f("pk_state")),
        sa.UniqueConstraint("scope_no", "contract_no", name=op.f("uq_state_scope_no_contract_no")),
        comment="What was judged: one state of the code with one version of the contract",
    )
    op.create_index(op.f("ix_state_place"), "state", ["place"], unique=False)
    op.create_table(
        "story_case",
        sa.Column(
            "case_no", sa.Integer(), autoincrement=False, nullable=False, comment="short name of this case"
        ),
        sa.Column("story_no", sa.Integer(), nullable=False, comment="its story"),
        sa.Column("fingerprint", sa.Text(), nullable=False, comment="fingerprint of the case"),
        sa.ForeignKeyConstraint(["story_no"], ["story.story_no"], name=op.f("fk_story_case_story_no")),
        sa.PrimaryKeyConstraint("case_no", name=op.f("pk_story_case")),
        sa.UniqueConstraint("fingerprint", "story_no", name=op.f("uq_story_case_fingerprint_story_no")),
        comment="Every text of a case that was ever planned or tried",
    )
    op.create_table(
        "item",
        sa.Column(
            "item_no", sa.Integer(), autoincrement=False, nullable=False, comment="short name of this item"
        ),
        sa.Column(
            "digest", sa.LargeBinary(), nullable=False, comment="digest of project and all that names it"
        ),
        sa.Column("case_no", sa.Integer(), nullable=False, comment="its case"),
        sa.Column("criterion_id", sa.Text(), nullable=False, comment="id of its criterion"),
        sa.Column("node_id", sa.Text(), nullable=False, comment="what pytest calls it"),
        sa.Column("variant", sa.Text(), nullable=False, comment="which variant of the case"),
        sa.ForeignKeyConstraint(["case_no"], ["story_case.case_no"], name=op.f("fk_item_case_no")),
        sa.PrimaryKeyConstraint("item_no", name=op.f("pk_item")),
        sa.UniqueConstraint("digest", name=op.f("uq_item_digest")),
        comment="One variant of one case under one name",
    )
    op.create_index(op.f("ix_item_case_no"), "item", ["case_no"], unique=False)
    op.create_table(
        "run_scope",
        sa.Column("scope_no", sa.Integer(), nullable=False, comment="the code"),
        sa.Column("run_no", sa.Integer(), nullable=False, comment="the run"),
        sa.Column(
            "is_start",
            sa.Boolean(),
            nullable=False,
            comment="whether a process started on it; else one ended on it",
        ),
        sa.ForeignKeyConstraint(["run_no"], ["run.run_no"], name=op.f("fk_run_scope_run_no")),
        sa.ForeignKeyConstraint(["scope_no"], ["scope.scope_no"], name=op.f("fk_run_scope_scope_no")),
        sa.PrimaryKeyConstraint("scope_no", "run_no", name=op.f("pk_run_scope")),
        comment="Which code each run saw, at the start or at the end of any of its processes",
    )
    op.create_index(op.f("ix_run_scope_run_no"), "run_scope", ["run_no"], unique=False)
    if op.get_context().dialect.name == "postgresql":
        # What is compressed already is not to be compressed once more.
        op.execute("ALTER TABLE evidence ALTER content SET STORAGE EXTERNAL")
        op.execute("ALTER TABLE contract ALTER content SET STORAGE EXTERNAL")
