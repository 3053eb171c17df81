"""The baseline on disk: one JSON file, sorted, one entry a finding, so that it merges and reviews well."""

import json
from pathlib import Path
from typing import Any

from storycontract.errors import SetUpError, UsageError, say_reason
from storycontract.lint.baseline import EMPTY_BASELINE, Baseline, BaselineKey
from storycontract.whole_file import write_whole

VERSION = 1
_FIELDS = frozenset({"path", "rule", "story", "text", "count"})


def load_baseline(file: Path) -> Baseline:
    """Load a baseline; an empty one where there is no file.

    Raises:
        UsageError: the file is no baseline.
    """
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return EMPTY_BASELINE
    except OSError as error:
        raise UsageError(
            f"the baseline cannot be read: {say_reason(error)}",
            fix="make it readable, or name another file as `lint.baseline` in pyproject.toml",
            where=str(file),
        ) from error
    except ValueError as error:
        raise _unreadable(file, f"is no baseline: {error}") from error
    if not isinstance(content, dict) or content.get("version") != VERSION:
        raise _unreadable(file, f"is no baseline of version {VERSION}")
    entries = content.get("findings")
    if not isinstance(entries, list) or not all(_is_entry(entry) for entry in entries):
        raise _unreadable(file, "has an entry that is no finding")
    return Baseline({_key(entry): entry["count"] for entry in entries})


def save_baseline(baseline: Baseline, file: Path) -> None:
    """Save a baseline whole or not at all.

    Raises:
        SetUpError: the file cannot be written.
    """
    entries = [{**key._asdict(), "count": count} for key, count in sorted(baseline.counts.items())]
    lines = ",\n".join(f"    {json.dumps(entry, ensure_ascii=False)}" for entry in entries)
    text = f'{{\n  "version": {VERSION},\n  "findings": [\n{lines}\n  ]\n}}\n'
    try:
        # A file name that is no text comes back from its spelling as it was.
        write_whole(file, text.encode("utf-8", errors="backslashreplace"))
    except OSError as error:
        raise SetUpError(
            f"the baseline cannot be written: {say_reason(error)}",
            fix="make the folder writable",
            where=str(file),
        ) from error


def _is_entry(entry: Any) -> bool:
    if not isinstance(entry, dict) or set(entry) != _FIELDS:
        return False
    count = entry["count"]
    texts = (entry[name] for name in _FIELDS - {"count"})
    return isinstance(count, int) and count > 0 and all(isinstance(text, str) for text in texts)


def _key(entry: dict[str, Any]) -> BaselineKey:
    return BaselineKey(entry["path"], entry["rule"], entry["story"], entry["text"])


def _unreadable(file: Path, problem: str) -> UsageError:
    return UsageError(
        f"the file {problem}",
        fix="write it again with `storycontract lint --write-baseline`, without a path",
        where=str(file),
    )
