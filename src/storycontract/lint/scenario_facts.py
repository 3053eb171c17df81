"""What rules over the project know of each scenario: its steps, with their values and without."""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from storycontract.contract.feature import FeatureFile
from storycontract.contract.scenario import Scenario
from storycontract.contract.step import Step, StepKind
from storycontract.contract.tag import is_obligation
from storycontract.lint.context import LintContext
from storycontract.lint.masking import MASK
from storycontract.lint.project import Fact
from storycontract.lint.prose import KEPT_TEXTS, read_prose


class ScenarioFact(NamedTuple):
    """One scenario: a digest of its steps and examples, its tags, and whether it shows anything."""

    length: int
    shows_outcome: bool
    steps: str
    tags: tuple[str, ...]


class ShapeFact(NamedTuple):
    """One scenario: digests of its steps and examples, and of the steps without their values."""

    rule: str
    length: int
    steps: str
    shape: str


def gather_scenarios(file: FeatureFile, context: LintContext) -> Iterator[Fact[ScenarioFact]]:
    """Gather the scenarios of a file; those without steps are told by their place alone."""
    for scenario in file.feature.all_scenarios if file.feature else ():
        fact = ScenarioFact(
            length=len(scenario.steps),
            shows_outcome=StepKind.OUTCOME in [step.kind for step in scenario.steps],
            steps=_digest_steps(scenario, context),
            tags=tuple(sorted({tag.name for tag in scenario.tags if is_obligation(tag.name)})),
        )
        yield Fact(scenario.location, fact)


def gather_shapes(file: FeatureFile, context: LintContext) -> Iterator[Fact[ShapeFact]]:
    """Gather the shapes of the scenarios of a file; those without steps are told by their place alone."""
    for scenario in file.feature.all_scenarios if file.feature else ():
        rule = context.find_rule(scenario)
        shape = [_shape(step) for step in scenario.steps]
        fact = ShapeFact(
            rule=rule.name if rule else "",
            length=len(scenario.steps),
            steps=_digest_steps(scenario, context),
            shape=_digest(shape) if shape else str(scenario.location),
        )
        yield Fact(scenario.location, fact)


def _digest_steps(scenario: Scenario, context: LintContext) -> str:
    if not scenario.steps:
        return str(scenario.location)
    background = [step.text for step in context.list_background_steps(scenario)]
    return _digest([*background, *_list_parts(scenario)])


def _list_parts(scenario: Scenario) -> list[str]:
    parts = [
        # Added up, not formatted, which takes ten times as long for a member of an enumeration.
        step.kind + " " + (step.text if step.argument is None else f"{step.text}\0{step.argument!r}")
        for step in scenario.steps
    ]
    return parts + [repr((block.header, [row.cells for row in block.rows])) for block in scenario.examples]


def _shape(step: Step) -> str:
    words = _shape_text(step.text)
    if step.argument is None:
        return f"{step.kind} {words} 0 "
    rows = len(step.data_table.rows) if step.data_table else 0
    # Two documents are more than two values.
    document = step.doc_string.content if step.doc_string else ""
    return f"{step.kind} {words} {rows} {document}"


@lru_cache(maxsize=KEPT_TEXTS)
def _shape_text(text: str) -> str:
    return " ".join([word for word in read_prose(text).words if word != MASK])


def _digest(parts: list[str]) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
