"""What rules over step definitions know of the steps."""

from collections.abc import Iterator
from typing import NamedTuple

from storycontract.contract.feature import FeatureFile
from storycontract.contract.location import Location
from storycontract.contract.step import StepKind
from storycontract.lint.context import LintContext
from storycontract.lint.project import Fact


class StepUse(NamedTuple):
    """A step as written, and the texts it has in cases; `kind` is a value of StepKind.

    `runs` is false for the cases that only a person can pass, and for drafts.
    """

    kind: str
    texts: tuple[str, ...]
    runs: bool


def gather_step_uses(
    file: FeatureFile,
    context: LintContext,  # noqa: ARG001 - one shape
) -> Iterator[Fact[StepUse]]:
    """Gather the steps of all cases of a file."""
    texts: dict[tuple[Location, StepKind, bool], dict[str, None]] = {}
    scenarios = file.feature.all_scenarios if file.feature else ()
    for case in (case for scenario in scenarios for case in scenario.cases):
        runs = not (case.is_manual or case.is_draft)
        for step in case.steps:
            texts.setdefault((step.location, step.kind, runs), {})[step.text] = None
    for (location, kind, runs), found in texts.items():
        yield Fact(location, StepUse(kind.value, tuple(found), runs))
