"""What `storycontract report` writes for CI servers beside the page."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from storycontract.report.ci.ci_format import CiFormat
from storycontract.report.ci.formats import write_outputs
from storycontract.report.ci.github_actions import find_prefix, is_github_actions, tell_github
from storycontract.report.stories import StoriesDocument
from storycontract.settings.settings import Settings

_FOR_GITHUB = {CiFormat.GITHUB, CiFormat.GITHUB_SUMMARY}


def write_ci_outputs(
    settings: Settings, document: StoriesDocument, wanted: Sequence[tuple[CiFormat, Path | None]]
) -> None:
    """Write what is asked for; at GitHub annotations and the summary of the step too, unless they are.

    Raises:
        SetUpError: a file cannot be written.
    """
    write_outputs(
        document,
        wanted,
        secrets=settings.secret_patterns,
        prefix=find_prefix(settings.root, os.environ),
        write=sys.stdout.write,
    )
    prints = any(file is None for _, file in wanted)
    if is_github_actions(os.environ) and not prints and _FOR_GITHUB.isdisjoint(name for name, _ in wanted):
        tell_github(document, settings.root, os.environ, sys.stdout.write, secrets=settings.secret_patterns)
