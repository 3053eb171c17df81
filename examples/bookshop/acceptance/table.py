"""Data tables of the stories."""


def read_rows(datatable: list[list[str]]) -> list[dict[str, str]]:
    """Turn a table with a header into one mapping a row."""
    header, *rows = datatable
    return [dict(zip(header, row, strict=True)) for row in rows]


def read_facts(datatable: list[list[str]]) -> dict[str, str]:
    """Turn a table of two columns into a mapping."""
    return dict(datatable)


def read_list(text: str) -> list[str]:
    """Turn `a, b` into its entries."""
    return text.split(", ")
