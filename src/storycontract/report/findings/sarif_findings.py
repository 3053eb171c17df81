"""Findings as SARIF 2.1.0, for code scanning.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

from storycontract.lint.finding import Finding, Severity
from storycontract.lint.lint_result import LintResult
from storycontract.lint.repair import Edit
from storycontract.lint.rule import LintRule
from storycontract.report.findings.finding_digest import digest_findings

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT = "PROJECTROOT"

Json = dict[str, Any]


def render_sarif(result: LintResult, rules: Iterable[LintRule]) -> str:
    """Render the log; suppressed findings are among the results, marked as such."""
    findings = (*result.findings, *result.suppressed)
    named = {finding.rule for finding in findings}
    descriptors = [_descriptor(rule) for rule in rules if rule.name in named]
    indexes = {descriptor["id"]: index for index, descriptor in enumerate(descriptors)}
    digests = digest_findings(findings, result)
    run: Json = {
        "tool": {
            "driver": {"name": "storycontract", "version": version("storycontract"), "rules": descriptors}
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, digest, indexes, result)
            for finding, digest in zip(findings, digests, strict=True)
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def _descriptor(rule: LintRule) -> Json:
    return {
        "id": rule.name,
        "shortDescription": {"text": f"{rule.problem[:1].upper()}{rule.problem[1:]}."},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.fix[:1].upper()}{rule.fix[1:]}."},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(finding: Finding, digest: str, indexes: Mapping[str, int], result: LintResult) -> Json:
    entry: Json = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message}; {finding.fix}"},
        "locations": [{"physicalLocation": _place(finding, result)}],
        "partialFingerprints": {"storycontract/1": digest},
    }
    if finding.rule in indexes:
        entry["ruleIndex"] = indexes[finding.rule]
    if finding.story_id:
        entry["properties"] = {"story": finding.story_id}
    if finding.suppressed_because:
        entry["suppressions"] = [{"kind": "inSource", "justification": finding.suppressed_because}]
    if finding.repair:
        replacements = [_replacement(edit) for edit in finding.repair.edits]
        change = {"artifactLocation": _file(finding), "replacements": replacements}
        entry["fixes"] = [{"description": {"text": finding.repair.message}, "artifactChanges": [change]}]
    return entry


def _place(finding: Finding, result: LintResult) -> Json:
    region = {
        "startLine": finding.location.line,
        "startColumn": finding.location.column,
        "endLine": finding.location.line,
        "endColumn": result.find_end_column(finding),
    }
    return {"artifactLocation": _file(finding), "region": region}


def _file(finding: Finding) -> Json:
    return {"uri": quote(finding.location.path, errors="surrogateescape"), "uriBaseId": _ROOT}


def _replacement(edit: Edit) -> Json:
    return {
        "deletedRegion": {
            "startLine": edit.line,
            "startColumn": edit.column,
            "endLine": edit.end_line,
            "endColumn": edit.end_column,
        },
        "insertedContent": {"text": edit.text},
    }
