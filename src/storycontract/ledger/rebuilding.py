"""A ledger made anew from the files of evidence, and from what can still be read of the old one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.exc import SQLAlchemyError

from storycontract.errors import LedgerError
from storycontract.evidence.record import Withdrawal
from storycontract.ledger.address import find_file
from storycontract.ledger.appending import append_run
from storycontract.ledger.connecting import connect, create_engine_of
from storycontract.ledger.ledger import EVIDENCE_FOLDER, Ledger
from storycontract.ledger.preparing import prepare_run
from storycontract.ledger.refusal import explain_refusal
from storycontract.ledger.run_loading import unpack
from storycontract.ledger.schema import EVIDENCE, METADATA, WITHDRAWAL
from storycontract.ledger.transaction import begin_writing

_COMPANIONS = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What came of it: files taken in, files that are not intact, and where the old one is kept."""

    runs: int
    refused: tuple[str, ...]
    kept_aside: Path | None


def rebuild_ledger(
    address: str,
    evidence_files: Iterable[Path],
    withdrawals: Iterable[Withdrawal] = (),
    *,
    evidence: str = EVIDENCE_FOLDER,
) -> Rebuilt:
    """Make a ledger anew; the history of what was pruned before is not in it, the rest is judged again.

    Raises:
        LedgerError: the new ledger cannot be written; the old one is then as it was.
    """
    file = find_file(address)
    if file is None:
        return _rebuild_in_place(address, evidence_files, withdrawals, evidence)
    new = file.with_name(file.name + ".rebuilding")
    _remove(new)
    engine, place = connect(f"sqlite:///{new}", evidence)
    old = create_engine_of(address)
    with Ledger(engine, place) as ledger:
        refused = _fill(ledger, _salvage_contents(old), evidence_files)
        ledger.append_withdrawals([*_salvage_withdrawals(old), *withdrawals])
        runs = len(ledger.list_digests())
    old.dispose()
    return Rebuilt(runs, refused, _swap(file, new))


def _rebuild_in_place(
    address: str, evidence_files: Iterable[Path], withdrawals: Iterable[Withdrawal], evidence: str
) -> Rebuilt:
    engine, place = connect(address, evidence)
    with Ledger(engine, place) as ledger:
        with explain_refusal(place), begin_writing(engine) as connection:
            _append_again(connection)
        refused = _fill(ledger, (), evidence_files)
        ledger.append_withdrawals(withdrawals)
        return Rebuilt(len(ledger.list_digests()), refused, None)


def _append_again(connection: Connection) -> None:
    for table in reversed(METADATA.sorted_tables):
        if table not in {EVIDENCE, WITHDRAWAL}:
            connection.execute(delete(table))
    for digest in connection.execute(select(EVIDENCE.c.digest).order_by(EVIDENCE.c.digest)).scalars().all():
        stored = connection.execute(
            select(EVIDENCE.c.content).where(EVIDENCE.c.digest == digest)
        ).scalar_one()
        connection.execute(delete(EVIDENCE).where(EVIDENCE.c.digest == digest))
        content = unpack(digest, stored)
        if content is not None:
            append_run(connection, prepare_run(content))


def _fill(ledger: Ledger, contents: Iterable[bytes], files: Iterable[Path]) -> tuple[str, ...]:
    refused: list[str] = []
    for content in contents:
        ledger.append(content)
    for file in sorted(files):
        try:
            content = file.read_bytes()
            prepare_run(content)
        except (LedgerError, OSError) as error:
            refused.append(f"{file}: {error.problem if isinstance(error, LedgerError) else error.strerror}")
        else:
            ledger.append(content)
    return tuple(refused)


def _salvage_contents(old: Engine) -> Iterator[bytes]:
    """Give every intact file that can be read; what is damaged ends nothing but itself."""
    for digest in _read_all(old, "SELECT digest FROM evidence"):
        for stored in _read_all(old, "SELECT content FROM evidence WHERE digest = ?", digest):
            content = unpack(digest, stored)
            if content is not None:
                yield content


def _salvage_withdrawals(old: Engine) -> Iterator[Withdrawal]:
    for content in _read_all(old, "SELECT content FROM withdrawal"):
        try:
            yield Withdrawal.model_validate_json(content)
        except ValidationError:
            continue


def _read_all(old: Engine, query: str, *values: str) -> list[Any]:
    found: list[Any] = []
    try:
        with old.connect() as connection:
            found.extend(row[0] for row in connection.exec_driver_sql(query, values))
    except SQLAlchemyError:
        # The rest is on pages that are gone.
        return found
    return found


def _swap(file: Path, new: Path) -> Path | None:
    aside = None
    if file.exists():
        names = (file.with_name(f"{file.name}.old-{number}") for number in count(1))
        aside = next(name for name in names if not name.exists())
        for companion in _COMPANIONS:
            old = file.with_name(file.name + companion)
            if old.exists():
                old.replace(aside.with_name(aside.name + companion))
    new.replace(file)
    return aside


def _remove(file: Path) -> None:
    for companion in _COMPANIONS:
        file.with_name(file.name + companion).unlink(missing_ok=True)
