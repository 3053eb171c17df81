"""What is told at GitHub without being asked for: annotations, and the summary of the step."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from storycontract.errors import say_reason
from storycontract.report.ci.answer import Answer
from storycontract.report.ci.github_annotations import render_github_annotations
from storycontract.report.ci.github_summary import ROOM_BYTES, render_github_summary
from storycontract.report.stories import StoriesDocument

_TOLD = "storycontract-told"
_LEAST_BYTES = 1_000


def is_github_actions(environment: Mapping[str, str]) -> bool:
    """Tell whether this process is a step at GitHub."""
    return environment.get("GITHUB_ACTIONS") == "true"


def find_prefix(root: Path, environment: Mapping[str, str]) -> str:
    """Find what goes before a path of the project to make it one from the root of the repository."""
    top = environment.get("GITHUB_WORKSPACE") or environment.get("CI_PROJECT_DIR")
    if not top or not root.resolve().is_relative_to(Path(top).resolve()):
        return ""
    inner = root.resolve().relative_to(Path(top).resolve()).as_posix()
    return "" if inner == "." else f"{inner}/"


def tell_github(
    document: StoriesDocument,
    root: Path,
    environment: Mapping[str, str],
    write: Callable[[str], object],
    *,
    secrets: Sequence[re.Pattern[str]],
) -> None:
    """Write annotations, and append to the summary of the step; one answer is told once in a job."""
    answer = Answer(document, secrets=secrets, prefix=find_prefix(root, environment))
    annotations = render_github_annotations(answer)
    if _was_told(annotations + render_github_summary(answer), environment):
        return
    write(annotations)
    summary = environment.get("GITHUB_STEP_SUMMARY")
    if summary:
        try:
            write(_append(answer, Path(summary)))
        except OSError as error:
            write(f"the summary of this step cannot be written: {say_reason(error)}\n")


def _was_told(text: str, environment: Mapping[str, str]) -> bool:
    """Tell whether an earlier step of this job said the same, and note that it is said now."""
    folder = environment.get("RUNNER_TEMP")
    if not folder:
        return False
    digest = hashlib.sha256(text.encode()).hexdigest()
    note = Path(folder) / _TOLD
    try:
        if note.is_file() and note.read_text(encoding="utf-8") == digest:
            return True
        note.write_text(digest, encoding="utf-8")
    except (OSError, ValueError):
        # Told twice is better than not at all.
        return False
    return False


def _append(answer: Answer, file: Path) -> str:
    """Append the summary; give what is to be said of it."""
    # Others may have written to it in the same step; the limit is for all of it, and above it all is lost.
    room_bytes = ROOM_BYTES - (file.stat().st_size if file.is_file() else 0) - len("\n\n")
    if room_bytes < _LEAST_BYTES:
        return "the summary of this step is full\n"
    with file.open("a", encoding="utf-8", newline="\n") as summary:
        summary.write(f"\n{render_github_summary(answer, room_bytes)}\n")
    return ""
