"""story-generic-role."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.roles import find_role_head, is_generic_role
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="story-generic-role",
    checks=Story,
    severity=Severity.INFO,
    since="0.1",
    problem="role could be anybody",
    why=(
        "What a user wants depends on who it is: a word that fits all of them hides whose need this is, "
        "and who can say whether it is met."
    ),
    fix="name the role by what sets it apart, such as `returning customer` or `shop owner`",
    breaks="""
        Feature: Checkout
          As a user I want to pay by card so that I need no cash

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
    label="generic-role",
)
def story_generic_role(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a role that says no more than that somebody uses the product."""
    role = story.narrative.role
    if role and not _is_declared(role, context) and is_generic_role(role, context.language):
        yield Violation(at=story.location, detail=f"`{role}`")


def _is_declared(role: str, context: LintContext) -> bool:
    name = " ".join(find_role_head(role, context.language))
    return name in {persona.lower() for persona in context.options.personas}
