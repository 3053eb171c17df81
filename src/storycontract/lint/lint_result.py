"""What a lint run has to show: the same for every output."""

import posixpath
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from storycontract.lint.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class LintResult:
    """Findings by path, line, column and rule, and how many there are that nobody needs to see.

    `suppressed` are silenced with a reason, `known_count` are in the baseline. `find_lines` gives the lines
    of a file, without their ends.
    """

    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...]
    known_count: int
    file_count: int
    fail_on: Severity
    find_lines: Callable[[str], Sequence[str]]

    @property
    def fails(self) -> bool:
        """Tell whether a finding is as grave as what the command fails on."""
        return any(finding.severity.is_at_least(self.fail_on) for finding in self.findings)

    def find_line(self, finding: Finding) -> str | None:
        """Find the line a finding is on; None where its source is not at hand."""
        lines = self.find_lines(finding.location.path)
        number = finding.location.line
        return lines[number - 1] if 0 < number <= len(lines) else None

    def find_end_column(self, finding: Finding) -> int:
        """Find the column one past the last a finding is about; its first where that is all of the line."""
        if finding.end_column is not None:
            return finding.end_column
        line = (self.find_line(finding) or "").rstrip()
        return max(len(line) + 1, finding.location.column)

    def tell_from(self, prefix: str) -> "LintResult":
        """Give the same with paths from a folder above the project; `prefix` leads from there to it."""
        if not prefix:
            return self
        above = {f.location.path: posixpath.normpath(prefix + f.location.path) for f in self._iter_all()}
        below = {path: own for own, path in above.items()}

        def move(findings: Sequence[Finding]) -> tuple[Finding, ...]:
            return tuple(
                replace(each, location=each.location._replace(path=above[each.location.path]))
                for each in findings
            )

        return replace(
            self,
            findings=move(self.findings),
            suppressed=move(self.suppressed),
            find_lines=lambda path: self.find_lines(below.get(path, path)),
        )

    def _iter_all(self) -> Iterator[Finding]:
        yield from self.findings
        yield from self.suppressed

    def count_by_severity(self) -> dict[Severity, int]:
        """Count the findings of each severity, the gravest first."""
        return {
            severity: sum(finding.severity is severity for finding in self.findings) for severity in Severity
        }

    def count_by_rule(self) -> dict[str, int]:
        """Count the findings of each rule, the most frequent first."""
        counts: dict[str, int] = {}
        for finding in self.findings:
            counts[finding.rule] = counts.get(finding.rule, 0) + 1
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
