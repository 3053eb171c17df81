"""Placeholders of an outline to the values of a row, as written."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gherkin.pickles.compiler import Compiler


class LiteralCompiler(Compiler):
    """The Gherkin compiler, except that a column name is text and not a regular expression.

    The library's own breaks on a column such as `price (EUR`, and fills `<a.b>` into `<axb>`.
    """

    def _interpolate(  # type: ignore[override] # its overloads only part str from None
        self,
        name: str | None,
        variable_cells: Iterable[Mapping[str, Any]],
        value_cells: Sequence[Mapping[str, Any]],
    ) -> str | None:
        if name is None:
            return None
        for variable, value in zip(variable_cells, value_cells, strict=True):
            name = name.replace(f"<{variable['value']}>", value["value"])
        return name
