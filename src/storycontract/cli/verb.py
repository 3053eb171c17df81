"""Verbs of the command line that start without waiting for what they do not need.

Typer converts every value with pydantic, and loading that takes longer than most verbs run.
"""

from typing import Any

from typer import Context
from typer.core import TyperCommand, TyperGroup


class Verb(TyperCommand):
    """A typer command that takes missing values and plain text as they are."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Give the parameters, that for help included."""
        return _take_plain_values(super().get_params(ctx))


class Verbs(TyperGroup):
    """A typer command with verbs, of which the same holds."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Give the parameters, that for help included."""
        return _take_plain_values(super().get_params(ctx))


def _take_plain_values(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        if "process_value" not in vars(parameter):
            _take_plain_value(parameter)
    return parameters


def _take_plain_value(parameter: Any) -> None:
    # The name is typer's own matter; where it is gone, given values are converted as before.
    kind = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
    convert = parameter.process_value
    holds_many = parameter.multiple or parameter.nargs == -1

    def process(context: Context, value: Any) -> Any:
        if value is None and not parameter.required:
            plain: Any = () if holds_many else None
        elif kind is str and isinstance(value, str):
            plain = value
        elif kind == list[str] and isinstance(value, tuple) and value:
            plain = list(value)
        else:
            return convert(context, value)
        return parameter.callback(context, parameter, plain) if parameter.callback else plain

    parameter.process_value = process
