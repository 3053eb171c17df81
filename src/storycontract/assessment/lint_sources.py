"""The feature files of a lint run, as bytes and as lines."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from storycontract.assessment.step_files import StepFile
from storycontract.gherkin_reader.decoding import decode_source
from storycontract.gherkin_reader.file_reading import read_whole
from storycontract.lint.finding import Finding

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Source:
    """The content of a feature file as read; `error` where the system would not let us."""

    path: str
    file: Path
    content: bytes
    error: OSError | None = None

    @cached_property
    def digest(self) -> str:
        """What tells one content from another; of a file that cannot be read it is the reason."""
        return repr(self.error) if self.error else hashlib.sha256(self.content).hexdigest()


@dataclass(slots=True)
class Sources:
    """The files of a run by path, with the lines of those somebody asks for.

    `step_files` may define their steps.
    """

    by_path: Mapping[str, Source]
    step_files: Sequence[StepFile] = ()
    _lines: dict[str, Sequence[str]] = field(default_factory=dict)

    def find_lines(self, path: str) -> Sequence[str]:
        """Find the lines of a file without their ends; none where it cannot be read as text."""
        if path not in self._lines:
            source = self.by_path.get(path) or self._find_step_file(path)
            self._lines[path] = _split(source.content) if source else ()
        return self._lines[path]

    def find_line(self, finding: Finding) -> str:
        """Find the line a finding is on; empty where there is none."""
        lines = self.find_lines(finding.location.path)
        number = finding.location.line
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def with_contents(self, contents: Mapping[str, bytes]) -> "Sources":
        """Give the same files with other contents of some."""
        changed = {path: replace(self.by_path[path], content=content) for path, content in contents.items()}
        return Sources({**self.by_path, **changed}, self.step_files)

    def _find_step_file(self, path: str) -> StepFile | None:
        return next((file for file in self.step_files if file.path == path), None)


def read_sources(files: Mapping[str, Path], step_files: Sequence[StepFile] = ()) -> Sources:
    """Read feature files by what contracts call them."""
    return Sources({path: _read(path, file) for path, file in files.items()}, step_files)


def _read(path: str, file: Path) -> Source:
    try:
        return Source(path, file, read_whole(file))
    except OSError as error:
        return Source(path, file, b"", error)


def _split(content: bytes) -> list[str]:
    text = decode_source(content, "")
    return text.split("\n") if isinstance(text, str) else []
