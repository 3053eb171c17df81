"""`storycontract status`: what is known of every story, without running anything."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storycontract.cli.exit_codes import ExitCode
from storycontract.errors import UsageError

if TYPE_CHECKING:
    from storycontract.report.stories import StoriesDocument, StoryEntry

NEAREST_SHOWN = 3


class StatusFormat(StrEnum):
    """How the status is shown."""

    TEXT = "text"
    JSON = "json"


def status(
    story: Annotated[
        list[str] | None, typer.Argument(metavar="STORY", help="Ids of stories to show in full.")
    ] = None,
    *,
    product_version: Annotated[
        list[str] | None,
        typer.Option(metavar="ENV=VERSION", help="The product deployed in an environment today."),
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(
            metavar="REF",
            help="Say what was lost and gained since a branch, a commit, a run, `yesterday` or a day "
            "(2026-11-22); by default since the full run before.",
        ),
    ] = None,
    output_format: Annotated[
        StatusFormat, typer.Option(help="`json` prints the document of stories.json.")
    ] = StatusFormat.TEXT,
) -> None:
    """Say which stories are done, by the evidence there is, without running anything.

    Exit code 0: all of them are done; 1: some are not; 3: there is no story to judge, or no such base.
    """
    import os  # noqa: PLC0415 - what only this command needs

    from storycontract.assessment.clock import utc_now  # noqa: PLC0415 - as above
    from storycontract.assessment.product_versions import read_product_versions  # noqa: PLC0415 - as above
    from storycontract.assessment.taking_stock import take_stock  # noqa: PLC0415 - as above
    from storycontract.settings.loading import load_nearest_settings  # noqa: PLC0415 - as above

    here = Path.cwd()
    settings = load_nearest_settings(here)
    document = take_stock(
        settings,
        now_utc=utc_now(),
        product_versions=read_product_versions(product_version or (), os.environ),
        base=base,
    )
    selected = select_stories(document, story or ())
    typer.echo(
        _render(document, selected if story else None, output_format, _show(settings.reports_folder, here)),
        nl=False,
    )
    raise typer.Exit(judge_exit_code(selected))


def select_stories(document: "StoriesDocument", ids: Sequence[str]) -> "tuple[StoryEntry, ...]":
    """Select the stories of these ids, in any case of letters; all where none is given.

    Raises:
        UsageError: nobody knows an id.
    """
    if not ids:
        return document.stories
    known = {story.id.casefold() for story in document.stories}
    for wanted in ids:
        if wanted.casefold() not in known:
            raise _unknown_story(wanted, [story.id for story in document.stories])
    folded = {wanted.casefold() for wanted in ids}
    return tuple(story for story in document.stories if story.id.casefold() in folded)


def judge_exit_code(stories: "Sequence[StoryEntry]") -> ExitCode:
    """Judge whether all of some stories are done; without any there is nothing to decide."""
    if not stories:
        return ExitCode.CANNOT_DECIDE
    is_done = all(story.verdict.value == "done" for story in stories)
    return ExitCode.HOLDS if is_done else ExitCode.DOES_NOT_HOLD


def _render(
    document: "StoriesDocument",
    selected: "tuple[StoryEntry, ...] | None",
    output_format: StatusFormat,
    reports: str,
) -> str:
    import os  # noqa: PLC0415 - what only this command needs
    import shutil  # noqa: PLC0415 - as above
    import sys  # noqa: PLC0415 - as above

    from storycontract.report.stories_file import render_stories  # noqa: PLC0415 - as above
    from storycontract.report.terminal import render_summary  # noqa: PLC0415 - as above
    from storycontract.report.terminal_details import render_details  # noqa: PLC0415 - as above
    from storycontract.report.terminal_layout import can_show_unicode, wants_colour  # noqa: PLC0415 - as above

    if output_format is StatusFormat.JSON:
        if selected is not None:
            document = document.model_copy(update={"stories": selected})
        return render_stories(document)
    width = shutil.get_terminal_size().columns
    colour = wants_colour(os.environ, is_terminal=sys.stdout.isatty())
    unicode = can_show_unicode(sys.stdout.encoding)
    if selected is None:
        return render_summary(document, width, colour=colour, unicode=unicode)
    return render_details(document, selected, width, colour=colour, unicode=unicode, reports=reports)


def _show(folder: Path, here: Path) -> str:
    return folder.relative_to(here).as_posix() if folder.is_relative_to(here) else str(folder)


def _unknown_story(wanted: str, known: list[str]) -> UsageError:
    # Only a mistake pays for the import.
    from rapidfuzz import process, utils  # noqa: PLC0415

    matches = process.extract(
        wanted, known, processor=utils.default_process, limit=NEAREST_SHOWN, score_cutoff=60
    )
    names = ", ".join(f"`{match[0]}`" for match in matches)
    fix = f"did you mean {names}?" if names else "see `storycontract status` for the ids there are"
    return UsageError(f"no story has the id `{wanted}`", fix=fix)
