"""What tools read: the document, and its schema."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from storycontract.lint.lint_result import LintResult
from storycontract.report.findings.json_findings import render_findings_schema, render_json

PUBLISHED = Path(__file__).parents[4] / "docs" / "reference" / "findings.schema.json"


def test_a_finding_says_where_what_and_what_to_do(result: LintResult) -> None:
    document = json.loads(render_json(result))

    assert document["findings"][1] == {
        "rule": "empty-outcome",
        "severity": "error",
        "path": "features/pay card.feature",
        "line": 4,
        "column": 10,
        "end_line": 4,
        "end_column": 18,
        "message": "outcome asserts nothing: `it works`",
        "help": "say what can be seen: which text, number or state, and who sees it",
        "story": "SHOP-1",
    }


def test_a_fix_is_there_where_there_is_one(result: LintResult) -> None:
    first, second = json.loads(render_json(result))["findings"]

    assert first["fix"] == {
        "message": "cut the title",
        "applicability": "safe",
        "edits": [{"line": 2, "column": 17, "end_line": 2, "end_column": 27, "text": ""}],
    }
    assert first["end_column"] == 26
    assert "fix" not in second


def test_the_summary_counts_what_is_not_shown(result: LintResult) -> None:
    assert json.loads(render_json(result))["summary"] == {
        "files": 3,
        "errors": 1,
        "warnings": 0,
        "infos": 1,
        "suppressed": 1,
        "baseline": 2,
    }


def test_the_document_fits_the_schema(result: LintResult) -> None:
    validator = Draft202012Validator(json.loads(render_findings_schema()))

    validator.validate(json.loads(render_json(result)))


def test_the_published_schema_is_fresh() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == render_findings_schema()
