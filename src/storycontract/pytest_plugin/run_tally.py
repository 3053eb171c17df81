"""What a run was to do, and what it did."""

import pytest


class RunTally:
    """Counts what a run was to do and what it did."""

    def __init__(self) -> None:
        self.planned: set[str] = set()
        self.finished: set[str] = set()
        self.broken_files = 0
        self.scenarios = 0

    @property
    def is_about_stories(self) -> bool:
        """Tell whether the run had anything to do with any story."""
        return bool(self.scenarios or self.broken_files)

    def count_all(self) -> int:
        """Count what the run was to do."""
        return len(self.planned)

    def why_incomplete(self, exitstatus: int) -> str | None:
        """Say in one sentence what keeps a run from being whole; None where nothing does."""
        match pytest.ExitCode(exitstatus) if exitstatus in set(pytest.ExitCode) else None:
            case pytest.ExitCode.INTERRUPTED if not self.broken_files:
                return "the run was interrupted"
            case pytest.ExitCode.INTERNAL_ERROR:
                return "pytest broke down"
            case _:
                pass
        if self.broken_files:
            return f"{self.broken_files} file(s) could not be collected"
        left = len(self.planned - self.finished)
        return f"{left} of {len(self.planned)} tests did not come to their end" if left else None
