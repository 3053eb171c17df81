"""Steps about the gate, waivers and acceptances."""

from pytest_bdd import parsers, when
from steps.sandbox import SOMEBODY, Sandbox


@when(parsers.re(rf'{SOMEBODY} asks the gate for "(?P<policy>.*)"'))
def gate(sandbox: Sandbox, policy: str) -> None:
    sandbox.command("gate", "--require", policy)


@when(parsers.re(rf'{SOMEBODY} waives "(?P<criterion>.*)" for (?P<days>\d+) days because "(?P<reason>.*)"'))
def waive(sandbox: Sandbox, criterion: str, days: str, reason: str) -> None:
    who = ("--owner", "ann", "--ticket", "SHOP-99")
    sandbox.command("waive", criterion, "--days", days, "--reason", reason, *who)


@when(parsers.re(rf'{SOMEBODY} accepts "(?P<criterion>.*)"'))
def accept(sandbox: Sandbox, criterion: str) -> None:
    sandbox.command("accept", criterion, "--by", "Ann")
