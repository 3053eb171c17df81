"""Steps about checking stories before they are built."""

from pytest_bdd import parsers, when
from steps.sandbox import SOMEBODY, Sandbox


@when(parsers.re(rf"{SOMEBODY} checks the stories"))
def lint(sandbox: Sandbox) -> None:
    sandbox.command("lint", "features")


@when(parsers.re(rf'{SOMEBODY} asks about the rule "(?P<rule>.*)"'))
def explain(sandbox: Sandbox, rule: str) -> None:
    sandbox.command("explain", rule)
