"""The tables as a reference page, generated from the schema.

`python -m storycontract.ledger.reference` writes it to docs/reference/ledger.md.
"""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Column, Table

from storycontract.ledger.schema import METADATA

PAGE = Path("docs") / "reference" / "ledger.md"

_HEAD = """\
# Tables of the ledger

What is in the ledger is explained in [The ledger](../explanation/ledger.md). Query it as you like; what the
tables look like may change with any version, and only storycontract may write to them. Times (`…_utc`) are
ISO 8601; `…_no` are short names that hold in one ledger only.

This page is generated from the schema itself.
"""


def render_ledger_reference() -> str:
    """Render the page: one section for each table, in the order of the schema."""
    return "\n".join([_HEAD, *(line for table in METADATA.tables.values() for line in _render_table(table))])


def _render_table(table: Table) -> Iterator[str]:
    yield f"## `{table.name}`"
    yield ""
    yield f"{table.comment}."
    yield ""
    yield "| column | type | what it holds |"
    yield "|---|---|---|"
    for column in table.columns:
        yield f"| `{column.name}` | {_render_type(column)} | {column.comment} |"
    yield ""


def _render_type(column: Column[object]) -> str:
    name = str(column.type).lower()
    if column.primary_key:
        return f"{name}, key"
    return f"{name}, may be null" if column.nullable else name


if __name__ == "__main__":
    PAGE.write_text(render_ledger_reference(), encoding="utf-8", newline="\n")
