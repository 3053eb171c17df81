"""Steps about the first five minutes."""

from pytest_bdd import given, parsers, then, when
from steps.sandbox import SHOP_STEPS, SOMEBODY, Sandbox


@given("an empty folder")
def empty(sandbox: Sandbox) -> None:
    assert list(sandbox.root.iterdir()) == []


@given(parsers.re(rf"{SOMEBODY} set storycontract up in it"))
@when(parsers.re(rf"{SOMEBODY} sets storycontract up in it"))
def init(sandbox: Sandbox) -> None:
    sandbox.command("init")


@when(parsers.re(rf"{SOMEBODY} asks the doctor"))
def doctor(sandbox: Sandbox) -> None:
    sandbox.command("doctor")


@then(parsers.parse('the file "{path}" is as it was'))
def untouched(sandbox: Sandbox, path: str) -> None:
    assert (sandbox.root / path).read_text(encoding="utf-8") == f"{SHOP_STEPS}\n"
