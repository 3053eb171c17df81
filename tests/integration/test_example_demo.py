"""What the demo of the example says at its end can be done as it stands."""

import importlib.util
import shlex
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "examples" / "bookshop" / "run_demo.py"


def test_the_way_into_the_shop_names_a_python_that_has_what_it_needs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    spec = importlib.util.spec_from_file_location("run_demo", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    demo = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(demo)

    demo.tell_what_was_seen([])

    line = next(line for line in capsys.readouterr().out.splitlines() if line.endswith(" -m bookshop"))
    change, folder, then, *command = shlex.split(line)
    assert (change, folder, then) == ("cd", str(SCRIPT.parent), "&&")
    assert command == [sys.executable, "-m", "bookshop"]
