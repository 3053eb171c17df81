"""Files kept as evidence, each named by the digest of its content."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from storycontract.errors import EvidenceError, say_reason
from storycontract.evidence.record import Artefact
from storycontract.whole_file import write_whole

FOLDER = "artefacts"

ArtefactKind = Literal["screenshot", "trace", "video", "log", "attachment"]

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that was not kept, and why, in one sentence."""

    why: str


class ArtefactStore:
    """Keeps files below the evidence folder; what is there is never written again.

    One file may take a quarter of what a whole run may keep, so that a long trace leaves room for others.
    """

    def __init__(self, evidence_folder: Path, *, limit_bytes: int) -> None:
        self._folder = evidence_folder / FOLDER
        self._left_bytes = limit_bytes
        self._limit_bytes = limit_bytes

    def keep(self, kind: ArtefactKind, name: str, content: bytes, suffix: str) -> Artefact | LeftOut:
        """Keep a file; a file of the same content is kept once and costs nothing."""
        digest = hashlib.sha256(content).hexdigest()
        file = self._folder / f"{digest}{suffix}"
        try:
            is_known = file.exists()
            if not is_known and (why := self._refuse(len(content))) is not None:
                return LeftOut(f"{kind} `{name}` was not kept: {why}")
            if not is_known:
                write_whole(file, content)
                self._left_bytes -= len(content)
            elif _digest(file) != digest:
                return LeftOut(f"{kind} `{name}` was not kept: {file} stands in its place and is damaged")
        except OSError as error:
            return LeftOut(f"{kind} `{name}` was not kept: {say_reason(error)}")
        path = f"{self._folder.parent.name}/{FOLDER}/{file.name}"
        return Artefact(kind=kind, name=name, path=path, sha256=digest, size_bytes=len(content))

    def _refuse(self, size_bytes: int) -> str | None:
        size = f"{size_bytes / _MEGABYTE:.1f} MB"
        if size_bytes > self._limit_bytes // 4:
            return f"{size} is more than a quarter of what one run may keep (`browser-evidence-mb`)"
        if size_bytes > self._left_bytes:
            return f"{size} more than this run may keep (`browser-evidence-mb`)"
        return None


def load_artefact(reports_folder: Path, path: str, sha256: str) -> bytes:
    """Load a file of the evidence; `path` and `sha256` are those of its record.

    Evidence that was brought from elsewhere keeps its files beside it, so they are looked for there too.

    Raises:
        EvidenceError: it is not there, or not what was recorded.
    """
    file = find_artefact(reports_folder, path)
    if file is None:
        raise EvidenceError(
            "a file of the evidence is gone", where=path, fix="bring it back, or run the story again"
        )
    try:
        content = file.read_bytes()
    except OSError as error:
        reason = say_reason(error)
        raise EvidenceError(reason, where=path, fix="make it readable, or run the story again") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise EvidenceError(
            "this file is not what was recorded", where=path, fix="bring it back, or run the story again"
        )
    return content


def find_artefact(reports_folder: Path, path: str) -> Path | None:
    """Find the file of a record; None where there is none, or where the record points out of the folder."""
    root = reports_folder.resolve()
    file = (root / path).resolve()
    if not file.is_relative_to(root):
        return None
    if file.is_file():
        return file
    return next((found for found in root.rglob(f"{FOLDER}/{file.name}") if found.is_file()), None)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
