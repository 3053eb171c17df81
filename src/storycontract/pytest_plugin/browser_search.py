"""The browser that scenarios run in: where it is looked for."""

import importlib.util
import json
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from storycontract.errors import SetUpError, StorycontractError, UsageError

VARIABLE = "STORYCONTRACT_BROWSER"
CHROMIUM = "chromium"
EXECUTABLES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
FIXES = (
    "run `playwright install chromium-headless-shell`, or install one "
    "(Debian: `apt-get install -y chromium`), "
    f"or set {VARIABLE} to the path of a Chromium, Chrome or Edge"
)


class BrowserSource(StrEnum):
    """How a browser was come by, in the order of the search."""

    VARIABLE = "variable"
    CHANNEL = "channel"
    PLAYWRIGHT = "playwright"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class FoundBrowser:
    """A browser to run in; without a path, Playwright finds it by itself."""

    path: Path | None
    source: BrowserSource
    description: str


def find_browser(
    *, channel: str | None = None, headed: bool = False, environment: Mapping[str, str] | None = None
) -> FoundBrowser:
    """Find the Chromium to run in; it is looked for, never started.

    Raises:
        UsageError: STORYCONTRACT_BROWSER names no program.
        SetUpError: there is no browser.
    """
    variables = os.environ if environment is None else environment
    if named := variables.get(VARIABLE):
        return _find_named(named)
    if channel:
        return FoundBrowser(None, BrowserSource.CHANNEL, f"channel `{channel}`, found by Playwright")
    if folder := find_playwright_folder(CHROMIUM if headed else "chromium-headless-shell", variables):
        return FoundBrowser(None, BrowserSource.PLAYWRIGHT, f"Playwright's own, {folder}")
    for name in EXECUTABLES:
        if path := shutil.which(name, path=variables.get("PATH")):
            return FoundBrowser(Path(path), BrowserSource.SYSTEM, f"{path}, found on PATH")
    raise SetUpError("no browser found", fix=FIXES)


def _find_named(named: str) -> FoundBrowser:
    path = Path(named).expanduser()
    if not (path.is_file() and os.access(path, os.X_OK)):
        raise UsageError(
            f"`{named}` is no program",
            where=VARIABLE,
            fix=f"set {VARIABLE} to the path of a browser, or unset it",
        )
    return FoundBrowser(path, BrowserSource.VARIABLE, f"{path}, named by {VARIABLE}")


def find_playwright_folder(component: str, environment: Mapping[str, str]) -> Path | None:
    """Find where Playwright keeps `component`, such as `ffmpeg`; None where it is not installed.

    Read from Playwright's files: asking its driver costs most of a second.
    """
    package = _find_playwright_package()
    if package is None:
        return None
    try:
        browsers = json.loads((package / "browsers.json").read_text(encoding="utf-8"))["browsers"]
        revision = next(entry["revision"] for entry in browsers if entry["name"] == component)
    except (OSError, ValueError, KeyError, TypeError, StopIteration):
        return None
    folder = _locate_registry(package, environment) / f"{component.replace('-', '_')}-{revision}"
    # The marker is written last, after a whole download.
    return folder if (folder / "INSTALLATION_COMPLETE").is_file() else None


def _find_playwright_package() -> Path | None:
    spec = importlib.util.find_spec("playwright")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "driver" / "package"


def _locate_registry(package: Path, environment: Mapping[str, str]) -> Path:
    chosen = environment.get("PLAYWRIGHT_BROWSERS_PATH")
    if chosen == "0":
        return package / ".local-browsers"
    return Path(chosen) if chosen else _locate_user_cache(environment) / "ms-playwright"


def _locate_user_cache(environment: Mapping[str, str]) -> Path:
    match sys.platform:
        case "darwin":
            return Path.home() / "Library" / "Caches"
        case "win32":
            return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        case _:
            return Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def main() -> int:
    """Print the browser that would be used; tell by the exit code whether there is one."""
    try:
        found = find_browser()
    except StorycontractError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    sys.stdout.write(f"{found.description}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
