"""The results that allure-pytest wrote in a run: where they are, and a copy that a report can be made of."""

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from storycontract.errors import UsageError
from storycontract.report.stories import RunEntry, StoriesDocument
from storycontract.settings.settings import Settings

STORY_FOLDER_SUFFIX = "-stories"
DEFAULT_FOLDER = "allure-results"
ENVIRONMENT = "environment.properties"

_RESULTS = "*-result.json"
# What we write ourselves, in place of what an earlier report may have left.
_OURS = ("categories.json", ENVIRONMENT)
_HOW = "run `pytest --alluredir=allure-results`, or name the folder with --allure-results"


@dataclass(frozen=True, slots=True)
class FoundResults:
    """Folders of results; `run` wrote them, None where that is not known."""

    folders: tuple[Path, ...]
    run: RunEntry | None = None


def find_results(
    settings: Settings, document: StoriesDocument, given: Sequence[Path] = ()
) -> FoundResults | None:
    """Find the results of the newest run that wrote some; None where there are none.

    `given` are folders to take instead, those of several machines, say.

    Raises:
        UsageError: one of these holds no results.
    """
    for folder in given:
        if not _holds_results(folder):
            raise UsageError("this folder holds no results of Allure", where=str(folder), fix=_HOW)
    if given:
        return FoundResults(tuple(given))
    for run in reversed(document.runs):
        for folder in _list_folders(settings, run):
            if _holds_results(folder):
                return FoundResults((folder,), run)
    default = settings.root / DEFAULT_FOLDER
    return FoundResults((default,)) if _holds_results(default) else None


def copy_results(folders: Sequence[Path], target: Path) -> frozenset[str]:
    """Copy results and what belongs to them; tell of which cases there are some, by their histories."""
    target.mkdir(parents=True)
    environment = []
    for folder in folders:
        for entry in os.scandir(folder):
            if entry.is_file() and entry.name not in _OURS:
                _link(Path(entry.path), target / entry.name)
        known = folder / ENVIRONMENT
        environment += [known.read_bytes()] if known.is_file() else []
    if environment:
        (target / ENVIRONMENT).write_bytes(b"\n".join([*environment, b""]))
    return frozenset(_iter_histories(target))


def _list_folders(settings: Settings, run: RunEntry) -> list[Path]:
    """List the folders a run was told to write results to: beside each stands one for stories."""
    try:
        with (settings.root / run.file).open("rb") as file:
            header = json.loads(file.readline())
        paths = set(map(str, header["output_paths"]))
    except (OSError, ValueError, KeyError, TypeError):
        return []
    names = sorted(path for path in paths if f"{path}{STORY_FOLDER_SUFFIX}" in paths)
    return [settings.root / name for name in names]


def _holds_results(folder: Path) -> bool:
    return any(folder.glob(_RESULTS))


def _link(file: Path, target: Path) -> None:
    try:
        os.link(file, target)
    except FileExistsError:
        return
    except OSError:
        # Another file system, or one without links.
        shutil.copyfile(file, target)


def _iter_histories(folder: Path) -> Iterator[str]:
    for file in folder.glob(_RESULTS):
        try:
            history = json.loads(file.read_bytes()).get("historyId")
        except (ValueError, AttributeError):
            continue
        if isinstance(history, str):
            yield history
