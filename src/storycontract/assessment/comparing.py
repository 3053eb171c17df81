"""What today is compared with: an earlier run, a branch, a commit, or a day."""

import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from storycontract.errors import CannotDecideError, UsageError
from storycontract.evidence.record import StoryStamp
from storycontract.ledger.contract_version import digest_contract
from storycontract.ledger.history import StateRecord
from storycontract.ledger.ledger import Ledger
from storycontract.report.stories import ComparisonEntry, RemarkEntry

SHORTEST_RUN_ID = 8
# How far back from a commit without a run of its own one is looked for.
ANCESTORS = 200
YESTERDAY = "yesterday"
THE_RUN_BEFORE = "the run before"
BASE_IS_TODAY = "base-is-today"
_VACUOUS = "the base is the state of today: nothing can have regressed"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\S+)?")


@dataclass(frozen=True, slots=True)
class Base:
    """A state to compare with, and what people call it."""

    name: str
    state: StateRecord


def find_base(ledger: Ledger, project: str, wanted: str, root: Path, *, now_utc: str) -> Base:
    """Find the state that `wanted` names: a run id, what git knows as a revision, a day or `yesterday`.

    For a revision it is the nearest of its first parents on which a full run was recorded, by commit or by
    tree, so that it is found after a squash or a rebase, too. For a day it is the newest state by its end.

    Raises:
        CannotDecideError: nothing was recorded there, or nobody knows it.
        UsageError: it looks like a day and is none.
    """
    day = _say_day_before(now_utc) if wanted == YESTERDAY else wanted
    if _DAY.fullmatch(day):
        until = _read_day(day) if "T" in day else f"{_read_day(day)}T23:59:59.999Z"
        state = ledger.find_state(project, at_or_before=until)
    else:
        state = _find_run(ledger, project, wanted) or _find_revision(ledger, project, wanted, root)
    if state is None:
        raise CannotDecideError(
            f"nothing was recorded on `{wanted}`",
            where="--base",
            fix="name a branch, a commit, a run or a day (`2026-11-22`) of which the ledger has a full run",
        )
    return Base(wanted, state)


def find_run_before(recent: Sequence[tuple[StateRecord, object]], scope_digest: str) -> Base | None:
    """Find the newest full state before the one of today; None where there is none.

    `recent` are the newest states, oldest first; the last of them is today's where it has its scope.
    """
    states = [state for state, _ in recent]
    if states and states[-1].key.scope_digest == scope_digest:
        states.pop()
    full = [state for state in states if state.is_full]
    return Base(THE_RUN_BEFORE, full[-1]) if full else None


def remark_base(
    base: Base | None,
    comparison: ComparisonEntry | None,
    scope_digest: str,
    stamp_today: Callable[[], Iterable[StoryStamp]],
) -> Iterator[RemarkEntry]:
    """Say where the base is the state of today, so that it means nothing that no story was lost."""
    # On one state a story may be lost all the same, where another version is deployed today, say.
    if base is None or comparison is None or comparison.lost or comparison.vanished:
        return
    then = base.state.key
    # Stamping takes a while, and code that is the same is rare.
    if then.scope_digest == scope_digest and then.contract_digest == digest_contract(stamp_today()):
        yield RemarkEntry(code=BASE_IS_TODAY, sentence=_VACUOUS, path=None, line=None, stories=())


def _read_day(day: str) -> str:
    try:
        datetime.fromisoformat(day)
    except ValueError as error:
        # As text it would stand between two days that are, and be compared with one nobody meant.
        raise UsageError(f"`{day}` is no day", where="--base", fix="write it as 2026-11-22") from error
    return day


def _say_day_before(now_utc: str) -> str:
    return (datetime.fromisoformat(now_utc).date() - timedelta(days=1)).isoformat()


def _find_run(ledger: Ledger, project: str, wanted: str) -> StateRecord | None:
    if len(wanted) < SHORTEST_RUN_ID or not re.fullmatch(r"[0-9a-f-]+", wanted):
        return None
    return ledger.find_state(project, run=wanted)


def _find_revision(ledger: Ledger, project: str, wanted: str, root: Path) -> StateRecord | None:
    for commit, tree in _list_first_parents(wanted, root):
        for state in (
            ledger.find_state(project, commit=commit),
            ledger.find_state(project, tree=tree),
        ):
            if state is not None and state.is_full and not state.dirty:
                return state
    return None


def _list_first_parents(revision: str, root: Path) -> Iterator[tuple[str, str]]:
    limit = f"--max-count={ANCESTORS}"
    command = ["git", "log", "--first-parent", limit, "--format=%H %T", "--end-of-options", revision, "--"]
    try:
        answer = subprocess.run(  # noqa: S603 - a revision cannot be an option here
            command, cwd=root, capture_output=True, text=True, check=False
        )
    except OSError:
        return
    if answer.returncode == 0:
        for line in answer.stdout.splitlines():
            commit, tree = line.split()
            yield commit, tree
