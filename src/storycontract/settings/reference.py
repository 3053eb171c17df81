"""The settings as a reference page, generated from their model.

`python -m storycontract.settings.reference` writes it to docs/reference/settings.md.
"""

import json
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from storycontract.settings.settings import Settings

PAGE = Path("docs") / "reference" / "settings.md"

_HEAD = """\
# Settings

The table `[tool.storycontract]` in `pyproject.toml` switches storycontract on; an empty one is enough. An
unknown key is an error that names the nearest known one. Paths and globs are relative to the folder of
`pyproject.toml`, globs as in `.gitignore`.

This page is generated from the settings themselves.
"""


def render_settings_reference() -> str:
    """Render the page: one table for each table of settings."""
    return "\n".join([_HEAD, *_render_table("tool.storycontract", Settings)])


def _render_table(name: str, model: type[BaseModel]) -> list[str]:
    lines = [f"## `[{name}]`", "", "| key | default | what it sets |", "|---|---|---|"]
    inner: list[str] = []
    for key, field in model.model_fields.items():
        shown = (field.alias or key).replace("_", "-")
        table = _find_table(field)
        if field.exclude:
            continue
        if table is not None:
            inner.extend(["", *_render_table(f"{name}.{shown}", table)])
            continue
        lines.append(f"| `{shown}` | {_render_default(field)} | {_cell(field.description or '')} |")
    return [*lines, *inner]


def _find_table(field: FieldInfo) -> type[BaseModel] | None:
    annotation = field.annotation
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def _render_default(field: FieldInfo) -> str:
    default = field.get_default(call_default_factory=True)
    if default is None or default in ("", (), {}):
        return "none"
    value = list(default) if isinstance(default, tuple) else default
    return f"`{json.dumps(value, default=str)}`"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(render_settings_reference() + "\n", encoding="utf-8")
