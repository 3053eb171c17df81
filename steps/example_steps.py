"""Steps about the example product."""

import shutil
import sys
from pathlib import Path

from pytest_bdd import given, parsers, when
from steps.sandbox import SOMEBODY, Sandbox

EXAMPLE = Path(__file__).parent.parent / "examples" / "bookshop"


@given("a copy of the example product")
def copy(sandbox: Sandbox) -> None:
    # Beside its own evidence, and beside what else this repository holds, nothing can make it stale.
    shutil.copytree(
        EXAMPLE, sandbox.root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("reports", "__pycache__")
    )


@when(parsers.re(rf"{SOMEBODY} runs the demo"))
def demo(sandbox: Sandbox) -> None:
    sandbox.run(sys.executable, "run_demo.py")
