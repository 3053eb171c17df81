"""All findings of a run to those that count: what is silenced or known is set aside, and counted."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from storycontract.assessment.lint_sources import Sources
from storycontract.contract.location import Location
from storycontract.lint.baseline import Baseline, BaselineKey, compare_with_baseline, take_baseline
from storycontract.lint.engine_rules import STALE_BASELINE
from storycontract.lint.finding import Finding, Severity
from storycontract.lint.lint_result import LintResult


class BaselineUse(NamedTuple):
    """How a baseline is used; `path` names it in findings, `is_strict` makes a stale entry an error."""

    baseline: Baseline
    path: str
    is_strict: bool
    was_linted: Callable[[str], bool]


def judge_findings(
    findings: Sequence[Finding], sources: Sources, use: BaselineUse, fail_on: Severity
) -> LintResult:
    """Set aside what is silenced or known, and add what the baseline knows in vain."""
    silenced = tuple(finding for finding in findings if finding.is_suppressed)
    open_ones = [finding for finding in findings if not finding.is_suppressed]
    compared = compare_with_baseline(open_ones, use.baseline, sources.find_line, use.was_linted)
    stale = [_stale(key, count, use) for key, count in compared.stale.items()]
    shown = (*stale, *compared.new)
    return LintResult(
        findings=shown,
        suppressed=silenced,
        known_count=compared.known_count,
        # Findings may lie in step files and in the baseline, too.
        file_count=len({*sources.by_path, *(finding.location.path for finding in shown)}),
        fail_on=fail_on,
        find_lines=sources.find_lines,
    )


def take_known(
    findings: Sequence[Finding], sources: Sources, structural: frozenset[str]
) -> tuple[Baseline, int]:
    """Take the findings of today as known; those that nothing silences are counted instead."""
    open_ones = [finding for finding in findings if not finding.is_suppressed]
    known = [finding for finding in open_ones if finding.rule not in structural]
    return take_baseline(known, sources.find_line), len(open_ones) - len(known)


def path_in_project(root: Path, file: Path) -> str:
    """Name a file as findings do."""
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()


def _stale(key: BaselineKey, count: int, use: BaselineUse) -> Finding:
    times = "" if count == 1 else f"{count} times "
    return Finding(
        rule=STALE_BASELINE.name,
        severity=Severity.ERROR if use.is_strict else Severity.INFO,
        message=f"the baseline still holds `{key.rule}` {times}for `{key.text}` in {key.path}",
        fix=STALE_BASELINE.fix,
        location=Location(use.path, 1),
        end_column=None,
        story_ids=(key.story,) if key.story else (),
        criterion_id=None,
    )
