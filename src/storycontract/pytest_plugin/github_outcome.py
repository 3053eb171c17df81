"""What a run tells at GitHub beside the terminal: annotations, and the summary of the step."""

import os

import pytest

from storycontract.report.stories import StoriesDocument
from storycontract.settings.settings import Settings


def tell_outcome_at_github(
    reporter: pytest.TerminalReporter,
    settings: Settings,
    document: StoriesDocument | None,
    failure: str | None,
) -> None:
    """Tell the outcome, where this is a step at GitHub; None for what the run has not."""
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    # Only a run at GitHub pays for loading these.
    from storycontract.report.ci.github_actions import tell_github  # noqa: PLC0415
    from storycontract.report.ci.github_annotations import render_github_error  # noqa: PLC0415

    if failure is not None:
        reporter.write(render_github_error("no verdict was written", failure))
    elif document is not None:
        tell_github(document, settings.root, os.environ, reporter.write, secrets=settings.secret_patterns)
