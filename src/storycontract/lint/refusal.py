"""Whether a scenario shows that something is refused, missing or wrong."""

from collections.abc import Iterator

from storycontract.contract.scenario import Scenario
from storycontract.contract.step import StepKind
from storycontract.lint.lexicon import load_lexicon
from storycontract.lint.prose import read_prose


def shows_refusal(scenario: Scenario, language: str) -> bool:
    """Tell whether its name, an outcome or a row of its examples speaks of a refusal."""
    lexicon = load_lexicon(language)
    return any(lexicon.find("refusals", read_prose(text)) is not None for text in _iter_texts(scenario))


def _iter_texts(scenario: Scenario) -> Iterator[str]:
    yield scenario.name
    for step in scenario.steps:
        if step.kind is not StepKind.CONTEXT:
            # A message that is quoted may be what refuses.
            yield step.text.replace('"', " ").replace("'", "\u2019")
    for block in scenario.examples:
        yield block.name
        yield from (" ".join(row.cells) for row in block.rows)
