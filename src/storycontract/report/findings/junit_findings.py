"""Findings as JUnit XML: one suite for each file, one case for each rule that has something to say."""

import re
from collections import defaultdict

from junitparser import Failure, JUnitXml, TestCase, TestSuite

from storycontract.lint.finding import Finding
from storycontract.lint.lint_result import LintResult

# XML has no way to say these.
_UNSAYABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'


def render_junit(result: LintResult) -> str:
    """Render the report; findings below the failing severity are there, and fail nothing."""
    suites: dict[str, TestSuite] = defaultdict(TestSuite)
    for finding in result.findings:
        suites[finding.location.path].add_testcase(_case(finding, result))
    xml = JUnitXml("storycontract lint")
    for path, suite in suites.items():
        suite.name = _say(path)
        xml.add_testsuite(suite)
    if not suites:
        suite = TestSuite("storycontract lint")
        suite.add_testcase(TestCase("no findings", "storycontract lint"))
        xml.add_testsuite(suite)
    rendered: bytes = xml.tostring()  # type: ignore[no-untyped-call]  # the library leaves it untyped
    return f"{_DECLARATION}\n{rendered.decode('utf-8')}\n"


def _case(finding: Finding, result: LintResult) -> TestCase:
    path = _say(finding.location.path)
    case = TestCase(f"{finding.rule}, line {finding.location.line}", path)
    message, fix = _say(finding.message), _say(finding.fix)
    if finding.severity.is_at_least(result.fail_on):
        failure = Failure(message, finding.severity.value)
        failure.text = f"{path}:{finding.location.line}\nfix: {fix}"
        case.result = [failure]
    else:
        case.system_out = f"{finding.severity.value}: {message}\nfix: {fix}"
    return case


def _say(text: str) -> str:
    return _UNSAYABLE.sub("\N{REPLACEMENT CHARACTER}", text)
