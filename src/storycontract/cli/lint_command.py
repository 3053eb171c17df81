"""`storycontract lint`: is each story clear, testable and outcome-focused?"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from storycontract.cli.exit_codes import ExitCode
from storycontract.cli.lint_formats import FindingsFormat
from storycontract.errors import UsageError


class ProfileName(StrEnum):
    """The profiles of rules, for the command line."""

    READY = "ready"
    RECOMMENDED = "recommended"
    STRICT = "strict"


class SeverityName(StrEnum):
    """The severities, for the command line."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def lint(  # noqa: PLR0913 - one parameter for each option
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH", help="Feature files, folders or globs; by default all of the project."
        ),
    ] = None,
    *,
    select: Annotated[
        list[str] | None, typer.Option(metavar="RULE,...", help="Run these rules and no others.")
    ] = None,
    extend_select: Annotated[
        list[str] | None, typer.Option(metavar="RULE,...", help="Run these rules, too.")
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="RULE,...", help="Do not run these rules.")
    ] = None,
    profile: Annotated[
        ProfileName | None, typer.Option(help="Which rules run; by default those of the settings.")
    ] = None,
    fail_on: Annotated[
        SeverityName | None, typer.Option(help="The least severity that makes the exit code 1.")
    ] = None,
    output_format: Annotated[
        list[FindingsFormat] | None,
        typer.Option(help="How to show findings; several times for several outputs."),
    ] = None,
    output_file: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE", help="Where to; files go with the last formats, a format left over is printed."
        ),
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what can be mended without changing what runs.")
    ] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="Mend also what changes steps, tags or tables.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Show what would be mended, and write nothing.")
    ] = False,
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help="Take all findings of today as known.")
    ] = False,
    no_baseline: Annotated[
        bool, typer.Option("--no-baseline", help="Show findings that are known, too.")
    ] = False,
    strict_baseline: Annotated[
        bool, typer.Option("--strict-baseline", help="Fail where the baseline holds what is no more.")
    ] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Read every file again.")] = False,
) -> None:
    """Say where stories are not clear, testable or outcome-focused, before anything is built.

    Exit code 0: nothing as grave as --fail-on; 1: something is; 2: wrong usage, such as a path that holds no
    feature file.
    """
    from storycontract.cli.lint_outputs import choose_formats, show_findings  # noqa: PLC0415
    from storycontract.cli.lint_run import LintChoices, run_lint  # noqa: PLC0415 - what only this verb needs
    from storycontract.cli.output_pairs import pair_outputs  # noqa: PLC0415 - as above

    if diff and (output_format or output_file):
        raise UsageError(
            "it shows a difference, and no findings",
            fix="leave out --output-format and --output-file, or run once more without --diff",
            where="--diff",
        )
    outputs = pair_outputs(choose_formats(output_format or ()), output_file or ())
    outcome = run_lint(
        Path.cwd(),
        LintChoices(
            paths=tuple(paths or ()),
            profile=profile.value if profile else None,
            select=_split(select, "--select"),
            extend_select=_split(extend_select, "--extend-select"),
            ignore=_split(ignore, "--ignore"),
            fail_on=fail_on.value if fail_on else None,
            fix=fix or unsafe_fixes,
            unsafe=unsafe_fixes,
            diff=diff,
            write_baseline=write_baseline,
            use_baseline=not no_baseline,
            strict_baseline=strict_baseline,
            use_cache=not no_cache,
        ),
    )
    for note in outcome.notes:
        typer.echo(note, err=True)
    if outcome.result is None:
        typer.echo(outcome.text, nl=False)
    else:
        show_findings(outcome.result, outputs, outcome.root)
    raise typer.Exit(ExitCode.DOES_NOT_HOLD if outcome.fails else ExitCode.HOLDS)


def _split(entries: list[str] | None, option: str) -> tuple[str, ...]:
    names = tuple(name.strip() for entry in entries or () for name in entry.split(",") if name.strip())
    if entries and not names:
        # An empty variable of a script would otherwise run other rules than it says.
        raise UsageError("no rule is named", fix=f"name rules, or leave {option} out", where=option)
    return names
