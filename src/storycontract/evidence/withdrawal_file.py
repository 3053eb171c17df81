"""The file that keeps withdrawals: appended to, never rewritten."""

import hashlib
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from storycontract.errors import EvidenceError, say_reason
from storycontract.evidence.record import EvidenceModel, Withdrawal

FILE_NAME = "withdrawn.jsonl"


class _Sealed(EvidenceModel):
    """A withdrawal with the digest of its JSON: altered, it could let a withdrawn run count again."""

    withdrawal: Withdrawal
    sha256: str


@dataclass(frozen=True, slots=True)
class Withdrawals:
    """What was withdrawn, oldest first; `damage` names the first line that cannot be read."""

    records: tuple[Withdrawal, ...]
    damage: str | None


def load_withdrawals(file: Path) -> Withdrawals:
    """Load every withdrawal that can be read; none where there is no file."""
    try:
        lines = file.read_bytes().split(b"\n")
    except FileNotFoundError:
        return Withdrawals((), None)
    except OSError as error:
        return Withdrawals((), f"cannot be read: {say_reason(error)}")
    records: list[Withdrawal] = []
    damage: str | None = None
    for number, raw in enumerate(lines, start=1):
        record = _read(raw) if raw else None
        if record is not None:
            records.append(record)
        elif raw:
            damage = damage or (
                f"line {number} is no withdrawal, so a run may be counted that was withdrawn: "
                "withdraw that run again, then remove the line"
            )
    return Withdrawals(tuple(records), damage)


def append_withdrawal(file: Path, withdrawal: Withdrawal) -> None:
    """Append one withdrawal.

    Raises:
        EvidenceError: the file cannot be written; it then stays as it was.
    """
    line = _Sealed(withdrawal=withdrawal, sha256=_seal(withdrawal)).model_dump_json().encode() + b"\n"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("ab+", buffering=0) as target:
            _append(target.fileno(), line)
    except OSError as error:
        raise EvidenceError(
            f"the withdrawal cannot be written: {say_reason(error)}",
            where=str(file),
            fix="free space or make the file writable, then withdraw again",
        ) from error


def _append(descriptor: int, line: bytes) -> None:
    size = os.fstat(descriptor).st_size
    is_torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
    try:
        remaining = memoryview(b"\n" + line if is_torn else line)
        while remaining:
            remaining = remaining[os.write(descriptor, remaining) :]
        os.fsync(descriptor)
    except OSError:
        with suppress(OSError):
            os.ftruncate(descriptor, size)
        raise


def _read(raw: bytes) -> Withdrawal | None:
    try:
        sealed = _Sealed.model_validate_json(raw)
    except ValidationError:
        return None
    return sealed.withdrawal if sealed.sha256 == _seal(sealed.withdrawal) else None


def _seal(withdrawal: Withdrawal) -> str:
    return hashlib.sha256(withdrawal.model_dump_json().encode()).hexdigest()


def find_withdrawal(names: Iterable[str], records: Iterable[Withdrawal]) -> Withdrawal | None:
    """Find the latest withdrawal of a run that goes by any of these names."""
    known = set(names)
    found = [record for record in records if record.run in known]
    return found[-1] if found else None
