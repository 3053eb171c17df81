"""Which commits the hooks for pre-commit look at."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

HOOKS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
)


def runs(hook: dict[str, Any], path: str) -> bool:
    # pre-commit searches the path for `files`, and asks for all of `types`, too.
    return re.search(hook.get("files", ""), path) is not None and "types" not in hook


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
@pytest.mark.parametrize(
    "path",
    ["features/pay.feature", "steps/pay_steps.py", "conftest.py", "pyproject.toml", "shop/pyproject.toml"],
)
def test_a_hook_runs_where_what_it_reads_has_changed(hook: dict[str, Any], path: str) -> None:
    assert runs(hook, path)
    assert hook["pass_filenames"] is False


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
@pytest.mark.parametrize("path", ["README.md", "docs/features.md", "my_pyproject.toml", "shop.pyc"])
def test_a_hook_is_quiet_where_nothing_of_that_has(hook: dict[str, Any], path: str) -> None:
    assert not runs(hook, path)
