"""What kind of step each step is, whatever its keyword."""

from collections.abc import Iterable, Mapping
from typing import Any

from storycontract.contract.step import StepKind

_KINDS = {"Context": StepKind.CONTEXT, "Action": StepKind.ACTION, "Outcome": StepKind.OUTCOME}


def resolve_kinds(steps: Iterable[Mapping[str, Any]]) -> dict[str, StepKind]:
    """Map the ids of consecutive steps to their kinds.

    And, But, `*` and a keyword that a language uses for several kinds keep the kind above; a leading one is
    context. Taken from the document, since a pickle knows nothing more after `*`.
    """
    kinds: dict[str, StepKind] = {}
    current = StepKind.CONTEXT
    for step in steps:
        current = _KINDS.get(step["keywordType"], current)
        kinds[step["id"]] = current
    return kinds
