"""Findings as a JSON document with a published schema.

New fields may come; whatever else changes gets another `schema_version`.
"""

import json

from pydantic import BaseModel, ConfigDict, Field

from storycontract.lint.finding import Finding, Severity
from storycontract.lint.lint_result import LintResult
from storycontract.lint.repair import Repair

SCHEMA_VERSION = 1


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EditEntry(_Document):
    """Text to put where other text stands; the end is one past the last character."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str


class FixEntry(_Document):
    """A change that mends the finding; a safe one leaves what runs as it is."""

    message: str
    applicability: str = Field(pattern="^(safe|unsafe)$")
    edits: tuple[EditEntry, ...]


class FindingEntry(_Document):
    """One finding; lines and columns count from 1, columns in code points, the end is one past the last."""

    rule: str
    severity: Severity
    path: str = Field(description="relative to the project root, with forward slashes")
    line: int
    column: int
    end_line: int
    end_column: int
    message: str = Field(description="what is wrong, as a clause")
    help: str = Field(description="what to do about it, as a clause")
    story: str | None = Field(description="id of the story it lies in; null where there is none")
    fix: FixEntry | None = Field(default=None, description="absent where only a person can mend it")


class SummaryEntry(_Document):
    """What was looked at, and what is not among the findings."""

    files: int
    errors: int
    warnings: int
    infos: int
    suppressed: int = Field(description="silenced with a reason")
    baseline: int = Field(description="known, so not shown")


class FindingsDocument(_Document):
    """What `storycontract lint --output-format json` prints."""

    schema_version: int = SCHEMA_VERSION
    findings: tuple[FindingEntry, ...]
    summary: SummaryEntry


def render_json(result: LintResult) -> str:
    """Render the document."""
    counts = result.count_by_severity()
    document = FindingsDocument(
        findings=tuple(_entry(finding, result) for finding in result.findings),
        summary=SummaryEntry(
            files=result.file_count,
            errors=counts[Severity.ERROR],
            warnings=counts[Severity.WARNING],
            infos=counts[Severity.INFO],
            suppressed=len(result.suppressed),
            baseline=result.known_count,
        ),
    )
    content = document.model_dump(mode="json")
    for finding in content["findings"]:
        if finding["fix"] is None:
            del finding["fix"]
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def render_findings_schema() -> str:
    """Render the JSON schema of the document."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **FindingsDocument.model_json_schema(mode="validation"),
        "title": f"storycontract findings, version {SCHEMA_VERSION}",
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _entry(finding: Finding, result: LintResult) -> FindingEntry:
    return FindingEntry(
        rule=finding.rule,
        severity=finding.severity,
        path=finding.location.path,
        line=finding.location.line,
        column=finding.location.column,
        end_line=finding.location.line,
        end_column=result.find_end_column(finding),
        message=finding.message,
        help=finding.fix,
        story=finding.story_id,
        fix=_fix(finding.repair) if finding.repair else None,
    )


def _fix(repair: Repair) -> FixEntry:
    return FixEntry(
        message=repair.message,
        applicability="safe" if repair.is_safe else "unsafe",
        edits=tuple(
            EditEntry(
                line=edit.line,
                column=edit.column,
                end_line=edit.end_line,
                end_column=edit.end_column,
                text=edit.text,
            )
            for edit in repair.edits
        ),
    )
