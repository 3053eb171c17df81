"""`storycontract waive`: let the gate pass what is not done, for a while."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from storycontract.errors import UsageError

if TYPE_CHECKING:
    from storycontract.report.stories import CriterionEntry, StoriesDocument, StoryEntry
    from storycontract.verdict.case_verdict import CaseVerdict

    Target = tuple[StoryEntry, CriterionEntry]

NOTHING_TO_WAIVE = "leave it out: the gate is open for it"


def waive(  # noqa: PLR0913 - a waiver says all of this
    wanted: Annotated[
        str,
        typer.Argument(metavar="STORY-OR-CRITERION", help="Id of a criterion, or of a story: all of its."),
    ],
    *,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it may stand, for everyone to read.")],
    owner: Annotated[str, typer.Option(metavar="NAME", help="Who answers for it.")],
    ticket: Annotated[str, typer.Option(metavar="TICKET", help="Where its mending is tracked.")],
    days: Annotated[
        int | None,
        typer.Option(
            metavar="N", help="For how many days from today, at most 30; needed unless --expires is given."
        ),
    ] = None,
    expires: Annotated[
        str | None, typer.Option(metavar="DATE", help="Or the last day (UTC), such as 2026-11-30.")
    ] = None,
    verdict: Annotated[
        list[str] | None,
        typer.Option(
            metavar="VERDICT",
            help="Case verdict that may stand, such as `failed` (repeatable); by default those of today.",
        ),
    ] = None,
    product_version: Annotated[
        list[str] | None,
        typer.Option(metavar="ENV=VERSION", help="The product deployed in an environment today."),
    ] = None,
) -> None:
    """Let the gate pass what is not done, for a while, with a reason; no verdict changes for it.

    The waiver is written to `.storycontract/waivers.yaml`. It dies when the criterion is edited.
    """
    import os  # noqa: PLC0415 - only this verb needs it

    from storycontract.assessment.clock import read_clock, render_utc  # noqa: PLC0415 - as above
    from storycontract.assessment.product_versions import read_product_versions  # noqa: PLC0415 - pydantic is slow
    from storycontract.assessment.taking_stock import take_stock  # noqa: PLC0415 - pydantic is slow
    from storycontract.assessment.waiver_file import WAIVER_FORM, add_waivers  # noqa: PLC0415 - as above
    from storycontract.cli.days import read_last_day  # noqa: PLC0415 - as above
    from storycontract.evidence.masking import mask_text  # noqa: PLC0415 - as above
    from storycontract.settings.loading import load_nearest_settings  # noqa: PLC0415 - as above
    from storycontract.verdict.waiver import LONGEST_DAYS, Waiver  # noqa: PLC0415 - as above

    _check_words({"--reason": reason, "--owner": owner, "--ticket": ticket})
    settings = load_nearest_settings(Path.cwd())
    now = read_clock()
    last = read_last_day(now.date(), days, expires, usual=None, longest=LONGEST_DAYS)
    named = _read_verdicts(verdict or ())
    document = take_stock(
        settings,
        now_utc=render_utc(now),
        product_versions=read_product_versions(product_version or (), os.environ),
    )
    waivers = [
        Waiver(
            story=story.id,
            criterion=criterion.id,
            fingerprint=criterion.fingerprint,
            verdicts=named or list_open_verdicts(criterion),
            reason=mask_text(reason, settings.secret_patterns),
            owner=owner,
            ticket=ticket,
            created=now.date(),
            expires=last,
        )
        for story, criterion in find_targets(document, wanted)
    ]
    add_waivers(settings.root, waivers)
    for waiver in waivers:
        typer.echo(f"waived until {last}: {waiver.criterion} ({', '.join(waiver.verdicts)})")
    typer.echo(f"written to {WAIVER_FORM.shown}; the verdict stays what it is, only the gate lets it pass")


def find_targets(document: "StoriesDocument", wanted: str) -> "list[Target]":
    """Find the criterion of this id, or those of the story of this id that have not all passed.

    Raises:
        UsageError: nobody knows the id, or what it names cannot be waived.
    """
    folded = wanted.casefold()
    pairs = [(story, criterion) for story in document.stories for criterion in story.criteria]
    stories = [story for story in document.stories if story.id.casefold() == folded]
    meant = [(story, criterion) for story, criterion in pairs if criterion.id.casefold() == folded]
    if len(stories) + len(meant) > 1:
        raise UsageError(
            f"`{wanted}` is the id of more than one", fix="give each an id of its own", where=wanted
        )
    if not stories and not meant:
        raise _unknown(wanted, [story.id for story in document.stories] + [one.id for _, one in pairs])
    if stories:
        meant = [(story, criterion) for story, criterion in pairs if story is stories[0]]
        _check_specified(stories[0])
        meant = [(story, criterion) for story, criterion in meant if _all_verdicts(criterion) != {"passed"}]
    for story, criterion in meant:
        _check_specified(story)
        _check_waivable(criterion)
    if not meant:
        raise UsageError(
            "there is nothing to waive: all of it works",
            fix=NOTHING_TO_WAIVE,
            where=wanted,
        )
    return meant


def list_open_verdicts(criterion: "CriterionEntry") -> "tuple[CaseVerdict, ...]":
    """List what its cases are today but for passed, in all environments, worst first."""
    from storycontract.verdict.case_verdict import CaseVerdict  # noqa: PLC0415 - pydantic is slow

    known = _all_verdicts(criterion)
    return tuple(verdict for verdict in CaseVerdict if verdict in known and verdict is not CaseVerdict.PASSED)


def _all_verdicts(criterion: "CriterionEntry") -> set[str]:
    cells = {cell.verdict.value for case in criterion.cases for cell in case.environments}
    return cells | {case.verdict.value for case in criterion.cases}


def _check_specified(story: "StoryEntry") -> None:
    if story.verdict.value != "unspecified":
        return
    reason = story.reasons[0] if story.reasons else None
    raise UsageError(
        f"story `{story.id}` cannot be waived: it is not specified{f': {reason.sentence}' if reason else ''}",
        fix="complete the story first",
        where=f"{reason.path}:{reason.line}" if reason else f"{story.path}:{story.line}",
    )


def _check_waivable(criterion: "CriterionEntry") -> None:
    where = f"{criterion.path}:{criterion.line}"
    verdicts = _all_verdicts(criterion)
    if verdicts <= {"passed"}:
        raise UsageError(
            f"`{criterion.id}` works: there is nothing to waive",
            fix=NOTHING_TO_WAIVE,
            where=where,
        )
    if "unreadable" in verdicts:
        raise UsageError(
            f"`{criterion.id}` cannot be waived: its evidence cannot be read, so who knows what would pass",
            fix="mend the evidence, or take the run back with `storycontract withdraw`",
            where=where,
        )


def _check_words(options: dict[str, str]) -> None:
    for option, value in options.items():
        if not value.strip():
            raise UsageError(f"`{option}` says nothing", fix=f'add {option} "…"', where=option)


def _read_verdicts(given: Sequence[str]) -> "tuple[CaseVerdict, ...]":
    from storycontract.verdict.case_verdict import CaseVerdict  # noqa: PLC0415 - pydantic is slow
    from storycontract.verdict.waiver import WAIVABLE  # noqa: PLC0415 - as above

    for name in given:
        if name not in WAIVABLE:
            raise UsageError(
                f"`{name}` cannot be waived", fix=f"one of {', '.join(WAIVABLE)}", where="--verdict"
            )
    return tuple(CaseVerdict(name) for name in dict.fromkeys(given))


def _unknown(wanted: str, known: Iterable[str]) -> UsageError:
    from storycontract.lint.names import suggest  # noqa: PLC0415 - only a mistake pays for it

    otherwise = "see `storycontract status` for the ids there are"
    return UsageError(
        f"no story or criterion has the id `{wanted}`", fix=suggest(wanted, known, otherwise), where=wanted
    )
