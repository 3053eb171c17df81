"""Steps about evidence."""

from pytest_bdd import parsers, then, when
from steps.sandbox import SOMEBODY, Sandbox


@when(parsers.re(rf'{SOMEBODY} withdraws the last run because "(?P<reason>.*)"'))
def withdraw(sandbox: Sandbox, reason: str) -> None:
    run_id = sandbox.document["runs"][-1]["id"]
    sandbox.command("withdraw", run_id, "--reason", reason)


@then(parsers.parse('no file under "{folder}" holds "{text}"'))
def not_leaked(sandbox: Sandbox, folder: str, text: str) -> None:
    files = [file for file in (sandbox.root / folder).rglob("*") if file.is_file()]
    assert files
    assert not [file for file in files if text.encode() in file.read_bytes()]
