"""The scope of a project as its settings and its runs so far define it."""

import json
from collections.abc import Container, Iterator

from storycontract.assessment.project_ledger import open_project_ledger
from storycontract.errors import LedgerError
from storycontract.evidence.git_tree import holds_tracked
from storycontract.evidence.run_file import name_closed
from storycontract.evidence.scope import Scope, ScopeOptions, compute_scope
from storycontract.settings.settings import Settings


def read_scope(settings: Settings, output_paths: tuple[str, ...] = ()) -> Scope:
    """Compute the scope of today.

    What any earlier run was told to write to is left out with `output_paths`, those of the present one: a
    file that is an output today must not make tomorrow's run look like one on other code. What git tracks
    stays in: a slip such as `--output=src` must not hide the code.

    Raises:
        SettingsError: the globs of the settings leave nothing.
    """
    known = _list_output_paths(settings) | set(output_paths)
    written = sorted(path for path in known if not holds_tracked(settings.root, path))
    return compute_scope(
        settings.root,
        ScopeOptions(
            features=settings.features,
            steps=settings.steps,
            reports=settings.reports,
            scope=settings.scope,
            outputs=settings.outputs,
            output_paths=tuple(written),
        ),
    )


def _list_output_paths(settings: Settings) -> frozenset[str]:
    """List where the runs of this project were told to write, as the ledger and newer files say it."""
    try:
        with open_project_ledger(settings) as ledger:
            known, paths = ledger.list_digests(), ledger.list_output_paths(settings.product)
    except LedgerError:
        # A run is recorded where there is no ledger, too; whoever asks for verdicts is told of it.
        known, paths = {}, frozenset()
    return paths.union(*_iter_output_paths(settings, known))


def _iter_output_paths(settings: Settings, known: Container[str]) -> Iterator[list[str]]:
    """Yield where each run was told to write that the ledger does not know yet.

    Only the first line of a closed file is read, and only where the whole file is what it was when it was
    closed: a header that somebody changed could take code out of the scope.
    """
    for file in settings.evidence_folder.rglob("*.jsonl"):
        if file.stem in known:
            continue
        try:
            content = file.read_bytes()
            header = json.loads(content.partition(b"\n")[0])
        except (OSError, ValueError):
            continue
        if name_closed(content) != file.name or not isinstance(header, dict):
            continue
        paths = header.get("output_paths")
        if header.get("project") == settings.product and isinstance(paths, list):
            yield [path for path in paths if isinstance(path, str)]
