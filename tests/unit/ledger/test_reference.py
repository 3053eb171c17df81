from pathlib import Path

import pytest
from sqlalchemy import Table

from storycontract.ledger.reference import PAGE, render_ledger_reference
from storycontract.ledger.schema import METADATA

ROOT = Path(__file__).parents[3]
TABLES = sorted(METADATA.tables.values(), key=lambda table: table.name)


def test_the_published_page_is_the_generated_one() -> None:
    assert (ROOT / PAGE).read_text(encoding="utf-8") == render_ledger_reference()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_and_column_says_what_it_holds(table: Table) -> None:
    assert table.comment
    assert [column.name for column in table.columns if not column.comment] == []
