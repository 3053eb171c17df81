"""How much looking steps up costs: bare pytest-bdd beside the index, on a generated suite.

python benchmarks/step_matching.py [--scenarios 1000] [--definitions 50 500 2000]

Each figure is user plus system CPU seconds of one process; both kinds run the same suite in turns.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

SCENARIOS_IN_A_FILE = 10
STEPS_IN_A_SCENARIO = 5

CONFTEST = """
from storycontract.pytest_plugin.step_lookup import install_step_lookup


def pytest_addoption(parser):
    parser.addoption("--bare", action="store_true")


def pytest_configure(config):
    config.lookup = install_step_lookup(config, enabled=not config.getoption("bare"))
    assert config.lookup.fallback_reason is None


def pytest_unconfigure(config):
    config.lookup.uninstall()
"""


def write_suite(folder: Path, scenarios: int, definitions: int) -> None:
    """Write features, definitions (half exact, a third formats, the rest expressions) and a binding."""
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "conftest.py").write_text(CONFTEST + "\n".join(render_steps(definitions)))
    for number in range(0, scenarios, SCENARIOS_IN_A_FILE):
        lines = [f"Feature: Feature {number}"]
        for scenario in range(number, min(number + SCENARIOS_IN_A_FILE, scenarios)):
            lines.append(f"  Scenario: Scenario {scenario}")
            lines += [
                f"    Given {render_text((scenario * 7 + step * 13) % definitions)}"
                for step in range(STEPS_IN_A_SCENARIO)
            ]
        (folder / f"feature_{number}.feature").write_text("\n".join(lines) + "\n")
    (folder / "test_all.py").write_text("from pytest_bdd import scenarios\n\nscenarios('.')\n")


def render_steps(definitions: int) -> list[str]:
    """Render the source of every definition."""
    lines = ["from pytest_bdd import given, parsers"]
    for number in range(definitions):
        lines += [f"@given({render_pattern(number)})", f"def step_{number}(): pass"]
    return lines


def render_pattern(number: int) -> str:
    """Render the pattern of a definition as Python source."""
    match number % 6:
        case 0 | 1 | 2:
            return repr(render_text(number))
        case 3 | 4:
            return f"parsers.parse('the shop does thing {number} with {{count:d}} goods')"
        case _:
            return f"parsers.re(r'the shop does thing {number} with \\d+ (goods|things)')"


def render_text(number: int) -> str:
    """Render a step that the definition matches."""
    return f"the shop does thing {number} with 3 goods"


def measure(folder: Path, *options: str) -> float:
    """Return the CPU seconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options]
    finished = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if finished.returncode:
        sys.exit(finished.stdout[-2000:] + finished.stderr[-2000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure each size and print the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenarios", type=int, default=1000)
    parser.add_argument("--definitions", type=int, nargs="+", default=[50, 500, 2000])
    arguments = parser.parse_args()
    print(f"{'scenarios x definitions':>24} {'bare':>8} {'index':>8} {'ratio':>7}")
    for definitions in arguments.definitions:
        with tempfile.TemporaryDirectory() as name:
            write_suite(Path(name), arguments.scenarios, definitions)
            bare, index = measure(Path(name), "--bare"), measure(Path(name))
        size = f"{arguments.scenarios} x {definitions}"
        print(f"{size:>24} {bare:>8.2f} {index:>8.2f} {bare / index:>6.1f}x")


if __name__ == "__main__":
    main()
