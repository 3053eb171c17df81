"""Waivers, acceptances and what is wrong with them, to the entries of stories.json."""

from datetime import UTC

from storycontract.report.stories import AcceptanceEntry, AttachmentEntry, RemarkEntry, WaiverEntry
from storycontract.verdict.acceptance import Attachment
from storycontract.verdict.judgement import JudgedAcceptance
from storycontract.verdict.waiver import Waiver
from storycontract.verdict.waiving import SidecarFinding

ATTACHMENT_FOLDER = ".storycontract/attachments"


def describe_waiver(waiver: Waiver) -> WaiverEntry:
    """Describe a waiver in force."""
    return WaiverEntry(
        criterion=waiver.criterion,
        verdicts=waiver.verdicts,
        reason=waiver.reason,
        owner=waiver.owner,
        ticket=waiver.ticket,
        expires=waiver.expires.isoformat(),
    )


def describe_acceptance(judged: JudgedAcceptance) -> AcceptanceEntry:
    """Describe what a person said of a case, whether or not it counts today."""
    acceptance = judged.acceptance
    return AcceptanceEntry(
        result=acceptance.result,
        by=acceptance.by,
        at_utc=acceptance.at.astimezone(UTC).isoformat(timespec="seconds"),
        environment=acceptance.environment,
        product_version=acceptance.product_version,
        expires=acceptance.expires.isoformat(),
        note=acceptance.note,
        attachments=tuple(map(_describe_attachment, acceptance.attachments)),
        counts=judged.why_not is None,
        why_not=judged.why_not,
    )


def describe_sidecar_finding(finding: SidecarFinding, path: str) -> RemarkEntry:
    """Describe what is wrong with an entry of the sidecar at `path`."""
    return RemarkEntry(
        code=finding.code, sentence=finding.sentence, path=path, line=finding.line, stories=finding.stories
    )


def _describe_attachment(attachment: Attachment) -> AttachmentEntry:
    return AttachmentEntry(
        name=attachment.name, path=f"{ATTACHMENT_FOLDER}/{attachment.file_name}", sha256=attachment.sha256
    )
