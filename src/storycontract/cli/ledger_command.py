"""`storycontract ledger`: drop what is old, or make the ledger anew."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storycontract.cli.verb import Verb, Verbs

if TYPE_CHECKING:
    from storycontract.settings.settings import Settings

KEEP_STATES = 100
MEGABYTE = 1_000_000


def add_ledger(app: typer.Typer) -> None:
    """Add `ledger` with its own verbs to the command."""
    ledger = typer.Typer(cls=Verbs, help="Look after the evidence of all runs.", no_args_is_help=True)
    ledger.command(cls=Verb)(prune)
    ledger.command(cls=Verb)(rebuild)
    app.add_typer(ledger, name="ledger")


def prune(
    *,
    keep_states: Annotated[
        int,
        typer.Option(
            min=1, metavar="N", help="Keep the evidence of so many newest states of code and contract."
        ),
    ] = KEEP_STATES,
    older_than: Annotated[
        int | None, typer.Option(min=0, metavar="DAYS", help="Drop only what is older than so many days.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be dropped.")] = False,
) -> None:
    """Drop the evidence of old runs; verdicts of today and the history of stories stay as they are."""
    from datetime import timedelta  # noqa: PLC0415 - what only this verb needs

    from storycontract.assessment.clock import read_clock, render_utc  # noqa: PLC0415 - as above
    from storycontract.assessment.scope_of_project import read_scope  # noqa: PLC0415 - as above
    from storycontract.ledger.ledger import open_ledger  # noqa: PLC0415 - as above
    from storycontract.ledger.pruning import Limits  # noqa: PLC0415 - as above

    settings = _load_settings()
    now = read_clock()
    limits = Limits(
        keep_states=keep_states,
        older_than_utc=None if older_than is None else render_utc(now - timedelta(days=older_than)),
        # What counts today was shown on the code of today.
        keep_scopes=frozenset({read_scope(settings).digest}),
    )
    with open_ledger(settings.ledger_url, evidence=_show_evidence(settings)) as ledger:
        pruned = ledger.prune(settings.product, limits, now_utc=None if dry_run else render_utc(now))
    verb = "would be dropped" if dry_run else "was dropped"
    typer.echo(f"runs whose evidence {verb}: {len(pruned.run_ids)} ({pruned.freed_bytes / MEGABYTE:.1f} MB)")
    typer.echo(f"the files in {_show_evidence(settings)} are left alone: remove those of old runs yourself")


def rebuild(
    *,
    evidence: Annotated[
        list[Path] | None,
        typer.Option(
            exists=True,
            metavar="PATH",
            help="Folder or file of evidence (repeatable); by default the evidence folder.",
        ),
    ] = None,
) -> None:
    """Make the ledger anew from files of evidence, and from what can still be read of the old one."""
    from storycontract.evidence.withdrawal_file import load_withdrawals  # noqa: PLC0415 - slow
    from storycontract.ledger.rebuilding import rebuild_ledger  # noqa: PLC0415 - SQLAlchemy is slow

    settings = _load_settings()
    places = evidence or [settings.evidence_folder]
    # What was withdrawn there must not count here.
    taken_back = {
        file: load_withdrawals(file) for file in _list_withdrawals([*places, settings.evidence_folder])
    }
    rebuilt = rebuild_ledger(
        settings.ledger_url,
        _list_closed(places),
        [record for withdrawals in taken_back.values() for record in withdrawals.records],
        evidence=_show_evidence(settings),
    )
    damaged = [f"{file}: {each.damage}" for file, each in taken_back.items() if each.damage is not None]
    for refusal in (*rebuilt.refused, *damaged):
        typer.echo(f"not taken in: {refusal}")
    typer.echo(f"the ledger now holds {rebuilt.runs} files of evidence")
    if rebuilt.kept_aside is not None:
        typer.echo(f"the old one is kept as {rebuilt.kept_aside}: remove it when nothing is missing")
    typer.echo("run `storycontract status` to judge earlier states again")


def _list_closed(places: list[Path]) -> list[Path]:
    from storycontract.evidence.run_file import is_closed_name  # noqa: PLC0415 - pydantic is slow

    files = [place for place in places if place.is_file()]
    folders = [place for place in places if place.is_dir()]
    return files + [path for place in folders for path in place.rglob("*.jsonl") if is_closed_name(path.name)]


def _list_withdrawals(places: list[Path]) -> list[Path]:
    from storycontract.evidence.withdrawal_file import FILE_NAME  # noqa: PLC0415 - pydantic is slow

    below = {file for place in places for file in place.rglob(FILE_NAME)}
    beside = {place.parent / FILE_NAME for place in places if place.is_file()}
    return sorted(below | beside)


def _load_settings() -> "Settings":
    from storycontract.settings.loading import load_nearest_settings  # noqa: PLC0415 - slow

    return load_nearest_settings(Path.cwd())


def _show_evidence(settings: "Settings") -> str:
    return settings.evidence_folder.relative_to(settings.root).as_posix()
