"""Lints the files of a project: what is known is taken from the cache, the rest is read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from storycontract.assessment.lint_cache import FOLDER, LintCache, digest_code, digest_files
from storycontract.assessment.lint_plan import LintPlan
from storycontract.assessment.lint_sources import Sources
from storycontract.lint.finding import Finding


@dataclass(frozen=True, slots=True)
class LintRequest:
    """What to lint; `make_plan` is asked only where something has changed since the last run.

    `choice` digests all that decides about rules. `cache_folder` is None where nothing is to be kept.
    """

    sources: Sources
    make_plan: Callable[[], LintPlan]
    choice: str
    story_tag: re.Pattern[str] | None
    cache_folder: Path | None


def cache_folder_of(root: Path) -> Path:
    """Name the folder of a project's cache."""
    return root / FOLDER


def lint_sources(request: LintRequest) -> tuple[Finding, ...]:
    """Lint the files of a request, by path, line, column and rule; suppressed findings are marked."""
    tag = request.story_tag.pattern if request.story_tag else None
    cache = LintCache(request.cache_folder, digest_files([(digest_code(), request.choice), (repr(tag), "")]))
    digest = digest_files([(path, source.digest) for path, source in request.sources.by_path.items()])
    known = cache.load_run(digest)
    if known is not None:
        return known
    # Only a change pays for reading, rules and lexicons.
    from storycontract.assessment.lint_work import LintWork  # noqa: PLC0415

    work = LintWork(request.sources, request.make_plan(), request.story_tag, cache.load_files())
    findings = work.lint()
    cache.save_files(work.rows)
    cache.save_run(digest, findings)
    return findings
