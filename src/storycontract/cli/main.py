"""The `storycontract` command: its verbs, and how it ends."""

import gc
import io
import os
import sys
from collections.abc import Callable
from typing import Annotated

import typer

from storycontract.cli.accept_command import accept
from storycontract.cli.doctor_command import doctor
from storycontract.cli.exit_codes import ExitCode
from storycontract.cli.explain_command import explain
from storycontract.cli.gate_command import gate
from storycontract.cli.history_command import history
from storycontract.cli.init_command import init
from storycontract.cli.ledger_command import add_ledger
from storycontract.cli.lint_command import lint
from storycontract.cli.merge_command import merge
from storycontract.cli.report_command import report
from storycontract.cli.rules_command import rules
from storycontract.cli.status_command import status
from storycontract.cli.verb import Verb, Verbs
from storycontract.cli.waive_command import waive
from storycontract.cli.withdraw_command import withdraw
from storycontract.errors import StorycontractError

# In the order of the help. A verb is a function in `<verb>_command.py`, its docstring is its help; what only
# it needs it imports when it runs, so that every other verb starts without waiting for it.
VERBS: tuple[Callable[..., None], ...] = (
    init,
    doctor,
    lint,
    rules,
    explain,
    status,
    history,
    report,
    gate,
    accept,
    waive,
    merge,
    withdraw,
)

COLLECTION_THRESHOLD = 100_000
BUG = "this is a bug in storycontract: please report it with the lines above\n"


def main() -> None:
    """Run the command line and end the process with its exit code."""
    # Loading code makes many objects and no cycles; looking for some so often takes a tenth of the start.
    gc.set_threshold(COLLECTION_THRESHOLD)
    code = run(sys.argv[1:])
    # Whatever is left ends with the process, and needs no last look for cycles.
    gc.freeze()
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """Run one command; give its exit code, whatever happens."""
    _allow_every_character()
    try:
        code = _run_verb(arguments)
    except StorycontractError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Exception:  # noqa: BLE001 - the one place where a bug ends
        import traceback  # noqa: PLC0415 - only a bug needs it

        traceback.print_exc()
        sys.stderr.write(BUG)
        return ExitCode.INTERNAL_ERROR
    return _flush(code)


def build_app() -> typer.Typer:
    """Build the command with all its verbs."""
    app = typer.Typer(
        name="storycontract",
        cls=Verbs,
        help="User stories as contracts: is each one done, and what is the evidence?",
        no_args_is_help=True,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_accept_options)
    for verb in VERBS:
        app.command(cls=Verb)(verb)
    add_ledger(app)
    return app


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it with the option's value
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - only this option pays for it

        typer.echo(f"storycontract {version('storycontract')}")
        raise typer.Exit


def _accept_options(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop."),
    ] = False,
) -> None:
    """Take the options that stand before every verb."""


def _run_verb(arguments: list[str]) -> int:
    try:
        typer.main.get_command(build_app())(arguments, prog_name="storycontract")
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else ExitCode.HOLDS
    return ExitCode.HOLDS


def _allow_every_character() -> None:
    # A story's title must not break the command where the locale knows ASCII only.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _flush(code: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough; the interpreter must not flush once more and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code
