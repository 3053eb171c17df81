"""Reporting: what people read of a project, drawn from the one result."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from storycontract.assessment.page_linting import PageLinting
from storycontract.errors import EvidenceError
from storycontract.evidence.artefacts import find_artefact, load_artefact
from storycontract.report.page.page import render_page
from storycontract.report.page.page_file import save_page
from storycontract.report.page.page_sources import PageSources
from storycontract.report.stories import StoriesDocument
from storycontract.settings.settings import Settings


def write_page(settings: Settings, document: StoriesDocument) -> Path:
    """Write the page, whole or not at all, and tell where.

    Raises:
        CannotDecideError: the file cannot be written.
        SettingsError: a setting of the linter is none.
    """
    save_page(render_page(document, gather_sources(settings, document)), settings.page_file)
    return settings.page_file


def gather_sources(settings: Settings, document: StoriesDocument) -> PageSources:
    """Gather what the page shows beside the document: feature files, findings, files of the evidence.

    Raises:
        SettingsError: a setting of the linter is none.
    """
    linting = PageLinting(settings, document)
    return PageSources(
        texts=linting.list_texts(),
        findings=linting.list_findings(),
        files=dict(_iter_files(settings, document)),
        reports=settings.reports,
        issue_link=settings.issue_link,
        secrets=settings.secret_patterns,
        is_defined=linting.is_defined,
    )


def _iter_files(settings: Settings, document: StoriesDocument) -> Iterator[tuple[str, str]]:
    """Yield the path of each file that evidence lists and that is what was recorded, with its address."""
    reports = settings.reports_folder
    cases = [case for story in document.stories for criterion in story.criteria for case in criterion.cases]
    kept = {
        (file.path, file.sha256) for case in cases for attempt in case.attempts for file in attempt.artefacts
    }
    shown = {
        (file.path, file.sha256) for case in cases for entry in case.acceptances for file in entry.attachments
    }
    for path, sha256 in sorted(kept):
        file = _find_kept(reports, path, sha256)
        if file is not None:
            yield path, _address(file, reports)
    for path, sha256 in sorted(shown):
        file = _find_shown(settings.root, path, sha256)
        if file is not None:
            yield path, _address(file, reports)


def _find_kept(reports: Path, path: str, sha256: str) -> Path | None:
    try:
        load_artefact(reports, path, sha256)
    except EvidenceError:
        return None
    return find_artefact(reports, path)


def _find_shown(root: Path, path: str, sha256: str) -> Path | None:
    file = (root / path).resolve()
    try:
        is_whole = file.is_relative_to(root.resolve()) and _digest(file) == sha256
    except OSError:
        return None
    return file if is_whole else None


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _address(file: Path, reports: Path) -> str:
    return quote(Path(os.path.relpath(file, reports.resolve())).as_posix())
