"""The keywords of every Gherkin language."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

Dialect = Mapping[str, Sequence[str]]

_TABLE = "gherkin-languages.json"


@cache
def load_dialects() -> Mapping[str, Dialect]:
    """Load the library's own table by language code, without its parser, which loads slowly."""
    library = find_spec("gherkin")
    # It is one of our dependencies.
    assert library is not None  # noqa: S101
    assert library.submodule_search_locations is not None  # noqa: S101
    (folder,) = library.submodule_search_locations
    dialects: Mapping[str, Dialect] = json.loads(Path(folder, _TABLE).read_bytes())
    return dialects


def find_dialect(language: str) -> Dialect | None:
    """Find the keywords of a language by their sections, such as `scenarioOutline`."""
    return load_dialects().get(language)
