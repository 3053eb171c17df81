"""story-vague-terms."""

from collections.abc import Iterator

from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import KNOWN_LANGUAGES, load_lexicon
from storycontract.lint.phrases import iter_phrases
from storycontract.lint.prose import LITERAL, Prose, read_prose
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="story-vague-terms",
    checks=Story,
    severity=Severity.INFO,
    since="0.1",
    problem="narrative rests on words that nobody can check",
    why=(
        "What is easy, fast or relevant is decided by whoever looks: two people can agree on the sentence "
        "and mean different products."
    ),
    fix="say what can be seen, counted or timed instead",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay easily so that I need no cash

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
    profiles=(Profile.STRICT,),
    languages=KNOWN_LANGUAGES,
    label="vague-terms",
)
def story_vague_terms(story: Story, context: LintContext) -> Iterator[Violation]:
    """Flag a want or a benefit that leans on a word of opinion or of no certain amount."""
    for part in (story.narrative.want, story.narrative.benefit):
        if words := part and _find_vague_words(read_prose(part), context):
            yield Violation(at=story.location, detail=f"`{words}`")


def _find_vague_words(prose: Prose, context: LintContext) -> str | None:
    speed = load_lexicon(context.language).word_set("speed_words")
    return next(
        (
            prose.quote(span)
            for span in iter_phrases("vague_words", prose, context.language, context.options.allow)
            if " ".join(prose.words[span.start : span.end]) not in speed
            or not _is_timed(prose, context.language)
        ),
        None,
    )


def _is_timed(prose: Prose, language: str) -> bool:
    """Tell whether a bound and a number stand in it: `within 2 seconds`."""
    bounds = load_lexicon(language).finder("time_bounds")
    return any(prose.words[span.end : span.end + 1] == (LITERAL,) for span in bounds.iter_spans(prose))
