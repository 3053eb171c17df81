"""The values of pyproject.toml, checked: an error names what is wrong and the nearest right key."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from storycontract.errors import SettingsError
from storycontract.settings.settings import Settings


def check_settings(values: Mapping[str, Any], root: Path, where: str) -> Settings:
    """Check the values of a table; `where` names it in errors.

    Raises:
        SettingsError: a key or value is not known.
    """
    try:
        return Settings(root=root.resolve(), **values)
    except ValidationError as error:
        raise _settings_error(error, where) from error
    except TypeError as error:
        raise SettingsError("`root` cannot be set", fix="remove it", where=where) from error


# What a file of settings calls them, by pydantic's names of errors.
_IN_PLAIN_WORDS = {
    "missing": "is needed",
    "tuple_type": 'should be a list, such as ["…"]',
    "too_short": "should hold at least one entry",
    "string_type": "should be text in quotes",
    "dict_type": "should be a table",
    "model_type": "should be a table",
    "model_attributes_type": "should be a table",
}


def _settings_error(error: ValidationError, where: str) -> SettingsError:
    found = error.errors()
    # Where a key is misspelt the right one is missing, too, and that would hide the slip.
    first = next((each for each in found if each["type"] == "extra_forbidden"), found[0])
    *above, last = (str(part) for part in first["loc"]) if first["loc"] else ("?",)
    key = ".".join((*above, last))
    if first["type"] == "extra_forbidden":
        return SettingsError(f"unknown key `{key}`", fix=_nearest_key(above, last), where=where)
    reason = _IN_PLAIN_WORDS.get(first["type"]) or first["msg"].removeprefix("Value error, ")
    fix = f"add `{key}`" if first["type"] == "missing" else f"change `{key}`"
    return SettingsError(f"`{key}`: {reason[:1].lower()}{reason[1:]}", fix=fix, where=where)


def _nearest_key(above: list[str], key: str) -> str:
    # Only a mistake pays for the import.
    from rapidfuzz import process  # noqa: PLC0415

    known = [name.replace("_", "-") for name in _find_table(above).model_fields if name != "root"]
    match = process.extractOne(key, known, score_cutoff=60)
    if match:
        return f"did you mean `{'.'.join((*above, match[0]))}`?"
    return f"known keys: {', '.join(known)}"


def _find_table(above: list[str]) -> type[BaseModel]:
    """Find the model of an inner table by the keys and positions that lead to it."""
    table: type[BaseModel] = Settings
    for part in above:
        field = table.model_fields.get(part.replace("-", "_"))
        annotation = field.annotation if field else None
        for candidate in (annotation, *get_args(annotation)):
            if isinstance(candidate, type) and issubclass(candidate, BaseModel):
                table = candidate
    return table
