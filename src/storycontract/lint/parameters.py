"""The parameters of an outline: which are used, and which are meant."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from storycontract.contract.scenario import Scenario

_PARAMETER = re.compile(r"<([^<>]+)>")


def list_parameters(text: str) -> tuple[str, ...]:
    """List what stands between angle brackets."""
    return tuple(_PARAMETER.findall(text))


def used_parameters(scenario: Scenario) -> frozenset[str]:
    """Give what stands between angle brackets anywhere in a scenario."""
    return frozenset(name for text in _iter_texts(scenario) for name in list_parameters(text))


def looks_meant(name: str, columns: tuple[str, ...]) -> bool:
    """Tell whether a name that is no column was meant as one: nearly its name, and no mark-up."""
    folded = {column.casefold(): column for column in columns}
    return bool(get_close_matches(name.casefold(), folded, n=1, cutoff=0.75)) or name.casefold() in folded


def _iter_texts(scenario: Scenario) -> Iterator[str]:
    yield scenario.name
    yield scenario.description
    for step in scenario.steps:
        yield step.text
        if step.doc_string:
            yield step.doc_string.content
            yield step.doc_string.media_type or ""
        for row in step.data_table.rows if step.data_table else ():
            yield from row
