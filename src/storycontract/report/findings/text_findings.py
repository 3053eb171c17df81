"""Findings for people at a terminal: the line, a caret, what to write instead, and a summary."""

from collections.abc import Iterator

from storycontract.lint.finding import Finding
from storycontract.lint.lint_result import LintResult
from storycontract.report.findings.findings_screen import FindingsScreen, make_plain

_INDENT = "  "


def render_text(result: LintResult, screen: FindingsScreen) -> str:
    """Render findings with their lines, and the summary by rule."""
    parts = ["\n".join(_iter_finding(finding, result, screen)) for finding in result.findings]
    return "\n\n".join([*parts, "\n".join(_iter_summary(result, screen))]) + "\n"


def render_concise(result: LintResult, screen: FindingsScreen) -> str:
    """Render one line for each finding, and one that counts them."""
    lines = [
        make_plain(f"{_place(finding)}: {finding.severity}: {finding.message} [{finding.rule}]")
        for finding in result.findings
    ]
    return "\n".join([*lines, next(_iter_summary(result, screen))]) + "\n"


def _place(finding: Finding) -> str:
    return f"{finding.location.path}:{finding.location.line}:{finding.location.column}"


def _iter_finding(finding: Finding, result: LintResult, screen: FindingsScreen) -> Iterator[str]:
    severity = screen.severity(finding.severity, finding.severity)
    yield f"{screen.bold(make_plain(_place(finding)))}: {severity} [{finding.rule}]"
    yield from screen.wrap(finding.message, first=_INDENT, later=_INDENT)
    line = result.find_line(finding)
    if line is not None and line.strip():
        number = str(finding.location.line)
        gutter = len(number) + len(_INDENT) * 2
        shown, carets = screen.point(
            line, finding.location.column, finding.end_column, screen.width - gutter - 3
        )
        yield screen.dim(f"{_INDENT * 2}{number} | ") + shown
        yield screen.dim(f"{' ' * gutter} | ") + screen.severity(finding.severity, carets)
    yield from screen.wrap(f"fix: {finding.fix}", first=_INDENT, later=f"{_INDENT}     ")


def _iter_summary(result: LintResult, screen: FindingsScreen) -> Iterator[str]:
    files = _count(result.file_count, "file")
    if not result.findings:
        yield f"{files} linted, no findings"
    else:
        touched = len({finding.location.path for finding in result.findings})
        counts = [
            screen.severity(severity, _count(number, severity.value, plural=_PLURALS[severity.value]))
            for severity, number in result.count_by_severity().items()
            if number
        ]
        found = _count(len(result.findings), "finding")
        yield f"{screen.bold(found)} in {touched} of {files}: {', '.join(counts)}"
        yield from _iter_rules(result)
    yield from _iter_hidden(result)
    yield from _iter_remedies(result)


_PLURALS = {"error": "errors", "warning": "warnings", "info": "infos"}


def _iter_rules(result: LintResult) -> Iterator[str]:
    repairable = {finding.rule for finding in result.findings if finding.repair}
    counts = result.count_by_rule()
    width = len(str(max(counts.values())))
    for rule, number in counts.items():
        yield f"{_INDENT}{number:>{width}}  {rule}{' *' if rule in repairable else ''}"


def _iter_hidden(result: LintResult) -> Iterator[str]:
    hidden = []
    if result.suppressed:
        hidden.append(f"{_count(len(result.suppressed), 'finding')} silenced with a reason")
    if result.known_count:
        hidden.append(f"{_count(result.known_count, 'finding')} in the baseline")
    if hidden:
        yield f"not shown: {', '.join(hidden)}"


def _iter_remedies(result: LintResult) -> Iterator[str]:
    safe = sum(finding.repair is not None and finding.repair.is_safe for finding in result.findings)
    unsafe = sum(finding.repair is not None and not finding.repair.is_safe for finding in result.findings)
    if safe:
        yield f"* `--fix` mends {safe} of them without changing what runs"
    if unsafe:
        yield f"* `--unsafe-fixes` mends {unsafe}; read what it changes with `--diff` first"
    if result.findings:
        rule = next(iter(result.count_by_rule()))
        yield f"`storycontract explain {rule}` says why that rule is there"


def _count(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"
