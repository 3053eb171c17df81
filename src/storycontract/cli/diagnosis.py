"""What may be wrong with a machine or a project, looked at one thing after the other."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from storycontract.errors import StorycontractError

if TYPE_CHECKING:
    from storycontract.settings.settings import Settings

SHOWN = ("pytest", "pytest-bdd", "gherkin-official", "allure-pytest")
BROWSER_PACKAGES = ("playwright", "pytest-playwright")
# What each does to a run beside the plugin that is named first: seen, not supposed.
CLASHES = (
    ("allure-pytest", "allure-pytest-bdd", "each result is written twice, in two forms"),
    ("pytest-bdd", "pytest-bdd-ng", "both put their modules into one package, `pytest_bdd`"),
    ("pytest-playwright", "pytest-playwright-asyncio", "pytest stops before it collects anything"),
)


class Health(StrEnum):
    """How things stand with one thing that was looked at."""

    FINE = "fine"
    NOTE = "note"
    BROKEN = "broken"


class Diagnosis(NamedTuple):
    """One thing that was looked at; what is not fine has a remedy."""

    health: Health
    text: str
    remedy: str = ""


def diagnose(start: Path, environment: Mapping[str, str]) -> Iterator[Diagnosis]:
    """Look at everything, for a project that `start` is in."""
    yield from diagnose_packages()
    yield from diagnose_browser()
    yield from diagnose_surroundings(environment)
    yield from diagnose_project(start)


def diagnose_packages() -> Iterator[Diagnosis]:
    """Compare what is installed with what storycontract asks for, and look for what clashes."""
    from importlib import metadata  # noqa: PLC0415 - loads slowly, and only this command needs it

    yield Diagnosis(Health.FINE, f"Python {sys.version.split()[0]}, {sys.executable}")
    yield Diagnosis(Health.FINE, f"storycontract {metadata.version('storycontract')}")
    installed = list_installed()
    yield from diagnose_requirements(metadata.requires("storycontract") or [], installed)
    yield from diagnose_clashes(installed)


def list_installed() -> dict[str, str]:
    """List the installed packages by name, in lower case with hyphens, and their versions."""
    from importlib import metadata  # noqa: PLC0415 - loads slowly, and only this command needs it

    # What an installation broken off leaves behind has no name.
    return {_normalise(name): found.version for found in metadata.distributions() if (name := found.name)}


def _normalise(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def diagnose_requirements(requirements: Iterable[str], installed: Mapping[str, str]) -> Iterator[Diagnosis]:
    """Judge each requirement; of those that are met only the telling ones are shown."""
    from packaging.requirements import Requirement  # noqa: PLC0415 - only this command needs it

    for requirement in map(Requirement, requirements):
        name = _normalise(requirement.name)
        optional = requirement.marker is not None and not requirement.marker.evaluate({"extra": ""})
        version = installed.get(name)
        if version is None:
            if not optional:
                yield Diagnosis(
                    Health.BROKEN, f"{name} is missing", f'pip install "{name}{requirement.specifier}"'
                )
        elif not requirement.specifier.contains(version, prereleases=True):
            yield Diagnosis(
                Health.BROKEN,
                f"{name} {version}, but {requirement.specifier} is needed",
                f'pip install "{name}{requirement.specifier}"',
            )
        elif name in SHOWN or optional:
            yield Diagnosis(Health.FINE, f"{name} {version}")


def diagnose_clashes(installed: Mapping[str, str]) -> Iterator[Diagnosis]:
    """Find plugins that spoil a run beside ours."""
    for ours, theirs, effect in CLASHES:
        if ours in installed and theirs in installed:
            yield Diagnosis(Health.BROKEN, f"{theirs} beside {ours}: {effect}", f"pip uninstall {theirs}")
    if "pytest-asyncio" in installed and "playwright" in installed:
        yield Diagnosis(
            Health.NOTE,
            "pytest-asyncio beside playwright: its tests fail when they run after scenarios in a browser",
            "run them in a pytest of their own; scenarios need no pytest-asyncio",
        )


def diagnose_browser() -> Iterator[Diagnosis]:
    """Find the browser that scenarios would run in, where pytest-playwright is there."""
    from storycontract.pytest_plugin.browser_search import (  # noqa: PLC0415 - only this command needs it
        find_browser,
        find_playwright_folder,
    )

    installed = list_installed()
    if not all(name in installed for name in BROWSER_PACKAGES):
        yield Diagnosis(
            Health.NOTE,
            "no pytest-playwright: only scenarios in a browser need it",
            'pip install "storycontract[browser]"',
        )
        return
    try:
        yield Diagnosis(Health.FINE, f"browser: {find_browser().description}")
    except StorycontractError as error:
        yield _diagnose_error(error)
    if find_playwright_folder("ffmpeg", os.environ) is None:
        yield Diagnosis(
            Health.NOTE,
            "no ffmpeg of Playwright's own: with `--video` every scenario fails",
            "playwright install ffmpeg",
        )


def diagnose_surroundings(environment: Mapping[str, str]) -> Iterator[Diagnosis]:
    """Find variables that change what a run of pytest means."""
    if environment.get("PYTHONOPTIMIZE"):
        yield Diagnosis(
            Health.BROKEN,
            "PYTHONOPTIMIZE is set: Python leaves out assert, so no run proves anything",
            "unset PYTHONOPTIMIZE",
        )
    if environment.get("PYTEST_DISABLE_PLUGIN_AUTOLOAD"):
        yield Diagnosis(
            Health.BROKEN,
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD is set: pytest does not load storycontract",
            "unset it, or run pytest with `-p storycontract.pytest_plugin.plugin`",
        )


def diagnose_project(start: Path) -> Iterator[Diagnosis]:
    """Look at the settings and folders of the project that `start` is in."""
    from storycontract.settings.loading import find_project_root, load_settings  # noqa: PLC0415 - pydantic is slow

    try:
        root = find_project_root(start)
        if root is None:
            yield Diagnosis(
                Health.BROKEN,
                "no pyproject.toml with [tool.storycontract] here or above",
                "storycontract init",
            )
            return
        settings = load_settings(root)
    except StorycontractError as error:
        yield _diagnose_error(error)
        return
    yield Diagnosis(Health.FINE, f"settings: {root / 'pyproject.toml'}")
    yield from diagnose_folders(settings)


def diagnose_folders(settings: "Settings") -> Iterator[Diagnosis]:
    """Look for feature files, step files and a place for the results."""
    for name in settings.features:
        count = _count(settings.root / name, ".feature")
        if count:
            yield Diagnosis(Health.FINE, f"features: {count} in {name}")
        else:
            yield Diagnosis(
                Health.BROKEN,
                f"features: none in {name}",
                "storycontract init writes a first one; or set `features` to the folder that holds yours",
            )
    for name in settings.steps:
        count = _count(settings.root / name, ".py")
        if count:
            yield Diagnosis(
                Health.FINE, f"steps: {count} Python {'file' if count == 1 else 'files'} in {name}"
            )
        else:
            yield Diagnosis(
                Health.NOTE,
                f"steps: no Python file in {name}",
                "set `steps` to the folder that holds yours, unless all are in conftest.py or test modules",
            )
    yield _diagnose_reports(settings.reports_folder)


def _count(place: Path, suffix: str) -> int:
    if place.is_file():
        return int(place.suffix == suffix)
    return sum(path.is_file() for path in place.rglob(f"*{suffix}"))


def _diagnose_reports(folder: Path) -> Diagnosis:
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    if existing.is_dir() and os.access(existing, os.W_OK | os.X_OK):
        return Diagnosis(Health.FINE, f"reports: can be written to {folder}")
    return Diagnosis(
        Health.BROKEN,
        f"reports: nothing can be written to {folder}",
        f"make {existing} a folder that you may write to",
    )


def _diagnose_error(error: StorycontractError) -> Diagnosis:
    place = f"{error.where}: " if error.where else ""
    return Diagnosis(Health.BROKEN, f"{place}{error.problem}", error.fix)
