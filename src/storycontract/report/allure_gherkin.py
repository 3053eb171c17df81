"""The steps of a case, as the contract has them, as Allure's steps."""

from collections.abc import Callable
from uuid import uuid4

from allure_commons.model2 import Attachment, StatusDetails, TestStepResult

from storycontract.report.allure_model import render_table
from storycontract.report.stories import WrittenStepEntry

Attach = Callable[[str, str], object]
"""Keeps a text under the name of a file."""


def render_step(
    step: WrittenStepEntry, status: str, attach: Attach, message: str | None = None
) -> TestStepResult:
    """Render a step with its table and its doc string attached."""
    attachments = []
    if step.table is not None:
        attachments.append(_attach_text(attach, "table", "text/csv", "csv", render_table(step.table)))
    if step.doc_string is not None:
        attachments.append(_attach_text(attach, "text", "text/plain", "txt", step.doc_string))
    return TestStepResult(
        name=f"{step.keyword} {step.text}",
        status=status,
        statusDetails=StatusDetails(message=message) if message else None,
        attachments=attachments,
    )


def _attach_text(attach: Attach, name: str, media_type: str, suffix: str, text: str) -> Attachment:
    source = f"{uuid4()}-attachment.{suffix}"
    attach(text, source)
    return Attachment(name=name, source=source, type=media_type)
