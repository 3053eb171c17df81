"""`storycontract accept`: record that a person checked what only people can check."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storycontract.errors import UsageError

if TYPE_CHECKING:
    from storycontract.contract.contract import Contract
    from storycontract.contract.story import Criterion, Story


def accept(  # noqa: PLR0913 - an acceptance says all of this
    wanted: Annotated[str, typer.Argument(metavar="CRITERION", help="Id of a criterion tagged `@manual`.")],
    *,
    failed: Annotated[bool, typer.Option("--failed", help="It was checked, and it does not work.")] = False,
    environment: Annotated[
        str | None,
        typer.Option(metavar="ENV", help="Where it was checked; needed where more than one is required."),
    ] = None,
    product_version: Annotated[
        str | None,
        typer.Option(metavar="VERSION", help="Version of the product that was checked, such as `1.4`."),
    ] = None,
    attach: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="File that shows what was seen (repeatable).")
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="What else is to be known.")] = None,
    days: Annotated[
        int | None,
        typer.Option(metavar="N", help="For how many days from today it counts: 30, at most 90."),
    ] = None,
    expires: Annotated[
        str | None, typer.Option(metavar="DATE", help="Or the last day (UTC), such as 2026-11-30.")
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who checked it; by default as git knows you.")
    ] = None,
) -> None:
    """Record that you checked a `@manual` criterion: that it works, or with `--failed` that it does not.

    It is written to `.storycontract/accepted.yaml` and counts for the text as it stands, until it expires.
    """
    from storycontract.assessment.acceptance_file import (  # noqa: PLC0415 - only this verb needs it
        ACCEPTANCE_FORM,
        add_acceptance,
        keep_attachment,
    )
    from storycontract.assessment.clock import read_clock  # noqa: PLC0415 - as above
    from storycontract.cli.days import read_last_day  # noqa: PLC0415 - as above
    from storycontract.evidence.masking import mask_text  # noqa: PLC0415 - as above
    from storycontract.gherkin_reader.project import load_contract  # noqa: PLC0415 - as above
    from storycontract.settings.loading import load_nearest_settings  # noqa: PLC0415 - as above
    from storycontract.verdict.acceptance import (  # noqa: PLC0415 - as above
        LONGEST_DAYS,
        USUAL_DAYS,
        Acceptance,
        AcceptanceResult,
    )

    settings = load_nearest_settings(Path.cwd())
    now = read_clock().replace(microsecond=0)
    last = read_last_day(now.date(), days, expires, usual=USUAL_DAYS, longest=LONGEST_DAYS)
    contract = load_contract(settings.root, settings.features, settings.story_tag_pattern)
    story, criterion = find_criterion(contract, wanted)
    cases = [case for case in criterion.cases if case.is_manual]
    required = [name for case in cases for name in case.environments or settings.environments]
    where = choose_environment(tuple(dict.fromkeys(required)), environment, criterion.id)
    version = _find_version(where, product_version)
    acceptance = Acceptance(
        story=story.id,
        criterion=criterion.id,
        cases=tuple(dict.fromkeys(case.fingerprint for case in cases)),
        result=AcceptanceResult.FAILED if failed else AcceptanceResult.PASSED,
        environment=where,
        product_version=version,
        by=(by or "").strip() or find_author(settings.root),
        at=now,
        expires=last,
        note=mask_text(note.strip(), settings.secret_patterns) if note and note.strip() else None,
        attachments=tuple(keep_attachment(settings.root, file) for file in attach or ()),
    )
    add_acceptance(settings.root, acceptance)
    said = "was found broken" if failed else "is accepted"
    typer.echo(f"{criterion.id} {said} in {where} by {acceptance.by}; this counts until {last}")
    typer.echo(f"written to {ACCEPTANCE_FORM.shown}: commit it, so that it counts for everyone")


def find_criterion(contract: "Contract", wanted: str) -> "tuple[Story, Criterion]":
    """Find the criterion of this id that a person has to check.

    Raises:
        UsageError: nobody knows the id, or what it names is not for a person to check.
    """
    folded = wanted.casefold()
    pairs = [(story, criterion) for story in contract.stories for criterion in story.criteria]
    meant = [(story, criterion) for story, criterion in pairs if criterion.id.casefold() == folded]
    if not meant:
        raise _unknown(contract, wanted, [criterion.id for _, criterion in pairs])
    if len(meant) > 1:
        places = ", ".join(str(criterion.location) for _, criterion in meant)
        raise UsageError(
            f"`{wanted}` is the id of more than one criterion: {places}", fix="give each an id of its own"
        )
    story, criterion = meant[0]
    if not any(case.is_manual for case in criterion.cases):
        raise UsageError(
            f"`{criterion.id}` is checked by running it, so nobody can accept it by hand",
            fix="run pytest; where really only a person can check it, tag it `@manual`",
            where=str(criterion.location),
        )
    return story, criterion


def choose_environment(required: tuple[str, ...], given: str | None, criterion: str) -> str:
    """Choose where it was checked.

    Raises:
        UsageError: several are required and none is named, or that one is not required.
    """
    names = ", ".join(f"`{name}`" for name in required)
    if given is None:
        if len(required) == 1:
            return required[0]
        raise UsageError(
            f"`{criterion}` has to be checked in {names}",
            fix="say where it was with `--environment`, once for each",
            where="--environment",
        )
    if given not in required:
        raise UsageError(
            f"`{criterion}` need not be checked in `{given}`", fix=f"name {names}", where="--environment"
        )
    return given


def find_author(root: Path) -> str:
    """Find who is at the keyboard: as git knows them, else as the machine does."""
    from getpass import getuser  # noqa: PLC0415 - only this verb needs it

    name, email = _ask_git(root, "user.name"), _ask_git(root, "user.email")
    if name and email:
        return f"{name} <{email}>"
    return name or email or getuser()


def _ask_git(root: Path, key: str) -> str:
    import subprocess  # noqa: PLC0415 - only this verb needs it

    try:
        asked = subprocess.run(  # noqa: S603 - the keys are our own
            ["git", "config", key],  # noqa: S607 - git is found as the user's shell finds it
            cwd=root,
            capture_output=True,
            check=False,
        )
    except OSError:
        return ""
    return asked.stdout.decode("utf-8", "replace").strip()


def _find_version(environment: str, given: str | None) -> str | None:
    import os  # noqa: PLC0415 - only this verb needs it

    from storycontract.assessment.product_versions import read_product_versions  # noqa: PLC0415 - pydantic is slow
    from storycontract.evidence.freshness import DEFAULT_ENVIRONMENT  # noqa: PLC0415 - as above

    if given is not None and (not given.strip() or "=" in given):
        raise UsageError(
            f"`{given}` is no version", fix="name it as it is, such as `1.4`", where="--product-version"
        )
    version = given or read_product_versions((), os.environ).get(environment)
    if version is None and environment != DEFAULT_ENVIRONMENT:
        raise UsageError(
            f"what is deployed in `{environment}` may be another version tomorrow",
            fix="say which one was checked with `--product-version`",
            where="--product-version",
        )
    return version


def _unknown(contract: "Contract", wanted: str, known: Iterable[str]) -> UsageError:
    from storycontract.lint.names import suggest  # noqa: PLC0415 - only a mistake pays for it

    story = next((story for story in contract.stories if story.id.casefold() == wanted.casefold()), None)
    if story is None:
        otherwise = "see `storycontract status STORY` for the ids of its criteria"
        return UsageError(f"no criterion has the id `{wanted}`", fix=suggest(wanted, known, otherwise))
    manual = [one.id for one in story.criteria if any(case.is_manual for case in one.cases)]
    fix = f"name {' or '.join(manual)}" if manual else "run pytest: no criterion of it is tagged `@manual`"
    return UsageError(f"`{wanted}` is a story, and people check criteria", fix=fix)
