"""Evidence of workers on other machines, sent over the wire that pytest-xdist has to them anyway."""

import hashlib
import json
import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from storycontract.errors import EvidenceError
from storycontract.evidence.artefacts import FOLDER as ARTEFACTS
from storycontract.evidence.evidence_file import write_evidence
from storycontract.evidence.journal import JournalWriter
from storycontract.evidence.masking import mask_line
from storycontract.evidence.record import LINE_READER, Artefact, Attempt, Line
from storycontract.evidence.scope import Scope, save_manifest

LINE, FILE, MANIFEST = "line", "file", "manifest"


class RemoteWriter:
    """The side of the worker: writes lines as a journal does, and sends the files that they name before them.

    After a line that could not be sent it accepts no more, as a journal does.
    """

    def __init__(self, channel: Any, reports_folder: Path, patterns: Sequence[re.Pattern[str]]) -> None:
        self._channel = channel
        self._reports_folder = reports_folder
        self._patterns = tuple(patterns)

    def write(self, line: Line) -> None:
        """Send one line, its free text masked.

        Raises:
            EvidenceError: the other side is gone.
        """
        if isinstance(line, Attempt):
            for artefact in line.artefacts:
                self._send_file(artefact)
        self._send(LINE, json.dumps(mask_line(line, self._patterns), ensure_ascii=False).encode())

    def send_manifest(self, scope: Scope) -> None:
        """Send the list of the files that this machine sees, so that what differs can be named.

        Raises:
            EvidenceError: the other side is gone.
        """
        self._send(MANIFEST, scope.digest.encode(), json.dumps(dict(scope.manifest)).encode())

    def check(self) -> None:
        """Nothing lies here that could be lost."""

    def close(self) -> None:
        """Send no more."""
        self._channel.close()

    def _send_file(self, artefact: Artefact) -> None:
        try:
            content = (self._reports_folder / artefact.path).read_bytes()
        except OSError:
            # The record names it all the same, so that it is known to be missing.
            return
        self._send(FILE, Path(artefact.path).name.encode(), content)

    def _send(self, kind: str, *parts: bytes) -> None:
        try:
            self._channel.send((kind, *parts))
        except OSError as error:
            raise EvidenceError(
                "evidence cannot be sent to the machine that started the run",
                fix="see to the connection, then run again",
            ) from error


class RemoteEvidence:
    """The side of the controller: keeps what workers elsewhere send as if they had written it here."""

    def __init__(self, evidence_folder: Path, run_id: str, patterns: Sequence[re.Pattern[str]]) -> None:
        self.failure: EvidenceError | None = None
        self._folder = evidence_folder
        self._run_folder = evidence_folder / run_id
        self._patterns = tuple(patterns)
        self._writers: dict[str, JournalWriter] = {}

    def open_channel(self, gateway: Any) -> Any:
        """Open the channel that a worker will find in what it is handed."""
        channel = gateway.newchannel()
        channel.setcallback(partial(self._receive, str(gateway.id)))
        return channel

    def close(self) -> None:
        """Close all journals; the workers have said what they had to say."""
        for writer in self._writers.values():
            try:
                writer.check()
            except EvidenceError as error:
                self.failure = self.failure or error
            writer.close()

    def _receive(self, process: str, message: tuple[str, bytes] | tuple[str, bytes, bytes]) -> None:
        # Called by the thread that reads the wire, which an exception would end.
        if self.failure is not None:
            return
        try:
            self._keep(process, *message)
        except EvidenceError as error:
            self.failure = error
        except (ValidationError, ValueError, TypeError) as error:
            self.failure = EvidenceError(
                f"worker {process} sends what is no evidence: {error}",
                fix="install the same version of storycontract on all machines",
            )

    def _keep(self, process: str, kind: str, first: bytes, second: bytes = b"") -> None:
        match kind:
            case "line":
                if process not in self._writers:
                    self._writers[process] = JournalWriter(self._run_folder, process, self._patterns)
                self._writers[process].write(LINE_READER.validate_json(first))
            case "file":
                name = first.decode()
                if name.startswith(hashlib.sha256(second).hexdigest()):
                    write_evidence(self._folder / ARTEFACTS / Path(name).name, second)
            case "manifest":
                manifest: dict[str, str] = json.loads(second)
                scope = Scope(first.decode(), manifest, commit=None, tree=None, dirty=False)
                save_manifest(self._folder, scope)
            case _:
                raise ValueError(f"`{kind}`")
