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
        source = file.read_bytes()
    except OSError as error:
        problem = Problem(
            name="unreadable-file",
            detail=f"the file cannot be read: {error.strerror}",
            fix="make it readable, or delete it",
            location=Location(path, 1),
        )
        return FeatureFile(path, feature=None, comments=(), problems=(problem,))
    return parse_feature(source, path, story_tag)
