"""Findings that no rule makes: what the engine itself has to say."""

from typing import NamedTuple


class EngineRule(NamedTuple):
    """The words of a finding that the engine makes; nothing selects or silences it."""

    name: str
    problem: str
    why: str
    fix: str


INTERNAL_RULE_ERROR = EngineRule(
    name="internal-rule-error",
    problem="a rule failed",
    why="A bug in one rule must not hide what the others see, and must not pass for a clean file.",
    fix="report this as a bug, with the lines at this place",
)
UNREADABLE_FILE = EngineRule(
    name="unreadable-file",
    problem="the file cannot be read",
    why="A story that nobody can read is not specified, whatever it may say.",
    fix="give read permission, or delete it",
)
STALE_BASELINE = EngineRule(
    name="stale-baseline",
    problem="the baseline holds a finding that is no more",
    why="A place in the baseline that stays open lets the same defect come back unseen.",
    fix="write the baseline again with `storycontract lint --write-baseline`",
)
ENGINE_RULES = (INTERNAL_RULE_ERROR, STALE_BASELINE, UNREADABLE_FILE)
