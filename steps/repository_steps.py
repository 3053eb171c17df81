"""Steps about this repository itself."""

import sys
from pathlib import Path

from pytest_bdd import given, parsers, when
from steps.sandbox import SOMEBODY, Sandbox

ROOT = Path(__file__).parent.parent


@given("a machine whose browser is gone")
def browser(sandbox: Sandbox) -> None:
    sandbox.environment["STORYCONTRACT_BROWSER"] = "/nowhere/chromium"


@when(parsers.re(rf'{SOMEBODY} calls run.py with "(?P<argument>.*)"'))
def run_script(sandbox: Sandbox, argument: str) -> None:
    sandbox.run(sys.executable, str(ROOT / "run.py"), argument)


@when(parsers.re(rf"{SOMEBODY} checks the import contracts"))
def check_imports(sandbox: Sandbox) -> None:
    sandbox.run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache", folder=ROOT)
