"""`storycontract merge`: bring the evidence of several machines together."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storycontract.cli.exit_codes import ExitCode
from storycontract.errors import UsageError

if TYPE_CHECKING:
    from storycontract.evidence.merging import Merged
    from storycontract.report.stories import StoriesDocument
    from storycontract.settings.settings import Settings


def merge(
    path: Annotated[
        list[Path],
        typer.Argument(
            help="Files of evidence, or folders that hold some, such as unpacked artefacts of CI."
        ),
    ],
    *,
    product_version: Annotated[
        list[str] | None,
        typer.Option(metavar="ENV=VERSION", help="The product deployed in an environment today."),
    ] = None,
) -> None:
    """Take in evidence of other machines, in any order and as often as you like, and write stories.json.

    A symbolic link out of what is named is not followed.

    Exit code 0: all of it is taken in and could be read; 2: a path is not there or holds none; 3: something
    is missing, such as a shard or a picture, cannot be read, or is such a link.
    """
    import os  # noqa: PLC0415 - what only this verb needs

    from storycontract.assessment.product_versions import read_product_versions  # noqa: PLC0415 - as above
    from storycontract.cli.summary import render_short_summary  # noqa: PLC0415 - as above
    from storycontract.evidence.brought import find_brought  # noqa: PLC0415 - as above
    from storycontract.evidence.merging import merge_evidence  # noqa: PLC0415 - as above
    from storycontract.settings.loading import load_nearest_settings  # noqa: PLC0415 - as above

    here = Path.cwd()
    settings = load_nearest_settings(here)
    versions = read_product_versions(product_version or (), os.environ)
    merged = merge_evidence(settings.evidence_folder, settings.product, find_brought(path))
    _check_project(merged, settings.product)
    for line in _render(merged):
        typer.echo(line)
    document = _take_stock_at_rest(settings, versions)
    typer.echo("\n" + render_short_summary(document), nl=False)
    for line in _warn_of_scope(settings, path):
        typer.echo(line)
    raise typer.Exit(ExitCode.CANNOT_DECIDE if _lacks_something(merged, document) else ExitCode.HOLDS)


def _check_project(merged: "Merged", product: str) -> None:
    if merged.foreign and not (merged.new or merged.known or merged.damaged or merged.outside):
        first = merged.foreign[0]
        raise UsageError(
            f"{first.why}, and this project is `{product}`",
            fix="name evidence of this project, or call the command in the project that it is about",
            where=str(first.file),
        )


def _render(merged: "Merged") -> Iterator[str]:
    count = len(merged.new)
    yield f"{count} {'run' if count == 1 else 'runs'} taken in{_count_others(merged)}"
    for refusal in merged.foreign:
        yield f"left where it is: {refusal.file}: {refusal.why}"
    for refusal in merged.damaged:
        yield f"cannot be read: {refusal.file}: {refusal.why}"
    for refusal in merged.lost:
        yield f"missing: {refusal.file}: {refusal.why}"
    for refusal in merged.outside:
        yield f"not read: {refusal.file}: {refusal.why}"
    if merged.outside:
        yield "  fix: name what the link leads to as well, or put it there in place of the link"


def _count_others(merged: "Merged") -> str:
    parts = [
        (len(merged.known), "here already"),
        (merged.new_files, "files that go with them"),
        (merged.withdrawals, "taken back"),
    ]
    return "".join(f", {count} {what}" for count, what in parts if count)


def _take_stock_at_rest(settings: "Settings", versions: dict[str, str]) -> "StoriesDocument":
    """Take stock until nobody has brought anything meanwhile: whoever writes last has then seen it all."""
    from storycontract.assessment.clock import utc_now  # noqa: PLC0415 - what only this verb needs
    from storycontract.assessment.taking_stock import take_stock, write_stories  # noqa: PLC0415 - as above

    seen: frozenset[Path] | None = None
    while (there := frozenset(settings.evidence_folder.rglob("*.jsonl"))) != seen:
        seen = there
        document = take_stock(settings, now_utc=utc_now(), product_versions=versions)
        write_stories(settings, document)
    return document


def _warn_of_scope(settings: "Settings", paths: list[Path]) -> Iterator[str]:
    """Warn of what was brought where it looks like new code: it makes all evidence stale."""
    from storycontract.assessment.scope_of_project import read_scope  # noqa: PLC0415 - what only this verb needs

    in_scope = {Path(name).name for name in read_scope(settings).manifest if name.endswith(".jsonl")}
    for path in paths:
        files = path.rglob("*.jsonl") if path.is_dir() else (path,)
        if any(file.name in in_scope for file in files):
            yield f"\n`{path}` lies among the code, so that whatever was shown before it came is stale"
            yield f"  fix: put it below {settings.reports}/, or have git ignore it, and merge again"


def _lacks_something(merged: "Merged", document: "StoriesDocument") -> bool:
    from storycontract.verdict.shard_remark import LOSSES  # noqa: PLC0415 - what only this verb needs

    brought = merged.new | merged.known
    has_broken_run = any(
        run.id in brought and not run.complete and run.scope_digest == document.scope_digest
        for run in document.runs
        if run.shard is None or run.shard.total == 1
    )
    lost_shards = any(remark.code in LOSSES for remark in document.remarks)
    return bool(merged.damaged or merged.lost or merged.outside) or has_broken_run or lost_shards
