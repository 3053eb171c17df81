"""What kind of step each step is, whatever its keyword."""

from collections.abc import Iterable

from storycontract.contract.step import StepKind

_KINDS = {"Context": StepKind.CONTEXT, "Action": StepKind.ACTION, "Outcome": StepKind.OUTCOME}


def resolve_kinds(keyword_types: Iterable[str], above: StepKind | None = None) -> list[StepKind]:
    """Tell the kinds of consecutive steps; `above` is that of the step before them, None where there is none.

    And, But, `*` and a keyword that a language uses for several kinds keep the kind above; a leading one is
    context.
    """
    kinds: list[StepKind] = []
    current = above or StepKind.CONTEXT
    for keyword_type in keyword_types:
        current = _KINDS.get(keyword_type, current)
        kinds.append(current)
    return kinds
