"""What GitHub, GitLab, JUnit's readers and Markdown's readers see."""

import json
from collections.abc import Callable
from dataclasses import replace

from junitparser import JUnitXml

from storycontract.contract.location import Location
from storycontract.lint.finding import Severity
from storycontract.lint.lint_result import LintResult
from storycontract.report.findings.github_findings import render_github
from storycontract.report.findings.gitlab_findings import render_gitlab
from storycontract.report.findings.junit_findings import render_junit
from storycontract.report.findings.markdown_findings import render_markdown


def test_github_gets_one_annotation_for_each_finding(result: LintResult) -> None:
    first, second = render_github(result).splitlines()

    assert first.startswith("::notice file=features/pay card.feature,line=2,col=3,endLine=2,endColumn=26,")
    assert second == (
        "::error file=features/pay card.feature,line=4,col=10,endLine=4,endColumn=18,title=empty-outcome::"
        "outcome asserts nothing: `it works`%0Afix: say what can be seen: which text, number or state, and "
        "who sees it"
    )


def test_what_github_would_take_for_a_command_is_escaped(result: LintResult) -> None:
    sly = replace(result.findings[0], message="50%\n::error::x")

    (line,) = render_github(replace(result, findings=(sly,))).splitlines()

    assert "50%25%0A::error::x" in line


def test_gitlab_gets_a_severity_of_its_own_and_a_fingerprint(result: LintResult) -> None:
    first, second = json.loads(render_gitlab(result))

    assert (first["severity"], second["severity"]) == ("info", "major")
    assert second["check_name"] == "empty-outcome"
    assert second["location"] == {"path": "features/pay card.feature", "lines": {"begin": 4}}
    assert first["fingerprint"] != second["fingerprint"]


def test_junit_fails_where_the_command_fails(
    make_result: Callable[..., LintResult], result: LintResult
) -> None:
    (suite,) = JUnitXml.fromstring(render_junit(result).encode())
    (strict,) = JUnitXml.fromstring(
        render_junit(make_result(*result.findings, fail_on=Severity.INFO)).encode()
    )

    assert (suite.name, suite.tests, suite.failures) == ("features/pay card.feature", 2, 1)
    assert strict.failures == 2


def test_junit_of_a_clean_run_has_a_case_that_passed(make_result: Callable[..., LintResult]) -> None:
    (suite,) = JUnitXml.fromstring(render_junit(make_result()).encode())

    assert (suite.tests, suite.failures) == (1, 0)


def test_markdown_keeps_user_text_from_being_markup(result: LintResult) -> None:
    sly = replace(result.findings[0], message="a | b <script> `x|y`")

    *_, row = render_markdown(replace(result, findings=(sly,))).splitlines()

    assert "a &#124; b &#60;script&#62; <code>x&#124;y</code>" in row


def test_markdown_says_what_is_not_shown(result: LintResult) -> None:
    text = render_markdown(result)

    assert text.startswith("**1 error, 0 warnings, 1 info** in 3 files\n")
    assert "Not shown: 1 silenced with a reason, 2 in the baseline." in text


def test_a_path_stays_in_its_cell_of_markdown(result: LintResult) -> None:
    sly = replace(result.findings[0], location=Location("a|b`c\nd.feature", 2))

    row = render_markdown(replace(result, findings=(sly,))).splitlines()[-1]

    assert row.startswith("| <code>a&#124;b&#96;c d.feature:2</code> | info |")
