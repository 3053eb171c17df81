"""Write the published schema: `python -m storycontract.report.findings.findings_schema`, from the root."""

from pathlib import Path

from storycontract.report.findings.json_findings import render_findings_schema

PUBLISHED = Path("docs/reference/findings.schema.json")


def main() -> None:
    """Write the schema where the documentation has it."""
    PUBLISHED.write_text(render_findings_schema(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
