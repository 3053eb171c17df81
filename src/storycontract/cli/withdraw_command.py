"""`storycontract withdraw`: take a run back, with a reason."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from storycontract.evidence.recorded_run import RecordedRun
    from storycontract.ledger.ledger import Ledger

# The newest runs are named to whoever means none that there is.
NEWEST = 20


def withdraw(
    run: Annotated[
        str,
        typer.Argument(metavar="RUN", help="Run id, its first 8 or more characters, or a file of evidence."),
    ],
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why its results are not to count, for everyone to read.")
    ],
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who withdraws it; by default the user logged in.")
    ] = None,
) -> None:
    """Take back a run that says nothing about the product, an infrastructure fault say; it stays on show."""
    from getpass import getuser  # noqa: PLC0415 - only this verb needs them

    from storycontract.assessment.clock import utc_now  # noqa: PLC0415 - as above
    from storycontract.assessment.project_ledger import open_project_ledger  # noqa: PLC0415 - as above
    from storycontract.evidence.withdrawal import withdraw_run  # noqa: PLC0415 - pydantic is slow
    from storycontract.settings.loading import load_nearest_settings  # noqa: PLC0415

    settings = load_nearest_settings(Path.cwd())
    with open_project_ledger(settings) as ledger:
        withdrawal = withdraw_run(
            settings.evidence_folder,
            run,
            reason=reason,
            by=by or getuser(),
            at_utc=utc_now(),
            patterns=settings.secret_patterns,
            elsewhere=_load_meant(ledger, settings.product, run.strip()),
        )
        # Whoever shares the ledger must not count the run until somebody takes stock here.
        ledger.append_withdrawals([withdrawal])
    typer.echo(f"run {withdrawal.run} is withdrawn: {withdrawal.reason}")
    typer.echo("its results count no more; run `storycontract status` to see what that leaves")


def _load_meant(ledger: "Ledger", product: str, wanted: str) -> "Iterable[RecordedRun]":
    known = ledger.list_digests().items()
    stem = wanted.removesuffix(".jsonl")
    meant = {run_id for digest, run_id in known if run_id.startswith(stem) or digest.startswith(stem)}
    return ledger.load_run_headers(product, newest=NEWEST, run_ids=meant)
