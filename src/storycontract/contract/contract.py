"""The contract of a project: every story of the configured tree."""

from dataclasses import dataclass

from storycontract.contract.feature import FeatureFile
from storycontract.contract.story import Story


@dataclass(frozen=True, slots=True)
class Contract:
    """All stories and the files they were read from, both by path and line.

    A file that could not be read gives no story; it is one of `unreadable_files`.
    """

    stories: tuple[Story, ...]
    files: tuple[FeatureFile, ...]

    @property
    def unreadable_files(self) -> tuple[FeatureFile, ...]:
        """The files that hold no readable feature."""
        return tuple(file for file in self.files if file.feature is None)
