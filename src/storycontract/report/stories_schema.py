"""Write the published schema: `python -m storycontract.report.stories_schema`, from the project root."""

from pathlib import Path

from storycontract.report.stories_file import render_schema

PUBLISHED = Path("docs/reference/stories.schema.json")


def main() -> None:
    """Write the schema where the documentation has it."""
    PUBLISHED.write_text(render_schema(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
