"""`storycontract doctor`: what this machine and this project lack, each with its remedy."""

import os
import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

import typer

from storycontract.cli.diagnosis import Diagnosis, Health, diagnose
from storycontract.cli.exit_codes import ExitCode

WIDTH = 78
MARKS = {Health.FINE: "✓", Health.NOTE: "!", Health.BROKEN: "✗"}
PLAIN_MARKS = {Health.FINE: "+", Health.NOTE: "!", Health.BROKEN: "x"}


def doctor() -> None:
    """Say what this machine and this project lack.

    Looks at versions, the browser, settings, folders and plugins that clash. Ends with 1 where something has
    to be mended.
    """
    diagnoses = list(diagnose(Path.cwd(), os.environ))
    marks = choose_marks(sys.stdout.encoding)
    for diagnosis in diagnoses:
        for line in render_diagnosis(diagnosis, marks):
            typer.echo(line)
    broken = sum(diagnosis.health is Health.BROKEN for diagnosis in diagnoses)
    typer.echo()
    if broken:
        typer.echo(f"{broken} to mend")
        raise typer.Exit(ExitCode.DOES_NOT_HOLD)
    typer.echo("all that is needed is there")


def choose_marks(encoding: str | None) -> Mapping[Health, str]:
    """Choose the marks that an output of this encoding can show."""
    try:
        "".join(MARKS.values()).encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return PLAIN_MARKS
    return MARKS


def render_diagnosis(diagnosis: Diagnosis, marks: Mapping[Health, str]) -> Iterator[str]:
    """Render one diagnosis, its remedy beneath it."""
    yield from _wrap(f"{marks[diagnosis.health]} {diagnosis.text}", "", "  ")
    if diagnosis.remedy:
        yield from _wrap(f"fix: {diagnosis.remedy}", "    ", "         ")


def _wrap(text: str, first: str, rest: str) -> list[str]:
    # Paths and commands stay whole, so that they can be copied.
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
