"""pyproject.toml to settings."""

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storycontract.errors import SettingsError, say_reason

if TYPE_CHECKING:
    from storycontract.settings.settings import Settings

FILE_NAME = "pyproject.toml"
TABLE = "[tool.storycontract]"
LEDGER_VARIABLE = "STORYCONTRACT_LEDGER"


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


def load_settings(root: Path) -> "Settings":
    """Load the settings of the project at `root`; defaults where it has none.

    Raises:
        SettingsError: the file is no TOML, or a key or value is not known.
    """
    # Whoever only asks whether there are settings does not wait for what checks them.
    from storycontract.settings.checking import check_settings  # noqa: PLC0415

    document = _read(root / FILE_NAME) or {}
    table = _table(document) or {}
    project = document.get("project")
    name = project.get("name") if isinstance(project, dict) else None
    values = {"product": name or root.resolve().name, **table, **_read_environment()}
    return check_settings(values, root, where=f"{root / FILE_NAME} {TABLE}")


def load_nearest_settings(start: Path) -> "Settings":
    """Load the settings of the project that `start` lies in; where it lies in none, it is one of defaults.

    Raises:
        SettingsError: as `load_settings` does; or neither settings nor stories are there, so that whatever is
            said or written would be about a folder that is no project.
    """
    root = find_project_root(start)
    settings = load_settings(root or start)
    if root is None and not any((start / name).exists() for name in (*settings.features, settings.reports)):
        raise SettingsError(
            f"no project: there is no {TABLE} in a {FILE_NAME} here or above, and no folder of stories",
            fix="change to the folder of your project, or run `storycontract init` to begin one here",
            where=str(start),
        )
    return settings


def _read_environment() -> dict[str, str]:
    # An address with a password belongs to a machine, not to a file that everybody can read.
    ledger = os.environ.get(LEDGER_VARIABLE)
    return {"ledger": ledger} if ledger else {}


def _read(path: Path) -> dict[str, Any] | None:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"not readable as TOML: {error}", fix="mend the file", where=str(path)) from error
    except OSError as error:
        reason = say_reason(error)
        raise SettingsError(
            f"cannot be read: {reason}", fix="give read permission, or remove it", where=str(path)
        ) from error


def _table(document: dict[str, Any]) -> dict[str, Any] | None:
    tool = document.get("tool")
    table = tool.get("storycontract") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise SettingsError(
            "is not a table", fix=f"write {TABLE} on a line of its own", where="tool.storycontract"
        )
    return table
