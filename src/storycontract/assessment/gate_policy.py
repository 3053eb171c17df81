"""What the gate is asked for: which stories have to be done, or that none may leave done."""

from dataclasses import dataclass
from enum import StrEnum

from storycontract.assessment.tag_question import TagQuestion, ask_expression, ask_tag
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
    """What the gate is asked for: `text` is what was typed, `question` what that asks of the tags of a story.

    Without a question every story is meant. `base` is what is compared with, None but for the baseline;
    `max_waivers` None allows any number.
    """

    requirement: Requirement
    text: str
    question: TagQuestion | None
    base: str | None = None
    max_waivers: int | None = None

    def selects(self, story: StoryEntry) -> bool:
        """Tell whether a story has to be done."""
        return self.question is None or self.question.means(story)

    def explain_doubt(self, story: StoryEntry) -> str | None:
        """Say why a story has to be done that may not be meant."""
        return None if self.question is None else self.question.explain_doubt(story)


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
    return GatePolicy(known, text, _choose_question(known, text, option), base, max_waivers)


def _choose_question(requirement: Requirement, text: str, option: str) -> TagQuestion | None:
    match requirement:
        case Requirement.ALL | Requirement.BASELINE:
            return None
        case Requirement.MUST:
            return ask_tag("@priority:must")
        case Requirement.EXPRESSION:
            return _read_expression(text, option)


def _read_expression(text: str, option: str) -> TagQuestion:
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
    question = ask_expression(expression)
    wrong = next((word for word in question.asked if not word.startswith("@")), None)
    if not question.asked or wrong is not None:
        otherwise = f"one of {', '.join(TYPED)}, or an expression of tags that begin with `@`"
        raise UsageError(
            f"`{wrong or text}` is no policy", fix=suggest(wrong or text, TYPED, otherwise), where=option
        )
    return question
