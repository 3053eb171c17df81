"""Findings as annotations on a pull request at GitHub.

Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from storycontract.lint.finding import Finding, Severity
from storycontract.lint.lint_result import LintResult

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render_github(result: LintResult) -> str:
    """Render one workflow command for each finding."""
    return "".join(f"{_annotate(finding, result)}\n" for finding in result.findings)


def _annotate(finding: Finding, result: LintResult) -> str:
    properties = {
        "file": finding.location.path,
        "line": finding.location.line,
        "col": finding.location.column,
        "endLine": finding.location.line,
        "endColumn": result.find_end_column(finding),
        "title": finding.rule,
    }
    shown = ",".join(f"{key}={_escape_property(str(value))}" for key, value in properties.items())
    message = _escape(f"{finding.message}\nfix: {finding.fix}")
    return f"::{_LEVELS[finding.severity]} {shown}::{message}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
