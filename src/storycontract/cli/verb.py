"""Verbs of the command line that start without waiting for what they do not need, and help that is plain.

Typer converts every value with pydantic, and loading that takes longer than most verbs run.
"""

import re
from typing import Any

from typer import BadParameter, Context
from typer.core import TyperCommand, TyperGroup

_LIST = re.compile(r"<list\[(.*)\]>")
_CLAUSE_END = re.compile(r"[:;,] ")


class Verb(TyperCommand):
    """A typer command that takes missing values and plain text as they are."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Give the parameters, that for help included."""
        return _take_plain_values(super().get_params(ctx))

    def get_short_help_str(self, limit: int = 45) -> str:
        """Give the first sentence, or as many of its clauses as there is room for."""
        sentence = " ".join((self.help or "").split("\n\n")[0].split()).partition(". ")[0].rstrip(".")
        ends = [len(sentence), *(found.start() for found in _CLAUSE_END.finditer(sentence))]
        fitting = [end for end in ends if end < limit]
        return f"{sentence[: max(fitting)]}." if fitting else super().get_short_help_str(limit)


class Verbs(TyperGroup):
    """A typer command with verbs, of which the same holds."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Give the parameters, that for help included."""
        return _take_plain_values(super().get_params(ctx))


def _take_plain_values(parameters: list[Any]) -> list[Any]:
    for parameter in parameters:
        if "process_value" not in vars(parameter):
            _take_plain_value(parameter)
            _show_plain_type(parameter)
    return parameters


def _show_plain_type(parameter: Any) -> None:
    """Say what to write and not how it is kept: lists take one value at a time."""
    show = getattr(parameter, "display_type", None)
    if show is None:
        # Another version of typer may call it something else, and then help is as typer has it.
        return
    if parameter.param_type_name == "argument":
        parameter.display_type_rich = lambda **_: None
    else:
        parameter.display_type = lambda ctx: _LIST.sub(r"<\1>", show(ctx) or "") or None


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
            return _convert(convert, context, value)
        return parameter.callback(context, parameter, plain) if parameter.callback else plain

    parameter.process_value = process


def _convert(convert: Any, context: Context, value: Any) -> Any:
    try:
        return convert(context, value)
    except BadParameter as error:
        # Who mistypes a value need not know what checks it.
        error.message = error.message.removeprefix("Value error, ")
        raise
