"""`.storycontract/accepted.yaml` and the files beside it: what people checked by hand, and what shows it."""

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from storycontract.assessment.sidecar_file import FOLDER, SidecarForm, add_entries, load_entries
from storycontract.contract.contract import Contract
from storycontract.contract.derived_ids import match_derived_ids
from storycontract.errors import SetUpError, UsageError, say_reason
from storycontract.verdict.acceptance import Acceptance, AcceptedFile, Attachment
from storycontract.verdict.manual_evidence import ManualEvidence, WrittenAcceptance
from storycontract.whole_file import write_whole

ATTACHMENTS = "attachments"

OPENING = """\
# What people checked by hand, and until when that counts. `storycontract accept` adds to this file.
version: 1
accepted:
"""


def _is_double(earlier: Acceptance, later: Acceptance) -> bool:
    return earlier == later


ACCEPTANCE_FORM = SidecarForm(
    name="accepted.yaml",
    file_model=AcceptedFile,
    entry_model=Acceptance,
    key="accepted",
    opening=OPENING,
    is_double=_is_double,
)


def load_manual_evidence(
    root: Path, contract: Contract, *, today: date, product_versions: Mapping[str, str]
) -> ManualEvidence:
    """Load what people said of manual cases, every attachment checked against its digest.

    `product_versions` are those of today, by environment.

    Raises:
        UsageError: the file says something that cannot be.
        CannotDecideError: it cannot be read.
    """
    placed = load_entries(ACCEPTANCE_FORM, root)
    written = tuple(
        WrittenAcceptance(one.entry, one.line, _find_damage(root, one.entry.attachments)) for one in placed
    )
    return ManualEvidence(written, today, product_versions, match_derived_ids(contract.stories))


def add_acceptance(root: Path, acceptance: Acceptance) -> None:
    """Add an acceptance behind those that are there; comments and layout stay.

    Raises:
        UsageError: the file says something that cannot be.
        CannotDecideError: it cannot be read.
        SetUpError: it cannot be written; it then stays as it was.
    """
    add_entries(ACCEPTANCE_FORM, root, [acceptance])


def keep_attachment(root: Path, file: Path) -> Attachment:
    """Copy a file to where it is kept, under the digest of its bytes.

    Raises:
        UsageError: it cannot be read.
        SetUpError: the copy cannot be written.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        reason = say_reason(error)
        raise UsageError(
            f"cannot be attached: {reason}", fix="name a file you may read", where=str(file)
        ) from error
    attachment = Attachment(name=file.name, sha256=hashlib.sha256(content).hexdigest())
    _write(locate_attachment(root, attachment), content)
    return attachment


def locate_attachment(root: Path, attachment: Attachment) -> Path:
    """Tell where an attachment is kept."""
    return root / FOLDER / ATTACHMENTS / attachment.file_name


def _find_damage(root: Path, attachments: tuple[Attachment, ...]) -> str | None:
    for attachment in attachments:
        file = locate_attachment(root, attachment)
        shown = f"its attachment `{attachment.name}`"
        try:
            content = file.read_bytes()
        except FileNotFoundError:
            return f"{shown} is missing"
        except OSError as error:
            return f"{shown} cannot be read: {say_reason(error)}"
        if hashlib.sha256(content).hexdigest() != attachment.sha256:
            return f"{shown} is not the file that was attached"
    return None


def _write(target: Path, content: bytes) -> None:
    # A copy that was altered since is mended by attaching the file again.
    try:
        write_whole(target, content)
    except OSError as error:
        raise SetUpError(
            f"the attachment cannot be kept: {say_reason(error)}",
            fix="make the folder writable and free some space, then try again",
            where=str(target),
        ) from error
