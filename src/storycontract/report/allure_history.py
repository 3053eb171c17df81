"""What Allure remembers of earlier runs, kept between two reports."""

import shutil
from collections.abc import Mapping
from pathlib import Path

_RUN = "run"
_BEFORE = "before"
_AFTER = "after"


class KeptHistory:
    """The history of one report, as its Allure wrote it: one point a run, however often a report is made.

    `after` is what Allure made of the newest run, `before` what it was given for that.
    """

    def __init__(self, folder: Path, run: str) -> None:
        self._folder = folder
        self._run = run

    def give(self, folder: Path) -> None:
        """Copy what Allure is to go on from into a folder."""
        kept = self._folder / (_BEFORE if self._is_known() else _AFTER)
        if kept.is_dir():
            shutil.copytree(kept, folder, dirs_exist_ok=True)

    def keep(self, files: Mapping[str, bytes]) -> None:
        """Keep what Allure made of this run."""
        before, after = self._folder / _BEFORE, self._folder / _AFTER
        if not self._is_known():
            shutil.rmtree(before, ignore_errors=True)
            if after.is_dir():
                after.rename(before)
        shutil.rmtree(after, ignore_errors=True)
        after.mkdir(parents=True)
        for name, content in files.items():
            (after / name).write_bytes(content)
        (self._folder / _RUN).write_text(self._run, encoding="utf-8")

    def _is_known(self) -> bool:
        file = self._folder / _RUN
        return file.is_file() and file.read_text(encoding="utf-8") == self._run
