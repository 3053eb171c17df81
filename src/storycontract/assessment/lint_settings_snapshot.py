"""The settings that a lint run needs, without checking them anew while pyproject.toml is as it was."""

import hashlib
import re
from pathlib import Path
from typing import Any, NamedTuple

from storycontract.assessment.lint_cache import LintCache, digest_code
from storycontract.lint.lint_config import DEFAULT_CONFIG, LintConfig, make_config
from storycontract.settings.loading import FILE_NAME, has_settings, load_settings

DEFAULT_FEATURES = ("features",)
DEFAULT_STEPS = ("steps",)


class LintProject(NamedTuple):
    """Where the stories and their steps are, how their ids are written, and what the linter is to do."""

    features: tuple[str, ...] = DEFAULT_FEATURES
    story_tag: str | None = None
    steps: tuple[str, ...] = DEFAULT_STEPS
    config: LintConfig = DEFAULT_CONFIG

    @property
    def story_tag_pattern(self) -> re.Pattern[str] | None:
        """The compiled `story-tag`, None where none is set."""
        return re.compile(self.story_tag) if self.story_tag else None


def load_lint_project(root: Path, cache_folder: Path | None) -> LintProject:
    """Load what a project has settled; the defaults where it has settled nothing.

    Raises:
        SettingsError: the file is no TOML, or a key or value is not known.
    """
    if not has_settings(root):
        return LintProject()
    content = (root / FILE_NAME).read_bytes()
    cache = LintCache(cache_folder, hashlib.sha256(digest_code().encode() + content).hexdigest())
    known = cache.load_settings()
    if known is not None:
        return _make(known)
    settings = load_settings(root)
    values = {
        "features": list(settings.features),
        "story_tag": settings.story_tag,
        "steps": list(settings.steps),
        "lint": settings.lint.model_dump(mode="json"),
    }
    cache.save_settings(values)
    return _make(values)


def _make(values: dict[str, Any]) -> LintProject:
    return LintProject(
        tuple(values["features"]), values["story_tag"], tuple(values["steps"]), make_config(values["lint"])
    )
