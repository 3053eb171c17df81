"""The scope of a project as its settings and its runs so far define it."""

import json
from collections.abc import Iterator
from pathlib import Path

from storycontract.evidence.scope import Scope, ScopeOptions, compute_scope
from storycontract.settings.settings import Settings


def read_scope(settings: Settings, output_paths: tuple[str, ...] = ()) -> Scope:
    """Compute the scope of today.

    What any earlier run was told to write to is left out with `output_paths`, those of the present one: a
    file that is an output today must not make tomorrow's run look like one on other code.

    Raises:
        SettingsError: the globs of the settings leave nothing.
    """
    known = {path for header in _iter_headers(settings.evidence_folder) for path in header}
    return compute_scope(
        settings.root,
        ScopeOptions(
            features=settings.features,
            reports=settings.reports,
            scope=settings.scope,
            outputs=settings.outputs,
            output_paths=tuple(sorted(known | set(output_paths))),
        ),
    )


def _iter_headers(evidence_folder: Path) -> Iterator[list[str]]:
    """Yield the output paths of every run; only its first line is read, and damage is for others to judge."""
    for file in evidence_folder.rglob("*.jsonl"):
        try:
            with file.open("rb") as lines:
                header = json.loads(lines.readline())
        except (OSError, ValueError):
            continue
        paths = header.get("output_paths") if isinstance(header, dict) else None
        if isinstance(paths, list):
            yield [path for path in paths if isinstance(path, str)]
