"""What a database says when it refuses, in words that tell what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from storycontract.errors import LedgerError, say_reason

_REBUILD = "run `storycontract ledger rebuild`, which keeps the old file beside the new one"
_WRITABLE = "make the file and its folder writable"

# What SQLite and PostgreSQL say, what it means, and what helps.
_MEANINGS = (
    ("database is locked", "another process is writing to it for too long", "run again when it has finished"),
    ("disk is full", "the disk is full", "free space"),
    ("no space left", "the disk of the server is full", "free space there"),
    ("could not extend file", "the disk of the server is full", "free space there"),
    ("disk i/o error", "the disk cannot be read or written", "check the disk, free space"),
    ("readonly database", "it cannot be written", _WRITABLE),
    ("read-only transaction", "the server takes no writes", "use the server that does"),
    ("permission denied", "the user of the address may not do that", "grant it the rights of an owner"),
    ("unable to open database file", "it cannot be opened", _WRITABLE),
    ("malformed", "the file is damaged", _REBUILD),
    ("not a database", "the file is damaged, or is no ledger", _REBUILD),
    ("no such table", "it is no ledger, or is damaged", _REBUILD),
    (
        "password authentication failed",
        "the server refuses the password",
        "correct the address of the ledger",
    ),
    ("does not exist", "the server has no such database or user", "create it, or correct the address"),
)
_LOST = "the server cannot be reached, or went away"
_START = "start the server or correct the address of the ledger"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ledger is, without its password, and where the evidence is that it takes in."""

    ledger: str
    evidence: str


@contextmanager
def explain_refusal(place: Place) -> Iterator[None]:
    """Turn what a database refuses into an error that says what to do.

    Raises:
        LedgerError: the database refused.
    """
    try:
        yield
    except SQLAlchemyError as error:
        raise refuse(place, error) from error


def refuse(place: Place, error: SQLAlchemyError) -> LedgerError:
    """Say what a refusal means, and that nothing is lost by it."""
    cause = getattr(error, "orig", None) or error
    return _refuse(place, *_find_meaning(" ".join(str(cause).split()), error))


def refuse_folder(place: Place, error: OSError) -> LedgerError:
    """Say that the folder of a ledger cannot be made, and that nothing is lost by it."""
    return _refuse(place, f"its folder cannot be made: {say_reason(error)}", _WRITABLE)


def _refuse(place: Place, problem: str, fix: str) -> LedgerError:
    return LedgerError(
        problem,
        where=place.ledger,
        fix=f"{fix}; the evidence stays in {place.evidence} and is taken in by the next run",
    )


def _find_meaning(said: str, error: Exception) -> tuple[str, str]:
    for words, problem, fix in _MEANINGS:
        if words in said.lower():
            return f"{problem} ({said})", fix
    is_lost = isinstance(error, DBAPIError) and error.connection_invalidated
    if is_lost or (isinstance(error, OperationalError) and "connection" in said.lower()):
        return f"{_LOST} ({said})", _START
    return f"the database refused: {said}", "see what it says, then run again"
