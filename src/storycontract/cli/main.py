"""The `storycontract` command: its verbs, and how it ends."""

import errno
import gc
import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
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
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG})
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
    except Exception as error:  # noqa: BLE001 - the one place where a bug ends
        if _is_full(error):
            return _give_up_output(error)
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
    elif sys.stdout is None:
        # Whoever started the command closed it, and wants the exit code alone.
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - it lasts as long as we do


def _flush(code: int) -> int:
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has seen enough; the interpreter must not flush once more and complain.
        _close_output()
    except OSError as error:
        return _give_up_output(error)
    return code


def _is_full(error: Exception) -> bool:
    # Where a file is at fault, it is named.
    return isinstance(error, OSError) and error.errno in _FULL and error.filename is None


def _give_up_output(error: Exception) -> int:
    sys.stderr.write(f"the output cannot be written: {getattr(error, 'strerror', error)}\n".lower())
    _close_output()
    return ExitCode.INTERNAL_ERROR


def _close_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
