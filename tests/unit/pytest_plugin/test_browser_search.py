import json
import sys
from pathlib import Path

import pytest

from storycontract.errors import SetUpError, UsageError
from storycontract.pytest_plugin import browser_search
from storycontract.pytest_plugin.browser_search import BrowserSource, find_browser


def make_program(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / name
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    return program


def find_revision(component: str) -> str:
    package = browser_search._find_playwright_package()  # noqa: SLF001 - the file is Playwright's, not ours
    assert package is not None
    browsers = json.loads((package / "browsers.json").read_text())["browsers"]
    return str(next(entry["revision"] for entry in browsers if entry["name"] == component))


def install_for_playwright(cache: Path, component: str) -> Path:
    folder = cache / "ms-playwright" / f"{component.replace('-', '_')}-{find_revision(component)}"
    folder.mkdir(parents=True)
    (folder / "INSTALLATION_COMPLETE").touch()
    return folder


def test_the_variable_wins_over_a_channel(tmp_path: Path) -> None:
    program = make_program(tmp_path, "mine")

    found = find_browser(channel="chrome", environment={"STORYCONTRACT_BROWSER": str(program)})

    assert (found.path, found.source) == (program, BrowserSource.VARIABLE)


@pytest.mark.parametrize("name", ["missing", "."], ids=["missing", "folder"])
def test_a_variable_that_names_no_program_is_wrong_usage(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"STORYCONTRACT_BROWSER: .* is no program"):
        find_browser(environment={"STORYCONTRACT_BROWSER": str(tmp_path / name)})


def test_a_variable_that_names_a_plain_file_is_wrong_usage(tmp_path: Path) -> None:
    make_program(tmp_path, "plain").chmod(0o644)

    with pytest.raises(UsageError, match="is no program"):
        find_browser(environment={"STORYCONTRACT_BROWSER": str(tmp_path / "plain")})


def test_a_channel_is_left_to_playwright(tmp_path: Path) -> None:
    make_program(tmp_path, "chromium")

    found = find_browser(channel="chrome", environment={"PATH": str(tmp_path)})

    assert (found.path, found.source) == (None, BrowserSource.CHANNEL)


def test_playwrights_own_wins_over_the_systems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    make_program(tmp_path, "chromium")
    install_for_playwright(tmp_path, "chromium-headless-shell")

    found = find_browser(environment={"PATH": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)})

    assert (found.path, found.source) == (None, BrowserSource.PLAYWRIGHT)


def test_a_window_needs_more_than_the_headless_shell(tmp_path: Path) -> None:
    program = make_program(tmp_path, "chromium")
    install_for_playwright(tmp_path, "chromium-headless-shell")

    found = find_browser(
        headed=True,
        environment={"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "ms-playwright")},
    )

    assert found.path == program


def test_a_download_broken_off_is_no_browser(tmp_path: Path) -> None:
    program = make_program(tmp_path, "chromium")
    folder = install_for_playwright(tmp_path, "chromium-headless-shell")
    (folder / "INSTALLATION_COMPLETE").unlink()

    found = find_browser(
        environment={"PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "ms-playwright")}
    )

    assert found.path == program


@pytest.mark.parametrize(
    "name", ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"]
)
def test_a_browser_on_the_path_is_found(tmp_path: Path, name: str) -> None:
    program = make_program(tmp_path, name)

    found = find_browser(environment={"PATH": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)})

    assert (found.path, found.source) == (program, BrowserSource.SYSTEM)


def test_without_any_browser_three_fixes_are_named(tmp_path: Path) -> None:
    with pytest.raises(SetUpError) as caught:
        find_browser(environment={"PATH": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)})

    assert caught.value.exit_code == 4
    assert "playwright install chromium-headless-shell" in caught.value.fix
    assert "apt-get install -y chromium" in caught.value.fix
    assert "STORYCONTRACT_BROWSER" in caught.value.fix
