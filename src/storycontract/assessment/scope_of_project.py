"""The scope of a project as its settings and its runs so far define it."""

import json
from collections.abc import Iterator

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
    known = {path for paths in _iter_output_paths(settings) for path in paths} | set(output_paths)
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


def _iter_output_paths(settings: Settings) -> Iterator[list[str]]:
    """Yield where each run of this project was told to write.

    Only the first line of a closed file is read, and only where the whole file is what it was when it was
    closed: a header that somebody changed could take code out of the scope.
    """
    for file in settings.evidence_folder.rglob("*.jsonl"):
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
