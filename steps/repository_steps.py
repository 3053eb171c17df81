"""Steps about this repository itself."""

import sys
from pathlib import Path

from pytest_bdd import given, parsers, when
from steps.sandbox import SOMEBODY, Sandbox

ROOT = Path(__file__).parent.parent


@given(parsers.parse('a machine whose browser is "{path}"'))
def browser(sandbox: Sandbox, path: str) -> None:
    sandbox.environment["STORYCONTRACT_BROWSER"] = path


@when(parsers.re(rf'{SOMEBODY} calls run.py with "(?P<argument>.*)"'))
def run_script(sandbox: Sandbox, argument: str) -> None:
    sandbox.run(sys.executable, str(ROOT / "run.py"), argument)


@when(parsers.re(rf"{SOMEBODY} checks the import contracts"))
def check_imports(sandbox: Sandbox) -> None:
    sandbox.run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache", folder=ROOT)
