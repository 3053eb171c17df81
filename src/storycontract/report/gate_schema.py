"""Write the published schema: `python -m storycontract.report.gate_schema`, from the project root."""

from pathlib import Path

from storycontract.report.gate_answer import render_gate_schema

PUBLISHED = Path("docs/reference/gate.schema.json")


def main() -> None:
    """Write the schema where the documentation has it."""
    PUBLISHED.write_text(render_gate_schema(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
