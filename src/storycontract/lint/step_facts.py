"""What rules over the project know of each step: its wording, and what the wording comes down to."""

from collections.abc import Iterator
from typing import NamedTuple

from storycontract.contract.feature import FeatureFile
from storycontract.contract.step import Step
from storycontract.lint.context import LintContext
from storycontract.lint.lexicon import KNOWN_LANGUAGES, load_lexicon
from storycontract.lint.project import Fact
from storycontract.lint.prose import LITERAL, read_prose
from storycontract.lint.word_forms import find_stem

_FEWEST_WORDS = 3


class StepFact(NamedTuple):
    """One wording of a step in a file; `key` is the same for wordings that say the same."""

    kind: str
    text: str
    wording: str
    key: str


def gather_steps(file: FeatureFile, context: LintContext) -> Iterator[Fact[StepFact]]:
    """Gather each wording of a file once, where it stands first."""
    if context.language not in KNOWN_LANGUAGES or file.feature is None:
        return
    seen: set[tuple[str, str]] = set()
    for scenario in file.feature.all_scenarios:
        for step in scenario.steps:
            fact = _read(step, context.language)
            if fact.key and (fact.kind, fact.wording) not in seen:
                seen.add((fact.kind, fact.wording))
                yield Fact(step.location, fact)


def _read(step: Step, language: str) -> StepFact:
    lexicon = load_lexicon(language)
    small = lexicon.word_set("function_words") - lexicon.word_set("weighty_words")
    words = read_prose(step.text).words
    telling = sorted(
        word if word == LITERAL else find_stem(word, language)
        for word in words
        if word == LITERAL or (word[0].isalnum() and word not in small)
    )
    count = sum(word != LITERAL for word in telling)
    # One or two words of weight are too few to tell that two steps say the same.
    key = " ".join(telling) if count >= _FEWEST_WORDS else ""
    return StepFact(kind=step.kind.value, text=step.text, wording=" ".join(words), key=key)
