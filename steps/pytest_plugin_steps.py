"""Steps about what pytest collects and runs."""

import re

from pytest_bdd import parsers, then
from steps.sandbox import Sandbox


@then("the tests were")
def tests(sandbox: Sandbox, datatable: list[list[str]]) -> None:
    sandbox.pytest("features --collect-only -q")
    collected = [line for line in sandbox.output.splitlines() if "::" in line]
    assert collected == [cell for (cell,) in datatable[1:]]


@then(parsers.parse("{count:d} tests were run"))
def test_count(sandbox: Sandbox, count: int) -> None:
    counts = [int(number) for number in re.findall(r"(\d+) (?:passed|failed)", sandbox.output)]
    assert sum(counts) == count, sandbox.output


@then(parsers.parse('there is no folder "{path}"'))
def no_folder(sandbox: Sandbox, path: str) -> None:
    assert not (sandbox.root / path).exists()
