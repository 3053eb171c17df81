"""The `ready` profile: what a story must satisfy to be worked on; its findings make a story unspecified."""

from storycontract.contract.contract import Contract
from storycontract.lint.catalogue import RULES
from storycontract.lint.engine import find_findings
from storycontract.lint.finding import Finding
from storycontract.lint.rule import Profile

READY_RULES = tuple(rule for rule in RULES if Profile.READY in rule.profiles)


def find_ready_findings(contract: Contract) -> tuple[Finding, ...]:
    """Find what keeps the stories of a contract from being testable, by path, line, column and rule.

    Suppressed findings are among them, marked with their reason: to be shown, not to be counted.
    """
    return find_findings(contract, READY_RULES)
