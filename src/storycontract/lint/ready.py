"""The `ready` profile: what a story must satisfy to be worked on; its findings make a story unspecified."""

from collections.abc import Sequence

from storycontract.contract.contract import Contract
from storycontract.lint.catalogue import RULES
from storycontract.lint.engine import find_findings
from storycontract.lint.finding import Finding
from storycontract.lint.options import DEFAULT_OPTIONS, LintOptions
from storycontract.lint.rule import Profile
from storycontract.lint.selection import Selection, select_rules

READY_RULES = tuple(rule for rule in RULES if Profile.READY in rule.profiles)


def find_ready_findings(
    contract: Contract, team_rules: Sequence[str] = (), options: LintOptions = DEFAULT_OPTIONS
) -> tuple[Finding, ...]:
    """Find what keeps the stories of a contract from being testable, by path, line, column and rule.

    `team_rules` are what the team adds to the profile; nothing takes away from it. Suppressed findings are
    among the result, marked with their reason: to be shown, not to be counted.

    Raises:
        UsageError: a team's rule is none.
    """
    selection = Selection(profile=Profile.READY, ready=tuple(team_rules))
    return find_findings(contract, select_rules(RULES, selection, "`lint.ready`"), options)
