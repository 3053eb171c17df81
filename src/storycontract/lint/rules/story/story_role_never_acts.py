"""story-role-never-acts."""

from collections.abc import Iterator

from storycontract.contract.step import StepKind
from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import load_lexicon
from storycontract.lint.prose import LITERAL, read_prose
from storycontract.lint.roles import find_role_head
from storycontract.lint.rule import Profile, Violation, rule

_LONGEST_SUBJECT = 5


@rule(
    name="story-role-never-acts",
    checks=Story,
    severity=Severity.INFO,
    since="0.1",
    problem="role of the story does nothing in it",
    why=(
        "Where somebody else, or nobody, acts in every scenario, it is open whether the role ever gets "
        "what it wants."
    ),
    fix="show the role at work, or name the role that does the work",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: A paid order is confirmed
            When the clerk enters a card for 20 EUR
            Then the order is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(Profile.STRICT,),
    languages=("en",),
)
def story_role_never_acts(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a story in none of whose actions the role, or a person who may be it, is the subject."""
    role = find_role_head(story.narrative.role or "", context.language)
    actions = [
        step.text
        for criterion in story.criteria
        for scenario in criterion.scenarios
        for step in scenario.steps
        if step.kind is StepKind.ACTION
    ]
    if role and actions and not any(_acts(role, text, context.language) for text in actions):
        yield Violation(at=story.location, detail=f"`{story.narrative.role}`")


def _acts(role: tuple[str, ...], text: str, language: str) -> bool:
    prose = read_prose(text)
    subject = prose.words[:_LONGEST_SUBJECT]
    # A step without a subject, or with a name for one, leaves it to the reader.
    is_named = subject[:1] == (LITERAL,) or (
        text[:1].isupper() and subject[:1] not in {("the",), ("a",), ("an",)}
    )
    is_person = subject[:1] and subject[0] in load_lexicon(language).word_set("persons")
    has_subject = subject[:1] in {("the",), ("a",), ("an",)}
    return bool(is_named or is_person or not has_subject or set(role) & set(subject))
