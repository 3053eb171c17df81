"""Placeholders of an outline to the values of a row, as written."""

from storycontract.contract.step import DataTable, DocString, Step, StepArgument, TableAndDocString

Values = tuple[tuple[str, str], ...]


def fill_placeholders(text: str, values: Values) -> str:
    """Put the values of a row in place of their `<column>`; a column name is text, whatever its signs.

    Columns are filled in one after the other, so a later one is filled into the value of an earlier one.
    """
    if "<" in text:
        for column, value in values:
            text = text.replace(f"<{column}>", value)
    return text


def fill_step(step: Step, values: Values) -> Step:
    """Fill the placeholders of a step and its argument; a step without any is given back as it is."""
    text = fill_placeholders(step.text, values)
    argument = step.argument and _fill_argument(step.argument, values)
    if text == step.text and argument == step.argument:
        return step
    return Step(step.kind, step.keyword, text, argument, step.location)


def _fill_argument(argument: StepArgument, values: Values) -> StepArgument:
    match argument:
        case DataTable():
            return _fill_table(argument, values)
        case DocString():
            return _fill_doc_string(argument, values)
        case TableAndDocString(table=table, doc_string=doc_string):
            return TableAndDocString(_fill_table(table, values), _fill_doc_string(doc_string, values))
        case None:
            return None


def _fill_table(table: DataTable, values: Values) -> DataTable:
    return DataTable(tuple([tuple([fill_placeholders(cell, values) for cell in row]) for row in table.rows]))


def _fill_doc_string(doc_string: DocString, values: Values) -> DocString:
    media_type = doc_string.media_type
    return DocString(
        fill_placeholders(doc_string.content, values),
        None if media_type is None else fill_placeholders(media_type, values),
    )
