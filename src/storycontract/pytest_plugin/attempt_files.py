"""The files of the attempt that is under way, on their way into its record."""

from dataclasses import dataclass, field

import pytest

from storycontract.evidence.artefacts import LeftOut
from storycontract.evidence.record import Artefact


@dataclass(slots=True)
class AttemptFiles:
    """What was kept of one attempt of one item, and what was not, and why."""

    kept: list[Artefact] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def add(self, file: Artefact | LeftOut) -> None:
        """Add a file, or why it is not there."""
        if isinstance(file, LeftOut):
            self.left_out.append(file.why)
        else:
            self.kept.append(file)


ATTEMPT_FILES = pytest.StashKey[AttemptFiles]()
