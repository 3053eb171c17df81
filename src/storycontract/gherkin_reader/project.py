"""All feature files of a project to its contract."""

import re
from collections.abc import Iterable
from pathlib import Path

from storycontract.contract.contract import Contract
from storycontract.contract.feature import FeatureFile
from storycontract.contract.identity import collect_stories
from storycontract.contract.location import Location
from storycontract.contract.problem import Problem
from storycontract.gherkin_reader.discovery import find_feature_files, relative_path
from storycontract.gherkin_reader.file_reading import NoRegularFileError, read_whole
from storycontract.gherkin_reader.parsing import parse_feature


def load_contract(root: Path, features: Iterable[str], story_tag: re.Pattern[str] | None = None) -> Contract:
    """Load every story of the configured tree; what cannot be read is a problem of its file.

    `features` are folders or files relative to `root`.
    """
    files = tuple(_load_file(root, file, story_tag) for file in find_feature_files(root, features))
    return Contract(stories=collect_stories(files, story_tag), files=files)


def _load_file(root: Path, file: Path, story_tag: re.Pattern[str] | None) -> FeatureFile:
    path = relative_path(root, file)
    try:
        source = read_whole(file)
    except OSError as error:
        return refuse_file(path, error)
    return parse_feature(source, path, story_tag)


def refuse_file(path: str, error: OSError) -> FeatureFile:
    """Stand in for a file that the system would not let us read."""
    return FeatureFile(path, feature=None, comments=(), problems=(_unreadable(path, error),))


def _unreadable(path: str, error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        detail = "there is no such file or folder"
        fix = "create it, or correct `features` in the settings"
    elif isinstance(error, NoRegularFileError):
        detail = "it is a pipe, a device or the like, and no file"
        fix = "put a file there, or give it another name"
    else:
        detail = f"it cannot be read: {(error.strerror or str(error)).lower()}"
        fix = "give read permission, or delete it"
    return Problem("unreadable-file", detail, fix, Location(path, 1))
