"""inconsistent-term."""

from collections.abc import Iterator

from storycontract.contract.feature import Feature, Rule
from storycontract.contract.location import Location
from storycontract.contract.scenario import Background, Scenario
from storycontract.lint.context import DEFAULT_LANGUAGE, LintContext
from storycontract.lint.finding import Severity
from storycontract.lint.lexicon import PhraseFinder
from storycontract.lint.misspelt_steps import find_line_number
from storycontract.lint.options import Term
from storycontract.lint.prose import read_prose
from storycontract.lint.repair import Edit, Repair
from storycontract.lint.rule import Profile, Violation, rule


@rule(
    name="inconsistent-term",
    checks=Feature,
    severity=Severity.WARNING,
    since="0.1",
    problem="word is not the one of the glossary",
    why="Two words for one thing make readers look for a difference that is not there.",
    fix="use the word of the glossary",
    breaks="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the purchase is confirmed
    """,
    keeps="""
        Feature: Checkout
          As a shopper I want to pay by card so that I need no cash

          Scenario: Paying by card confirms the order
            When Ann pays 20 EUR by card
            Then the order is confirmed
    """,
    profiles=(Profile.RECOMMENDED,),
)
def inconsistent_term(feature: Feature, context: LintContext) -> Iterator[Violation]:
    """Flag a word that the glossary of the settings says to avoid, in narratives, titles and steps."""
    finders = [(term, _find_in(term, context.language)) for term in context.options.glossary]
    texts = tuple(_iter_texts(feature, context)) if finders else ()
    for at, text in texts:
        prose = read_prose(text)
        for term, finder in finders:
            for span in finder.iter_spans(prose):
                words = prose.quote(span)
                name = term.name if words.casefold() in _fold(term) else f"{term.name}s"
                yield Violation(
                    at=at,
                    detail=f"`{words}` is called `{name}`",
                    words=words,
                    repair=_rename(at, text, words, name, context),
                )


def _find_in(term: Term, language: str) -> PhraseFinder:
    plurals = (f"{words}s" for words in term.avoid) if language == DEFAULT_LANGUAGE else ()
    return PhraseFinder((*term.avoid, *plurals))


def _fold(term: Term) -> set[str]:
    return {words.casefold() for words in term.avoid}


def _iter_texts(feature: Feature, context: LintContext) -> Iterator[tuple[Location, str]]:
    scenarios = tuple(feature.all_scenarios)
    titled: tuple[Feature | Rule | Scenario, ...] = (feature, *feature.rules, *scenarios)
    for owner in titled:
        yield owner.location, owner.name
        line = owner.location.line
        for text in filter(None, (each.strip() for each in owner.description.splitlines())):
            line = find_line_number(text, line, context)
            yield Location(owner.location.path, line), text
    backgrounds = (feature.background, *(each.background for each in feature.rules))
    holders: tuple[Background | Scenario, ...] = (*filter(None, backgrounds), *scenarios)
    for holder in holders:
        yield from ((step.location, step.text) for step in holder.steps)


def _rename(at: Location, text: str, words: str, name: str, context: LintContext) -> Repair | None:
    line = context.find_line(at)
    if line is None or words not in line:
        return None
    start = line.index(words, line.index(text) if text in line else 0) + 1
    edit = Edit(at.line, start, at.line, start + len(words), name)
    return Repair(f"write `{name}` for `{words}`", (edit,), is_safe=False)
