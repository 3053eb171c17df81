"""`storycontract report`: the page that people read."""

from pathlib import Path
from typing import Annotated

import typer


def report(
    *,
    product_version: Annotated[
        list[str] | None,
        typer.Option(metavar="ENV=VERSION", help="The product deployed in an environment today."),
    ] = None,
) -> None:
    """Write the page that says of every story whether it is done, and why not; nothing is run.

    It is one file beside stories.json, which is written too: reports/index.html, to open or to send. Exit
    code 0: it is written, whatever the verdicts are; 3: it cannot be.
    """
    import os  # noqa: PLC0415 - what only this command needs
    from datetime import UTC, datetime  # noqa: PLC0415 - as above

    from storycontract.assessment.product_versions import read_product_versions  # noqa: PLC0415 - as above
    from storycontract.assessment.reporting import write_page  # noqa: PLC0415 - as above
    from storycontract.assessment.taking_stock import take_stock, write_stories  # noqa: PLC0415 - as above
    from storycontract.report.terminal import say_headline  # noqa: PLC0415 - as above
    from storycontract.settings.loading import find_project_root, load_settings  # noqa: PLC0415 - as above

    here = Path.cwd()
    settings = load_settings(find_project_root(here) or here)
    document = take_stock(
        settings,
        now_utc=datetime.now(UTC).isoformat(timespec="milliseconds"),
        product_versions=read_product_versions(product_version or (), os.environ),
    )
    write_stories(settings, document)
    file = write_page(settings, document)
    typer.echo(f"{say_headline(document.counts)}: {_show(file, here)}")


def _show(file: Path, here: Path) -> str:
    return file.relative_to(here).as_posix() if file.is_relative_to(here) else str(file)
