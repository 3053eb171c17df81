"""`--story-gate`: the answer of the gate at the end of a run, as pytest's exit code."""

import pytest

from storycontract.assessment.gate_policy import GatePolicy, read_policy
from storycontract.assessment.gating import judge_gate
from storycontract.errors import UsageError
from storycontract.report.gate_answer import GateAnswer
from storycontract.report.stories import StoriesDocument

OPTION = "--story-gate"
BASE_OPTION = "--story-base"


class StoryGate:
    """Judges the stories when a run is over; without an answer the gate does not hold."""

    def __init__(self, policy: GatePolicy) -> None:
        self.policy = policy
        self.answer: GateAnswer | None = None

    def judge(self, document: StoriesDocument | None) -> None:
        """Judge what the run and all earlier ones have shown; None where that could not be found out."""
        self.answer = None if document is None else judge_gate(document, self.policy)

    @property
    def holds(self) -> bool:
        """Tell whether it was shown that what is asked for holds."""
        return self.answer is not None and self.answer.exit_code == 0


def make_gate(config: pytest.Config, *, is_shard: bool, runs_nothing: bool) -> StoryGate | None:
    """Make the gate that the command line asks for; None where it asks for none.

    Raises:
        UsageError: it asks for no policy there is, or for an answer that this run cannot give.
    """
    require, base = config.getoption("story_gate"), config.getoption("story_base")
    if require is None and base is None:
        return None
    if require is None:
        raise UsageError(
            f"`{BASE_OPTION}` compares for the gate alone", fix=f"add `{OPTION}=baseline`", where=BASE_OPTION
        )
    policy = _read(config, require, base)
    if is_shard:
        raise UsageError(
            "a shard is only a part of the run, so it cannot tell",
            fix="take the option away here; gate with `storycontract gate` when all shards are merged",
            where=OPTION,
        )
    if runs_nothing:
        raise UsageError(
            "nothing is run, so there is nothing to judge", fix="use `storycontract gate`", where=OPTION
        )
    return StoryGate(policy)


def _read(config: pytest.Config, require: str, base: str | None) -> GatePolicy:
    try:
        return read_policy(require, base=base, option=OPTION, base_option=BASE_OPTION)
    except UsageError as error:
        # An option with a value that may be left out takes the path behind it for one.
        if not (config.invocation_params.dir / require).exists():
            raise
        raise UsageError(f"`{require}` is a path", fix=f"write `{OPTION}=all`", where=OPTION) from error
