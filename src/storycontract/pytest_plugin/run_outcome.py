"""What stands last on the terminal: the stories, or why there is no answer."""

import shutil
import sys
from pathlib import Path

import pytest

from storycontract.errors import StorycontractError
from storycontract.report.gate_answer import GateAnswer
from storycontract.report.gate_text import render_gate_text
from storycontract.report.stories import StoriesDocument
from storycontract.report.terminal import render_summary, say_headline
from storycontract.report.terminal_layout import can_show_unicode

PLAIN_WIDTH = 80

# More than a screen of them is a list for `storycontract status`, not the end of a run.
STORIES_SHOWN = 20


def print_outcome(
    reporter: pytest.TerminalReporter,
    document: StoriesDocument | None,
    failure: str | None,
    *,
    is_about_stories: bool,
) -> None:
    """Print the summary: one line where the run was about no story, and why where there is no result."""
    if failure is not None:
        reporter.section("storycontract", red=True)
        reporter.write_line(failure)
        reporter.write_line("no verdict was written: this run could not be taken into account")
    elif document is not None and not is_about_stories:
        reporter.write_line(f"{say_headline(document.counts)}; this run was about none of them")
    elif document is not None:
        reporter.section("stories")
        width = shutil.get_terminal_size().columns if reporter.isatty else PLAIN_WIDTH
        unicode = can_show_unicode(sys.stdout.encoding)
        reporter.write_line(
            render_summary(document, width, colour=reporter.hasmarkup, unicode=unicode, most=STORIES_SHOWN)
        )


def print_page(reporter: pytest.TerminalReporter, page: Path | StorycontractError | None) -> None:
    """Print where the page is, or why there is none; nothing where nobody tried to write one."""
    if isinstance(page, Path):
        here = Path.cwd()
        reporter.write_line(f"page: {page.relative_to(here) if page.is_relative_to(here) else page}")
    elif page is not None:
        reporter.write_line(f"no page was written: {page}", red=True)


def print_gate(reporter: pytest.TerminalReporter, answer: GateAnswer | None) -> None:
    """Print the answer of the gate; None where there is none, for there are no verdicts."""
    if answer is None:
        reporter.write_line("gate: cannot be decided: there are no verdicts", red=True)
        return
    text = render_gate_text(
        answer,
        shutil.get_terminal_size().columns if reporter.isatty else PLAIN_WIDTH,
        colour=reporter.hasmarkup,
        unicode=can_show_unicode(sys.stdout.encoding),
    )
    reporter.write(text)
