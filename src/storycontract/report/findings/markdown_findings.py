"""Findings as Markdown, for a comment or the summary of a job."""

from collections.abc import Iterator

from storycontract.lint.finding import Finding
from storycontract.lint.lint_result import LintResult
from storycontract.report.findings.findings_screen import make_plain
from storycontract.report.markdown import render_code, render_sentence


def render_markdown(result: LintResult) -> str:
    """Render a headline, and a table of the findings."""
    return "\n".join(_iter_lines(result)) + "\n"


def _iter_lines(result: LintResult) -> Iterator[str]:
    counts = result.count_by_severity()
    counted = ", ".join(_count(number, severity.value) for severity, number in counts.items())
    yield f"**{counted}** in {_count(result.file_count, 'file')}"
    hidden = (len(result.suppressed), result.known_count)
    if any(hidden):
        yield ""
        yield f"Not shown: {hidden[0]} silenced with a reason, {hidden[1]} in the baseline."
    if result.findings:
        yield ""
        yield "| where | severity | what | what to do |"
        yield "|---|---|---|---|"
        yield from (_row(finding) for finding in result.findings)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else f'{noun}s'}"


def _row(finding: Finding) -> str:
    cells = (
        render_code(f"{make_plain(finding.location.path)}:{finding.location.line}"),
        finding.severity.value,
        f"{render_sentence(finding.message)} `{finding.rule}`",
        render_sentence(finding.fix),
    )
    return f"| {' | '.join(cells)} |"
