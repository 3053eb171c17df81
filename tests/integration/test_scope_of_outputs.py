"""What runs are told to write to, and what git knows."""

import subprocess
from pathlib import Path

import pytest

from storycontract.assessment.scope_of_project import read_scope
from storycontract.settings.loading import load_settings
from storycontract.settings.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "pyproject.toml").write_text("[tool.storycontract]\n", encoding="utf-8")
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "basket.py").write_text("PRICE = 1\n", encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)
    return load_settings(tmp_path)


def test_a_file_that_a_run_writes_is_left_out(settings: Settings) -> None:
    before = read_scope(settings, ("junit.xml",)).digest
    (settings.root / "junit.xml").write_text("<testsuites/>", encoding="utf-8")

    assert read_scope(settings, ("junit.xml",)).digest == before
    assert read_scope(settings).digest != before


def test_code_that_is_named_as_an_output_by_a_slip_stays_in(settings: Settings) -> None:
    scope = read_scope(settings, ("src", "src/basket.py", "."))

    assert "src/basket.py" in scope.manifest
