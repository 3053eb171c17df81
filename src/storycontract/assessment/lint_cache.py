"""What linting gave before, kept beside the project so that only a file that has changed is linted again.

Kept as marshalled tuples, which run no code when they are read, behind a digest of them. A cache that is not
there, not as it was written or of another version is no cache; one that cannot be written is left unwritten.
"""

import hashlib
import marshal
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from storycontract.contract.location import Location
from storycontract.gherkin_reader.file_reading import read_whole
from storycontract.lint.file_report import FileReport, IdUse
from storycontract.lint.finding import Finding, Severity
from storycontract.lint.outline import Element, Outline
from storycontract.lint.project import Fact
from storycontract.lint.repair import Edit, Repair
from storycontract.lint.suppression import Suppression

FOLDER = ".storycontract_cache"
KEPT = 12

_PACKAGES = ("lint", "step_binding", "gherkin_reader", "contract", "settings", "assessment")
_SUFFIXES = frozenset({".run", ".files", ".settings"})
_DIGEST_BYTES = 16
_CACHEDIR_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n"

Row = tuple[Any, ...]
FactTypes = Mapping[str, type[tuple[Any, ...]]]


@cache
def digest_code() -> str:
    """Digest the code and the words that findings come from, and the Python that runs them."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256(sys.version.encode())
    for name in _PACKAGES:
        for folder, subfolders, files in os.walk(package / name):
            subfolders[:] = sorted(each for each in subfolders if each != "__pycache__")
            for file in sorted(files):
                digest.update(f"\0{file}\0".encode())
                digest.update(read_whole(f"{folder}/{file}"))
    return digest.hexdigest()


class LintCache:
    """The cache of one plan; `folder` is None where nothing is to be kept."""

    def __init__(self, folder: Path | None, plan: str) -> None:
        self.folder = folder
        self.plan = plan[:32]

    def load_run(self, digest: str) -> tuple[Finding, ...] | None:
        """Load the findings of a run over the same files; None where there was none."""
        content = self._load("run")
        if not isinstance(content, tuple) or content[0] != digest:
            return None
        return tuple(decode_finding(row) for row in content[1])

    def save_run(self, digest: str, findings: Iterable[Finding]) -> None:
        """Save the findings of a run."""
        self._save("run", (digest, [encode_finding(finding) for finding in findings]))

    def load_files(self) -> dict[str, Row]:
        """Load what is known of each file, by path."""
        content = self._load("files")
        return content if isinstance(content, dict) else {}

    def save_files(self, rows: Mapping[str, Row]) -> None:
        """Save what is known of each file."""
        self._save("files", dict(rows))

    def load_settings(self) -> dict[str, Any] | None:
        """Load settings that were checked before."""
        content = self._load("settings")
        return content if isinstance(content, dict) else None

    def save_settings(self, values: dict[str, Any]) -> None:
        """Save settings that have been checked."""
        self._save("settings", values)

    def _load(self, kind: str) -> object:
        if self.folder is None:
            return None
        try:
            kept = memoryview(read_whole(f"{self.folder}/{self.plan}.{kind}"))
        except OSError:
            return None
        content = kept[_DIGEST_BYTES:]
        return marshal.loads(content) if kept[:_DIGEST_BYTES] == self._digest(kind, content) else None  # noqa: S302 - our own

    def _save(self, kind: str, content: Row | dict[str, Any]) -> None:
        if self.folder is None:
            return
        draft = self.folder / f".{self.plan}.{kind}.{os.getpid()}"
        try:
            self._make_folder(self.folder)
            kept = marshal.dumps(content)
            draft.write_bytes(self._digest(kind, kept) + kept)
            draft.replace(self.folder / f"{self.plan}.{kind}")
        except OSError:
            with suppress(OSError):
                draft.unlink()

    def _digest(self, kind: str, content: bytes | memoryview) -> bytes:
        # What is kept under another name is no answer to this question either.
        return blake2b(content, digest_size=_DIGEST_BYTES, key=f"{self.plan}.{kind}".encode()).digest()

    def _make_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            folder.mkdir(parents=True)
            (folder / ".gitignore").write_text("*\n", encoding="utf-8")
            (folder / "CACHEDIR.TAG").write_text(_CACHEDIR_TAG, encoding="utf-8")
        entries = [entry for entry in folder.iterdir() if entry.suffix in _SUFFIXES]
        for entry in sorted(entries, key=lambda each: each.stat().st_mtime)[: -KEPT or None]:
            if entry.stem != self.plan:
                entry.unlink(missing_ok=True)


def encode_report(digest: str, report: FileReport, outline: Outline) -> Row:
    """Encode what is known of a file whose content has a digest."""
    facts = {name: [_encode_fact(fact) for fact in found] for name, found in report.facts.items()}
    return (
        digest,
        marshal.dumps(
            (
                [encode_finding(finding) for finding in report.findings],
                facts,
                [_encode_fact(fact) for fact in report.ids],
                [_encode_suppression(each) for each in report.suppressions],
            )
        ),
        marshal.dumps([_encode_element(element) for element in outline.elements]),
    )


def decode_report(path: str, row: Row, fact_types: FactTypes) -> FileReport:
    """Decode what is known of a file."""
    findings, facts, ids, suppressions = marshal.loads(row[1])  # noqa: S302 - our own
    return FileReport(
        path=path,
        findings=tuple(decode_finding(each) for each in findings),
        facts={
            name: tuple(_decode_fact(path, each, fact_types[name]) for each in found)
            for name, found in facts.items()
        },
        ids=tuple(_decode_fact(path, each, IdUse) for each in ids),
        suppressions=tuple(_decode_suppression(path, each) for each in suppressions),
    )


def decode_outline(row: Row) -> Outline:
    """Decode the elements of a file."""
    return Outline(tuple(Element(*each) for each in marshal.loads(row[2])))  # noqa: S302 - our own


def encode_finding(finding: Finding) -> Row:
    """Encode a finding."""
    return (
        finding.rule,
        finding.severity.value,
        finding.message,
        finding.fix,
        (finding.location.path, finding.location.line, finding.location.column),
        finding.end_column,
        finding.story_ids,
        finding.criterion_id,
        finding.suppressed_because,
        _encode_repair(finding.repair) if finding.repair else None,
    )


def decode_finding(row: Row) -> Finding:
    """Decode a finding."""
    rule, severity, message, fix, place, end_column, story_ids, criterion_id, reason, repair = row
    return Finding(
        rule=rule,
        severity=Severity(severity),
        message=message,
        fix=fix,
        location=Location(*place),
        end_column=end_column,
        story_ids=story_ids,
        criterion_id=criterion_id,
        suppressed_because=reason,
        repair=_decode_repair(repair) if repair else None,
    )


def _encode_repair(repair: Repair) -> Row:
    edits = [(edit.line, edit.column, edit.end_line, edit.end_column, edit.text) for edit in repair.edits]
    return (repair.message, edits, repair.is_safe)


def _decode_repair(row: Row) -> Repair:
    message, edits, is_safe = row
    return Repair(message, tuple(Edit(*edit) for edit in edits), is_safe)


def _encode_fact(fact: Fact[Any]) -> Row:
    return (fact.at.line, fact.at.column, tuple(fact.of))


def _decode_fact(path: str, row: Row, fact_type: type[tuple[Any, ...]]) -> Fact[Any]:
    line, column, values = row
    return Fact(Location(path, line, column), tuple.__new__(fact_type, values))


def _encode_suppression(suppression: Suppression) -> Row:
    place = (suppression.location.line, suppression.location.column)
    return (
        suppression.rules,
        suppression.refused,
        suppression.reason,
        place,
        suppression.first_line,
        suppression.end_line,
        suppression.is_understood,
    )


def _decode_suppression(path: str, row: Row) -> Suppression:
    rules, refused, reason, place, first_line, end_line, is_understood = row
    return Suppression(
        rules, refused, reason, Location(path, *place), first_line, end_line, is_understood=is_understood
    )


def _encode_element(element: Element) -> Row:
    return (
        element.keyword_line,
        element.first_line,
        element.end_line,
        element.story_ids,
        element.criterion_id,
    )


def digest_files(digests: Sequence[tuple[str, str]]) -> str:
    """Digest pairs of path and content digest."""
    return hashlib.sha256(repr(digests).encode()).hexdigest()
