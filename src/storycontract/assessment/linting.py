"""Lints the files of a project: what is known is taken from the cache, the rest is read."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from storycontract.assessment.lint_cache import FOLDER, LintCache, digest_code, digest_files
from storycontract.assessment.lint_plan import LintPlan
from storycontract.assessment.lint_sources import Sources
from storycontract.assessment.step_files import digest_step_files
from storycontract.lint.finding import Finding


class LintRequest(NamedTuple):
    """What to lint; `make_plan` is asked only where something has changed since the last run.

    `is_whole` tells that all features of the project are among the sources.

    `choice` digests all that decides about rules. `cache_folder` is None where nothing is to be kept.
    """

    sources: Sources
    make_plan: Callable[[], LintPlan]
    choice: str
    story_tag: re.Pattern[str] | None
    cache_folder: Path | None
    is_whole: bool = False


def cache_folder_of(root: Path) -> Path:
    """Name the folder of a project's cache."""
    return root / FOLDER


def lint_sources(request: LintRequest) -> tuple[Finding, ...]:
    """Lint the files of a request, by path, line, column and rule; suppressed findings are marked."""
    tag = request.story_tag.pattern if request.story_tag else None
    sources = request.sources
    # Which rules there is anything for depends on whether there are step definitions.
    basis = [(digest_code(), request.choice), (repr(tag), str(bool(sources.step_files)))]
    cache = LintCache(request.cache_folder, digest_files(basis))
    digests = [(path, source.digest) for path, source in sources.by_path.items()]
    digest = digest_files([*digests, (digest_step_files(sources.step_files), str(request.is_whole))])
    known = cache.load_run(digest)
    if known is not None:
        return known
    # Only a change pays for reading, rules and lexicons.
    from storycontract.assessment.lint_work import LintWork  # noqa: PLC0415

    work = LintWork(sources, request.make_plan(), request.story_tag, cache.load_files())
    findings = work.lint(is_whole=request.is_whole)
    cache.save_files(work.rows)
    cache.save_run(digest, findings)
    return findings
