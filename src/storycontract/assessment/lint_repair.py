"""Mends what findings say can be mended: proven first, then written whole or not at all."""

import difflib
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from storycontract.assessment.lint_sources import BOM, Source, Sources
from storycontract.contract.identity import collect_stories
from storycontract.errors import SetUpError, say_reason
from storycontract.gherkin_reader.parsing import parse_feature
from storycontract.lint.finding import Finding
from storycontract.lint.repair import Repair
from storycontract.lint.repairing import repair_text
from storycontract.whole_file import write_whole

MAX_ROUNDS = 10

StoryTag = re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Mending:
    """The outcome: new contents by path, how many repairs were made, how many were not proven."""

    contents: Mapping[str, bytes]
    made: int
    refused: int


def mend(
    sources: Sources,
    lint: Callable[[Sources], Sequence[Finding]],
    *,
    unsafe: bool,
    story_tag: StoryTag,
) -> Mending:
    """Mend files in memory, again and again until there is nothing left to mend.

    `lint` gives the findings that are to be mended, for the contents as they are by then.
    """
    contents: dict[str, bytes] = {}
    made = 0
    refused: set[tuple[str, Repair]] = set()
    for _ in range(MAX_ROUNDS):
        changed: dict[str, bytes] = {}
        known = len(refused)
        for path, repairs in _by_path(lint(sources), unsafe=unsafe).items():
            hopeful = [repair for repair in repairs if (path, repair) not in refused]
            # Safe ones first, so that nothing but them stands between what they keep and its proof.
            batch = [repair for repair in hopeful if repair.is_safe] or hopeful
            content, applied, failed = _mend_file(sources.by_path[path], batch, story_tag)
            refused |= {(path, repair) for repair in failed}
            if applied:
                changed[path] = content
                made += len(applied)
        if not changed and len(refused) == known:
            break
        contents |= changed
        sources = sources.with_contents(changed)
    return Mending(contents, made, len(refused))


def write_contents(sources: Sources, contents: Mapping[str, bytes]) -> None:
    """Write mended files, each whole or not at all.

    Raises:
        SetUpError: a file has changed meanwhile, or cannot be written.
    """
    for path, content in contents.items():
        source = sources.by_path[path]
        try:
            current = source.file.read_bytes()
            if current == content:
                continue  # it goes by two names, and was mended by the other
            if current != source.content:
                raise SetUpError("the file has changed meanwhile", fix="run again", where=path)
            write_whole(source.file.resolve(), content, keeps_mode=True)
        except OSError as error:
            raise SetUpError(
                f"it cannot be written: {say_reason(error)}",
                fix="make the file and its folder writable",
                where=path,
            ) from error


def render_difference(sources: Sources, contents: Mapping[str, bytes]) -> str:
    """Render what would change, as a unified diff."""
    parts: list[str] = []
    for path, content in sorted(contents.items()):
        before = _lines(sources.by_path[path].content)
        parts += difflib.unified_diff(before, _lines(content), f"a/{path}", f"b/{path}")
    return "".join(
        part if part.endswith("\n") else f"{part}\n\\ No newline at end of file\n" for part in parts
    )


def _lines(content: bytes) -> list[str]:
    return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True)


def _by_path(findings: Sequence[Finding], *, unsafe: bool) -> dict[str, list[Repair]]:
    repairs: dict[str, list[Repair]] = defaultdict(list)
    for finding in findings:
        if finding.repair is not None and (unsafe or finding.repair.is_safe):
            repairs[finding.location.path].append(finding.repair)
    return repairs


def _mend_file(
    source: Source, repairs: Sequence[Repair], story_tag: StoryTag
) -> tuple[bytes, Sequence[Repair], Sequence[Repair]]:
    """Mend one file; gives its content, the repairs made, and those that could not be proven."""
    content, applied = _apply(source.content, repairs)
    if _is_proven(source, content, applied, story_tag):
        return content, applied, ()
    # One of them is at fault: each is tried by itself.
    content = source.content
    made: list[Repair] = []
    failed: list[Repair] = []
    for repair in applied:
        attempt, _ = _apply(content, [repair])
        if not made and _is_proven(source, attempt, [repair], story_tag):
            content = attempt
            made.append(repair)
        elif not _is_proven(source, _apply(source.content, [repair])[0], [repair], story_tag):
            failed.append(repair)
    return content, made, failed


def _apply(content: bytes, repairs: Sequence[Repair]) -> tuple[bytes, tuple[Repair, ...]]:
    bom = BOM if content.startswith(BOM) else b""
    text, applied = repair_text(content[len(bom) :].decode("utf-8"), repairs)
    return bom + text.encode("utf-8"), applied


def _is_proven(source: Source, content: bytes, applied: Sequence[Repair], story_tag: StoryTag) -> bool:
    """Prove by reading again: an unsafe repair keeps the file readable, a safe one keeps all that runs."""
    after = _read_promises(content, source.path, story_tag)
    if after is None:
        return False
    return not all(repair.is_safe for repair in applied) or after == _read_promises(
        source.content, source.path, story_tag
    )


def _read_promises(content: bytes, path: str, story_tag: StoryTag) -> tuple[object, object] | None:
    file = parse_feature(content, path, story_tag)
    if file.feature is None:
        return None
    stories = collect_stories([file], story_tag)
    cases = {(case.name, case.fingerprint, case.tags) for story in stories for case in story.cases}
    return [(story.id, story.fingerprint) for story in stories], cases
