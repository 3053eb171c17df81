"""pyproject.toml to settings."""

import tomllib
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from storycontract.errors import SettingsError
from storycontract.settings.settings import Settings

FILE_NAME = "pyproject.toml"
TABLE = "[tool.storycontract]"


def find_project_root(start: Path) -> Path | None:
    """Find the nearest folder, upwards from `start`, whose pyproject.toml has our table."""
    for folder in (start, *start.parents):
        document = _read(folder / FILE_NAME)
        if document is not None and _table(document) is not None:
            return folder
    return None


def has_settings(root: Path) -> bool:
    """Tell whether the project at `root` switches storycontract on."""
    document = _read(root / FILE_NAME)
    return document is not None and _table(document) is not None


def load_settings(root: Path) -> Settings:
    """Load the settings of the project at `root`; defaults where it has none.

    Raises:
        SettingsError: the file is no TOML, or a key or value is not known.
    """
    document = _read(root / FILE_NAME) or {}
    table = _table(document) or {}
    project = document.get("project")
    name = project.get("name") if isinstance(project, dict) else None
    values = {"product": name or root.resolve().name, **table}
    try:
        return Settings(root=root.resolve(), **values)
    except ValidationError as error:
        raise _settings_error(error, root) from error
    except TypeError as error:
        raise SettingsError("`root` cannot be set", fix="remove it", where=f"{FILE_NAME} {TABLE}") from error


def _read(path: Path) -> dict[str, Any] | None:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"not readable as TOML: {error}", fix="mend the file", where=str(path)) from error


def _table(document: dict[str, Any]) -> dict[str, Any] | None:
    tool = document.get("tool")
    table = tool.get("storycontract") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise SettingsError(
            "is not a table", fix=f"write {TABLE} on a line of its own", where="tool.storycontract"
        )
    return table


def _settings_error(error: ValidationError, root: Path) -> SettingsError:
    first = error.errors()[0]
    *above, last = (str(part) for part in first["loc"]) if first["loc"] else ("?",)
    key = ".".join((*above, last))
    where = f"{root / FILE_NAME} {TABLE}"
    if first["type"] == "extra_forbidden":
        return SettingsError(f"unknown key `{key}`", fix=_nearest_key(above, last), where=where)
    reason = first["msg"].removeprefix("Value error, ")
    return SettingsError(f"`{key}`: {reason[:1].lower()}{reason[1:]}", fix=f"change `{key}`", where=where)


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
