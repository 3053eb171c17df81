"""The ledger: evidence of all runs, on all machines, with what can be told from it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import ColumnElement, Engine, insert, select

from storycontract.errors import LedgerError, say_reason
from storycontract.evidence.record import StoryStamp, Withdrawal
from storycontract.evidence.recorded_run import RecordedRun
from storycontract.ledger import appending, finding, recalling, restanding, run_loading, states, story_pasts
from storycontract.ledger.connecting import connect
from storycontract.ledger.contract_version import parse_contract
from storycontract.ledger.history import StateKey, StateRecord, StateVerdicts, StoryPast, StoryStateRecord
from storycontract.ledger.memory import Memory
from storycontract.ledger.preparing import prepare_run
from storycontract.ledger.pruning import Limits, Pruned, give_back, prune_runs
from storycontract.ledger.refusal import Place, explain_refusal
from storycontract.ledger.run_loading import ScopeEvidence
from storycontract.ledger.schema import CONTRACT, RUN, WITHDRAWAL
from storycontract.ledger.transaction import begin_reading, begin_writing

EVIDENCE_FOLDER = "reports/evidence"


def open_ledger(address: str, *, evidence: str = EVIDENCE_FOLDER) -> "Ledger":
    """Open a ledger; its tables are made or migrated where that is needed.

    `evidence` is what messages call the folder in which evidence stays when the ledger cannot take it.

    Raises:
        LedgerError: it cannot be opened, or a newer version of the product made it.
        SettingsError: the address is none.
    """
    engine, place = connect(address, evidence)
    return Ledger(engine, place)


class Ledger:
    """An open ledger. Where the database refuses, a method raises LedgerError and has changed nothing."""

    def __init__(self, engine: Engine, place: Place) -> None:
        self._engine = engine
        self._place = place

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def append(self, content: bytes | Path) -> bool:
        """Append a closed file of evidence; false where it was there before.

        Raises:
            LedgerError: it is not intact, or the database refuses.
        """
        if isinstance(content, Path):
            content = self._read(content)
        run = prepare_run(content)
        with explain_refusal(self._place), begin_writing(self._engine) as connection:
            return appending.append_run(connection, run)

    def list_digests(self) -> Mapping[str, str]:
        """List the digests of all files that were ever taken in, with the ids of their runs."""
        with explain_refusal(self._place), begin_reading(self._engine) as connection:
            rows = connection.execute(select(RUN.c.digest, RUN.c.run_id).order_by(RUN.c.digest))
            return {row.digest: row.run_id for row in rows}

    def append_withdrawals(self, withdrawals: Iterable[Withdrawal]) -> int:
        """Append withdrawals, of runs that are here or are still to come; give how many were new."""
        digests = {hashlib.sha256(each.model_dump_json().encode()).hexdigest(): each for each in withdrawals}
        if not digests:
            return 0
        with explain_refusal(self._place), begin_writing(self._engine) as connection:
            known = set(connection.execute(select(WITHDRAWAL.c.digest)).scalars())
            new = {digest: each for digest, each in digests.items() if digest not in known}
            for digest, each in sorted(new.items()):
                connection.execute(insert(WITHDRAWAL).values(digest=digest, content=each.model_dump_json()))
            if new:
                restanding.judge_withdrawn(connection, new.values())
            return len(new)

    def list_withdrawals(self) -> tuple[Withdrawal, ...]:
        """List all withdrawals, oldest first."""
        with explain_refusal(self._place), begin_reading(self._engine) as connection:
            return restanding.load_withdrawals(connection)

    def load_runs(self, project: str, scope_digest: str) -> ScopeEvidence:
        """Load every run that started or ended on some code, also those that do not count."""
        with explain_refusal(self._place), begin_reading(self._engine) as connection:
            return run_loading.load_scope_evidence(connection, project, scope_digest)

    def load_run_headers(
        self, project: str, *, newest: int | None = None, run_ids: Iterable[str] = ()
    ) -> tuple[RecordedRun, ...]:
        """Load the newest runs and those of some ids without what they planned and tried, oldest first."""
        with explain_refusal(self._place), begin_reading(self._engine) as connection:
            return run_loading.load_headers(connection, project, newest, run_ids)

    def load_memory(self, project: str, fingerprints: Iterable[str] | None = None) -> Memory:
        """Load what was last seen of every case, or only of the cases with some fingerprints."""
        with explain_refusal(self._place), begin_reading(self._engine) as connection:
            return recalling.load_memory(connection, project, fingerprints)

    def list_output_paths(self, project: str) -> frozenset[str]:
        """List where the runs of a project were told to write."""
        with explain_refusal(self._place), begin_reading(self._engine) as connection:
            headers = connection.execute(select(RUN.c.header).where(RUN.c.project == project)).scalars()
            return frozenset(path for header in headers for path in json.loads(header)["output_paths"])

    def load_durations(self, project: str) -> Mapping[str, float]:
        """Load how many seconds each item took when it last ran, by its node id."""
        with explain_refusal(self._place), begin_reading(self._engine) as connection:
            return recalling.load_durations(connection, project)

    def load_contract(self, contract_digest: str) -> tuple[StoryStamp, ...]:
        """Load a version of the contract.

        Raises:
            LedgerError: it is not there, or is not what was stored.
        """
        with explain_refusal(self._place), begin_reading(self._engine) as connection:
            query = select(CONTRACT.c.content).where(CONTRACT.c.digest == contract_digest)
            stored = connection.execute(query).scalar()
        content = run_loading.unpack(contract_digest, stored)
        stamps = None if content is None else parse_contract(content)
        if stamps is None:
            raise LedgerError(
                f"contract {contract_digest[:12]} is not what was stored, or was never there",
                where=self._place.ledger,
                fix="run `storycontract ledger rebuild`",
            )
        return stamps

    def list_unjudged_states(self, project: str, limit: int | None = None) -> tuple[StateKey, ...]:
        """List the states of which something else is known than they were judged by, oldest first."""
        with explain_refusal(self._place), begin_reading(self._engine) as connection:
            return states.list_unjudged(connection, project, limit)

    def save_state(self, verdicts: StateVerdicts) -> bool:
        """Replace what was judged of a state; false where no run was on it, or more was judged since."""
        with explain_refusal(self._place), begin_writing(self._engine) as connection:
            return states.save_verdicts(connection, verdicts)

    def load_story_pasts(self, project: str) -> Mapping[str, StoryPast]:
        """Load since when each story is done, and where it broke, by its id."""
        with explain_refusal(self._place), begin_reading(self._engine) as connection:
            return story_pasts.load_pasts(connection, project)

    def load_recent_states(
        self, project: str, limit: int
    ) -> tuple[tuple[StateRecord, Mapping[str, StoryStateRecord]], ...]:
        """Load the newest states that were judged with their stories, oldest first."""
        with explain_refusal(self._place), begin_reading(self._engine) as connection:
            found = finding.list_recent(connection, project, limit)
            verdicts = states.load_verdicts(connection, [state.state_no for state in found])
        return tuple((state.record, verdicts.get(state.state_no, {})) for state in found)

    def find_state(
        self,
        project: str,
        *,
        commit: str | None = None,
        tree: str | None = None,
        run: str | None = None,
        at_or_before: str | None = None,
    ) -> StateRecord | None:
        """Find the state of a commit, of a tree, of a run or of a moment (ISO 8601, UTC).

        A run may be given by 8 or more characters that its id begins with. Where several states fit, one that
        was judged is preferred, then one with a full run, a clean one, the newest; a moment means the newest
        full run.

        Raises:
            UsageError: several runs begin so.
        """
        with explain_refusal(self._place), begin_reading(self._engine) as connection:
            condition: ColumnElement[bool] | None = None
            if commit is not None:
                condition = RUN.c.commit_id == commit
            elif tree is not None:
                condition = RUN.c.tree == tree
            elif run is not None:
                run_id = finding.find_run_id(connection, project, run)
                condition = None if run_id is None else RUN.c.run_id == run_id
            elif at_or_before is not None:
                condition = finding.select_newest(connection, project, at_or_before)
            found = None if condition is None else finding.find_by_runs(connection, project, condition)
        return None if found is None else found.record

    def load_story_verdicts(self, project: str, key: StateKey) -> Mapping[str, StoryStateRecord]:
        """Load what was judged of the stories of a state, by their ids."""
        with explain_refusal(self._place), begin_reading(self._engine) as connection:
            state_no = states.find_number(connection, project, key)
            return {} if state_no is None else states.load_verdicts(connection, [state_no]).get(state_no, {})

    def prune(self, project: str, limits: Limits, *, now_utc: str | None) -> Pruned:
        """Drop the evidence of old runs; without `now_utc` only say what would go."""
        if now_utc is None:
            with explain_refusal(self._place), begin_reading(self._engine) as connection:
                return prune_runs(connection, project, limits, None)
        with explain_refusal(self._place), begin_writing(self._engine) as connection:
            pruned = prune_runs(connection, project, limits, now_utc)
        with explain_refusal(self._place):
            give_back(self._engine)
        return pruned

    def _read(self, file: Path) -> bytes:
        try:
            return file.read_bytes()
        except OSError as error:
            raise LedgerError(
                f"this evidence cannot be read: {say_reason(error)}",
                where=str(file),
                fix="make it readable, then run again",
            ) from error
