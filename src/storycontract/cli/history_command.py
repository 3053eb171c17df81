"""`storycontract history`: what became of the stories, run by run."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from storycontract.report.stories import StoriesDocument, StoryEntry


class HistoryFormat(StrEnum):
    """How history is shown."""

    TEXT = "text"
    JSON = "json"


def history(
    story: Annotated[
        list[str] | None, typer.Argument(metavar="STORY", help="Ids of stories to tell about.")
    ] = None,
    *,
    output_format: Annotated[
        HistoryFormat, typer.Option(help="`json` prints the same as an object with `trend` and `stories`.")
    ] = HistoryFormat.TEXT,
) -> None:
    """Tell what became of the stories, state by state of the code: when each was done, lost and flaky.

    Without a story: how many were done on each of the newest states.
    """
    from storycontract.assessment.clock import utc_now  # noqa: PLC0415 - what only this command needs
    from storycontract.assessment.taking_stock import take_stock  # noqa: PLC0415 - as above
    from storycontract.cli.status_command import select_stories  # noqa: PLC0415 - as above
    from storycontract.settings.loading import load_nearest_settings  # noqa: PLC0415 - as above

    settings = load_nearest_settings(Path.cwd())
    document = take_stock(settings, now_utc=utc_now())
    selected = select_stories(document, story or ())
    if output_format is HistoryFormat.JSON:
        typer.echo(_render_json(document, selected))
    else:
        typer.echo(_render_text(document, selected if story else ()), nl=False)


def _render_text(document: "StoriesDocument", selected: "tuple[StoryEntry, ...]") -> str:
    import os  # noqa: PLC0415 - what only this command needs
    import shutil  # noqa: PLC0415 - as above
    import sys  # noqa: PLC0415 - as above

    from storycontract.report.terminal_history import render_history, render_trend  # noqa: PLC0415 - as above
    from storycontract.report.terminal_layout import (  # noqa: PLC0415 - as above
        Screen,
        can_show_unicode,
        wants_colour,
    )

    screen = Screen(
        shutil.get_terminal_size().columns,
        wants_colour(os.environ, is_terminal=sys.stdout.isatty()),
        can_show_unicode(sys.stdout.encoding),
    )
    return render_history(selected, screen) if selected else render_trend(document, screen)


def _render_json(document: "StoriesDocument", selected: "tuple[StoryEntry, ...]") -> str:
    import json  # noqa: PLC0415 - what only this command needs

    told = {"id", "title", "verdict", "done_since", "last_done", "broke_in", "history"}
    told |= {"first_ready", "first_done", "states_seen", "states_flaky", "changes"}
    value = {
        "trend": [entry.model_dump(mode="json") for entry in document.trend],
        "stories": [story.model_dump(mode="json", include=told) for story in selected],
    }
    return json.dumps(value, indent=2, ensure_ascii=False)
