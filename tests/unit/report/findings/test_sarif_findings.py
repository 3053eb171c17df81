"""What code scanning reads."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sarif_pydantic import Sarif  # type: ignore[import-untyped]  # it ships no types

from storycontract.lint.lint_result import LintResult
from storycontract.lint.rules.wording.empty_outcome import empty_outcome
from storycontract.report.findings.sarif_findings import render_sarif


def render(result: LintResult) -> dict[str, Any]:
    (run,) = json.loads(render_sarif(result, [empty_outcome]))["runs"]
    assert isinstance(run, dict)
    return run


def test_the_log_is_sarif(result: LintResult) -> None:
    log = Sarif.model_validate_json(render_sarif(result, [empty_outcome]))

    assert (log.version, len(log.runs[0].results or [])) == ("2.1.0", 3)


def test_a_result_has_its_level_its_place_and_its_story(result: LintResult) -> None:
    found = render(result)["results"][1]

    place = found["locations"][0]["physicalLocation"]
    assert (found["ruleId"], found["level"], found["ruleIndex"]) == ("empty-outcome", "error", 0)
    assert place["artifactLocation"]["uri"] == "features/pay%20card.feature"
    assert place["region"] == {"startLine": 4, "startColumn": 10, "endLine": 4, "endColumn": 18}
    assert found["properties"] == {"story": "SHOP-1"}


def test_a_silenced_finding_is_there_with_its_reason(result: LintResult) -> None:
    *_, last = render(result)["results"]

    assert last["suppressions"] == [{"kind": "inSource", "justification": "the bank does it"}]


def test_a_rule_explains_itself(result: LintResult) -> None:
    (rule,) = render(result)["tool"]["driver"]["rules"]

    assert rule["id"] == "empty-outcome"
    assert rule["fullDescription"]["text"] == empty_outcome.why


def test_a_fix_is_carried_along(result: LintResult) -> None:
    (fix,) = render(result)["results"][0]["fixes"]

    (replacement,) = fix["artifactChanges"][0]["replacements"]
    assert replacement["deletedRegion"]["startColumn"] == 17


def test_no_two_results_have_one_fingerprint(
    make_result: Callable[..., LintResult], result: LintResult
) -> None:
    twice = make_result(*result.findings, *result.findings)

    fingerprints = [found["partialFingerprints"]["storycontract/1"] for found in render(twice)["results"]]

    assert len(set(fingerprints)) == 5


def test_a_fingerprint_stays_where_lines_move(result: LintResult) -> None:
    lines = ["# a remark", *result.find_lines("")]
    moved = [
        replace(each, location=each.location._replace(line=each.location.line + 1))
        for each in result.findings
    ]
    later = replace(result, findings=tuple(moved), find_lines=lambda _: lines)

    before, after = render(result)["results"][:2], render(later)["results"][:2]

    assert [each["partialFingerprints"] for each in before] == [each["partialFingerprints"] for each in after]
