"""What a closed file, or the open folder of a run, holds."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from storycontract.errors import say_reason
from storycontract.evidence.folding import find_unplanned_start
from storycontract.evidence.journal import SUFFIX
from storycontract.evidence.section import Reading, Section, read_sections, split_lines

_DIGEST_NAME = re.compile(r"[0-9a-f]{64}\.jsonl")
_ALIKE = ("run_id", "project", "shard", "environment", "product_version")


@dataclass(frozen=True, slots=True)
class RunFile:
    """The evidence of one run as found on disk: a file once it is closed, a folder of journals until then.

    `damage` says why it cannot be relied on, None where it is intact.
    """

    file: Path
    is_open: bool
    lines: frozenset[bytes]
    sections: tuple[Section, ...]
    damage: str | None


@dataclass(frozen=True, slots=True)
class Journal:
    """One file of an open folder, a torn last line left out."""

    file: Path
    lines: tuple[bytes, ...]
    reading: Reading

    @property
    def ends_run(self) -> bool:
        """Whether the end of the run is in it."""
        return any(section.end is not None for section in self.reading.sections)


def name_closed(content: bytes) -> str:
    """Name a closed file after its content."""
    return hashlib.sha256(content).hexdigest() + SUFFIX


def is_closed_name(name: str) -> bool:
    """Tell whether a file has the name of a closed one."""
    return _DIGEST_NAME.fullmatch(name) is not None


def list_journals(folder: Path) -> tuple[Journal, ...]:
    """List the journals of an open run, sorted by name; the one that ends the run comes last.

    Raises:
        OSError: a journal cannot be read, or is no longer there.
    """
    paths = sorted(path for path in folder.iterdir() if is_journal_name(path.name))
    return tuple(sorted(map(_read_journal, paths), key=attrgetter("ends_run")))


def is_journal_name(name: str) -> bool:
    """Tell whether a file in the folder of a run is a journal."""
    return name.endswith(SUFFIX) and not is_closed_name(name)


def find_journal_damage(folder: Path, journals: Sequence[Journal]) -> str | None:
    """Find why journals cannot be relied on; None where they can."""
    written = [journal for journal in journals if journal.lines]
    for journal in written:
        if journal.reading.damage is not None:
            return f"{journal.file.name}: {journal.reading.damage}"
        if len(journal.reading.sections) != 1:
            return f"{journal.file.name}: two headers in one journal"
    sections = _join(written)
    if not sections:
        return "the header is missing"
    if sections[0].header.run_id != folder.name:
        return f"its header is that of run {sections[0].header.run_id}"
    return _find_contradiction(sections)


def read_open(folder: Path) -> RunFile:
    """Read the folder of a run that has not been closed."""
    try:
        journals = list_journals(folder)
    except OSError as error:
        return name_unreadable(folder, describe(error), is_open=True)
    lines = frozenset(line for journal in journals for line in journal.lines)
    return RunFile(
        file=folder,
        is_open=True,
        lines=lines,
        sections=_join(journals),
        damage=find_journal_damage(folder, journals),
    )


def read_closed(file: Path) -> RunFile:
    """Read a file whose name should be the digest of its content."""
    try:
        content = file.read_bytes()
    except OSError as error:
        return name_unreadable(file, describe(error), is_open=False)
    return read_content(file, content)


def read_content(file: Path, content: bytes) -> RunFile:
    """Read what is kept under a name that should be the digest of it."""
    lines, is_torn = split_lines(content)
    reading = read_sections(lines)
    damage = _find_name_damage(file, content) or reading.damage or _find_closed_damage(reading.sections)
    return RunFile(
        file=file,
        is_open=False,
        # A torn line is left out of the reading, yet two files that differ in it are two files.
        lines=frozenset((*lines, content) if is_torn or not lines else lines),
        sections=reading.sections,
        damage=damage,
    )


def name_unreadable(file: Path, damage: str, *, is_open: bool) -> RunFile:
    """Name a file or folder of which nothing can be read."""
    content = frozenset({str(file).encode(errors="surrogateescape")})
    return RunFile(file=file, is_open=is_open, lines=content, sections=(), damage=damage)


def describe(error: OSError) -> str:
    """Say in a few words why the system refused to read."""
    return f"cannot be read: {say_reason(error)}"


def _read_journal(path: Path) -> Journal:
    lines, _ = split_lines(path.read_bytes())
    return Journal(path, lines, read_sections(lines))


def _join(journals: Iterable[Journal]) -> tuple[Section, ...]:
    return tuple(section for journal in journals for section in journal.reading.sections)


def _find_name_damage(file: Path, content: bytes) -> str | None:
    if not content:
        return "nothing in it"
    if not is_closed_name(file.name):
        return "no file of evidence: its name is no digest"
    if file.name != name_closed(content):
        return "its content is not what was written: it does not match its name"
    return None


def _find_closed_damage(sections: Sequence[Section]) -> str | None:
    if sections[-1].end is None:
        return "the end of the run is missing"
    return _find_contradiction(sections)


def _find_contradiction(sections: Sequence[Section]) -> str | None:
    for name in _ALIKE:
        if len({str(getattr(section.header, name)) for section in sections}) > 1:
            return f"its headers differ in `{name}`"
    if sum(section.end is not None for section in sections) > 1:
        return "two ends of one run"
    unplanned = find_unplanned_start(sections)
    return None if unplanned is None else f"`{unplanned}` started, and no plan lists it"
