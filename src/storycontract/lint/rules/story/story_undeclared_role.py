"""story-undeclared-role."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.roles import find_role_head
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="story-undeclared-role",
    checks=Story,
    severity=Severity.WARNING,
    since="0.1",
    problem="role is none of the personas of the project",
    why=(
        "Two names for one role make two out of the people you build for; a role nobody declared is often "
        "a slip, or nobody at all."
    ),
    fix="use one of the declared personas, or declare this one in the settings",
    breaks="""
        Feature: Checkout
          As a shoper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(Profile.RECOMMENDED,),
    languages=KNOWN_LANGUAGES,
)
def story_undeclared_role(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a role that the settings do not declare; silent where they declare none."""
    role = story.narrative.role
    declared = {_fold(tuple(persona.lower().split())) for persona in context.options.personas}
    if role and declared and _fold(find_role_head(role, context.language)) not in declared:
        names = ", ".join(f"`{persona}`" for persona in context.options.personas)
        yield Violation(at=story.location, detail=f"`{role}` is not among {names}")


def _fold(words: tuple[str, ...]) -> str:
    # One role, or several of them.
    return " ".join(words).removesuffix("s")
