"""Findings as a Code Quality report for GitLab.

Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

import json

from storycontract.lint.finding import Severity
from storycontract.lint.lint_result import LintResult
from storycontract.report.findings.finding_digest import digest_findings

_LEVELS = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render_gitlab(result: LintResult) -> str:
    """Render the report."""
    digests = digest_findings(result.findings, result)
    entries = [
        {
            "description": f"{finding.message}; {finding.fix}",
            "check_name": finding.rule,
            "fingerprint": digest,
            "severity": _LEVELS[finding.severity],
            "location": {"path": finding.location.path, "lines": {"begin": finding.location.line}},
        }
        for finding, digest in zip(result.findings, digests, strict=True)
    ]
    return json.dumps(entries, indent=2, ensure_ascii=False) + "\n"
