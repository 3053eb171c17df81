"""The summary that a command ends with."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storycontract.report.stories import StoriesDocument

STORIES_SHOWN = 20


def render_short_summary(document: "StoriesDocument") -> str:
    """Render the summary for the terminal at hand, with no more stories than a screen holds."""
    import os  # noqa: PLC0415 - commands load what they need when they run
    import shutil  # noqa: PLC0415 - as above
    import sys  # noqa: PLC0415 - as above

    from storycontract.report.terminal import render_summary  # noqa: PLC0415 - as above
    from storycontract.report.terminal_layout import can_show_unicode, wants_colour  # noqa: PLC0415 - as above

    return render_summary(
        document,
        shutil.get_terminal_size().columns,
        colour=wants_colour(os.environ, is_terminal=sys.stdout.isatty()),
        unicode=can_show_unicode(sys.stdout.encoding),
        most=STORIES_SHOWN,
    )
