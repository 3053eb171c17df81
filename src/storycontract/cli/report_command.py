"""`storycontract report`: the page that people read."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storycontract.report.ci.ci_format import CiFormat

if TYPE_CHECKING:
    from storycontract.assessment.allure_generation import AllureReports


def report(  # noqa: PLR0913 - what the command line offers
    *,
    product_version: Annotated[
        list[str] | None,
        typer.Option(metavar="ENV=VERSION", help="The product deployed in an environment today."),
    ] = None,
    allure: Annotated[
        bool, typer.Option("--allure", help="Make reports of Allure as well, with the Allure installed here.")
    ] = False,
    allure_results: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FOLDER",
            help="What `pytest --alluredir` wrote (repeatable); by default in the newest run that did.",
        ),
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
        list[CiFormat] | None,
        typer.Option(help="Write for a CI server, too (repeatable); without a file it is printed."),
    ] = None,
    output_file: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Where the last formats go, in order (repeatable)."),
    ] = None,
) -> None:
    """Write the page that says of every story whether it is done, and why not; nothing is run.

    It is one file beside stories.json, which is written too: reports/index.html, to open or to send. Exit
    code 0: it is written, whatever the verdicts are; 2: Allure is wanted and not installed; 3: it cannot be.
    """
    import os  # noqa: PLC0415 - what only this command needs

    from storycontract.assessment.clock import utc_now  # noqa: PLC0415 - as above
    from storycontract.assessment.product_versions import read_product_versions  # noqa: PLC0415 - as above
    from storycontract.assessment.reporting import write_page  # noqa: PLC0415 - as above
    from storycontract.assessment.taking_stock import take_stock, write_stories  # noqa: PLC0415 - as above
    from storycontract.cli.output_pairs import pair_outputs  # noqa: PLC0415 - as above
    from storycontract.cli.report_outputs import write_ci_outputs  # noqa: PLC0415 - as above
    from storycontract.report.terminal import say_headline  # noqa: PLC0415 - as above
    from storycontract.settings.loading import load_nearest_settings  # noqa: PLC0415 - as above

    outputs = pair_outputs(output_format or (), output_file or ())
    here = Path.cwd()
    settings = load_nearest_settings(here)
    document = take_stock(
        settings,
        now_utc=utc_now(),
        product_versions=read_product_versions(product_version or (), os.environ),
        base=base,
    )
    write_stories(settings, document)
    file = write_page(settings, document)
    # What is printed for another program is nothing but that.
    prints = any(file is None for _, file in outputs)
    typer.echo(f"{say_headline(document.counts)}: {_show(file, here)}", err=prints)
    write_ci_outputs(settings, document, outputs)
    if allure or allure_results:
        from storycontract.assessment.allure_generation import generate_allure  # noqa: PLC0415 - as above

        _tell_allure(generate_allure(settings, document, allure_results or ()), here, err=prints)


def _tell_allure(reports: "AllureReports", here: Path, *, err: bool) -> None:
    typer.echo(f"Allure {reports.version}, stories: {_show(reports.stories, here)}", err=err)
    if reports.scenarios is not None:
        typer.echo(f"Allure {reports.version}, scenarios: {_show(reports.scenarios, here)}", err=err)
    if reports.remark is not None:
        typer.echo(reports.remark, err=True)


def _show(file: Path, here: Path) -> str:
    return file.relative_to(here).as_posix() if file.is_relative_to(here) else str(file)
