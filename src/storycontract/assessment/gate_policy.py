"""What the gate is asked for: which stories have to be done, or that none may leave done."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from storycontract.errors import UsageError
from storycontract.lint.names import suggest
from storycontract.report.stories import StoryEntry

DEFAULT = "all"
OPTION = "--require"
BASE_OPTION = "--base"


class Requirement(StrEnum):
    """What a policy goes by; the first three are typed as they stand."""

    ALL = "all"
    MUST = "must"
    BASELINE = "baseline"
    EXPRESSION = "expression"


TYPED = (Requirement.ALL, Requirement.MUST, Requirement.BASELINE)


@dataclass(frozen=True, slots=True)
class GatePolicy:
    """What the gate is asked for: `text` is what was typed, `selects` tells whether a story has to be done.

    `base` is what is compared with, None but for the baseline; `max_waivers` None allows any number.
    """

    requirement: Requirement
    text: str
    selects: Callable[[StoryEntry], bool]
    base: str | None = None
    max_waivers: int | None = None


def read_policy(
    require: str,
    *,
    base: str | None = None,
    max_waivers: int | None = None,
    option: str = OPTION,
    base_option: str = BASE_OPTION,
) -> GatePolicy:
    """Read a policy as it was typed: a word, or an expression over tags; the options name it in errors.

    Raises:
        UsageError: it is none, or the base is missing or of no use.
    """
    text = " ".join(require.split())
    known = next((word for word in TYPED if word == text.casefold()), Requirement.EXPRESSION)
    if known is Requirement.BASELINE and not (base or "").strip():
        raise UsageError(
            "`baseline` needs something to compare with",
            fix=f"name a branch, a tag or a run, for example `{base_option} main`",
            where=option,
        )
    if known is not Requirement.BASELINE and base is not None:
        raise UsageError(
            f"`{text}` compares with nothing",
            fix=f"take `{base_option}` away, or ask for `baseline`",
            where=option,
        )
    return GatePolicy(known, text, _choose_selection(known, text, option), base, max_waivers)


def list_tags(story: StoryEntry) -> frozenset[str]:
    """List the tags that an expression sees: those of the story, metadata as they are in effect."""
    metadata = {
        "story": (story.id,),
        "epic": (story.epic,),
        "objective": (story.objective,),
        "owner": (story.owner,),
        "priority": (story.priority,),
        "release": (story.release,),
        "sprint": (story.sprint,),
        "depends": story.depends,
        "was": story.was,
    }
    own = (tag for tag in story.tags if ":" not in tag or tag.partition(":")[0] not in metadata)
    told = (f"{key}:{value}" for key, values in metadata.items() for value in values if value)
    return frozenset(f"@{tag}" for tag in (*own, *told, *(("draft",) if story.is_draft else ())))


def _choose_selection(requirement: Requirement, text: str, option: str) -> Callable[[StoryEntry], bool]:
    match requirement:
        case Requirement.ALL | Requirement.BASELINE:
            return _select_every
        case Requirement.MUST:
            return _select_must
        case Requirement.EXPRESSION:
            return _read_expression(text, option)


def _select_every(_: StoryEntry) -> bool:
    return True


def _select_must(story: StoryEntry) -> bool:
    return (story.priority or "").casefold() == "must"


def _read_expression(text: str, option: str) -> Callable[[StoryEntry], bool]:
    # Only who asks with an expression waits for the library.
    from cucumber_tag_expressions import TagExpressionError, parse  # noqa: PLC0415

    try:
        expression = parse(text)
    except TagExpressionError as error:
        # The library draws the place in further lines.
        problem = str(error).splitlines()[0]
        raise UsageError(
            f"`{text}` is no tag expression: {problem}",
            fix="write it as `@release:2.1 and @priority:must`",
            where=option,
        ) from error
    words = list(_list_literals(expression))
    wrong = next((word for word in words if not word.startswith("@")), None)
    if not words or wrong is not None:
        otherwise = f"one of {', '.join(TYPED)}, or an expression of tags that begin with `@`"
        raise UsageError(
            f"`{wrong or text}` is no policy", fix=suggest(wrong or text, TYPED, otherwise), where=option
        )
    return lambda story: bool(expression.evaluate(list_tags(story)))


def _list_literals(expression: Any) -> Iterator[str]:
    name = getattr(expression, "name", None)
    if name is not None:
        yield str(name)
    terms = getattr(expression, "terms", None) or [getattr(expression, "term", None)]
    for term in terms:
        if term is not None:
            yield from _list_literals(term)
