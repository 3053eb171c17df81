"""How long linting takes, beside other linters: `python benchmarks/lint_speed.py [FOLDER] [--peers FOLDER]`.

Whole processes, side by side in one run, each several times in turn; of each the least CPU time counts (user
and system, children included) and the highest peak memory. The other linters are put into the folder
`--peers` by their own package managers the first time: gplint and gherkin-lint from npm, behave-lint from
PyPI. Linters that crash or stop early show by their exit code.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "corpus" / "features.tar.gz"
DEFAULT_PROJECT = "Sylius__Sylius"
ROUNDS = 3
# Installed code is compiled once and for all, whatever the shell says.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

PARSE = """\
import sys
from pathlib import Path
from gherkin.parser import Parser
for file in Path(sys.argv[1]).rglob("*.feature"):
    try:
        Parser().parse(file.read_text(encoding="utf-8-sig"))
    except Exception:
        pass
"""

# What needs no options of its own; the rest would be a matter of taste.
PEER_RULES = (
    "indentation",
    "max-scenarios-per-file",
    "name-length",
    "no-background-only-scenario",
    "no-dupe-feature-names",
    "no-dupe-scenario-names",
    "no-duplicate-tags",
    "no-empty-background",
    "no-empty-file",
    "no-examples-in-scenarios",
    "no-files-without-scenarios",
    "no-homogenous-tags",
    "no-multiple-empty-lines",
    "no-partially-commented-tag-lines",
    "no-scenario-outlines-without-examples",
    "no-superfluous-tags",
    "no-trailing-spaces",
    "no-unnamed-features",
    "no-unnamed-scenarios",
    "no-unused-variables",
    "one-space-between-tags",
    "scenario-size",
    "use-and",
)


@dataclass(slots=True)
class Contender:
    """One way to lint; `prepare` runs before each time, and is not counted."""

    name: str
    command: Sequence[str]
    prepare: Callable[[], None] = lambda: None
    cpu_s: list[float] = field(default_factory=list)
    peak_bytes: int = 0
    exit_code: int = 0


def measure(contender: Contender, folder: Path) -> None:
    """Run a contender once."""
    contender.prepare()
    process = subprocess.Popen(
        contender.command,
        cwd=folder,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = contender.exit_code = os.waitstatus_to_exitcode(status)
    contender.cpu_s.append(usage.ru_utime + usage.ru_stime)
    contender.peak_bytes = max(contender.peak_bytes, usage.ru_maxrss * 1024)


@contextmanager
def find_folder(given: Path | None) -> Iterator[Path]:
    """Copy the files to lint, so that caches and edits touch no one's own."""
    with tempfile.TemporaryDirectory() as place:
        target = Path(place) / "project"
        if given is not None:
            shutil.copytree(
                given, target, ignore=shutil.ignore_patterns(".git", "node_modules", ".storycontract_cache")
            )
        elif SHARED.exists():
            shutil.unpack_archive(SHARED, place, filter="data")
            target = next(Path(place).rglob(DEFAULT_PROJECT))
        else:
            sys.exit(f"name a folder of feature files: {SHARED} is not there")
        yield target


def list_contenders(folder: Path, peers: Path) -> list[Contender]:
    """List what is compared: parsing alone, this linter in four situations, and the others."""
    ours = [str(Path(sys.executable).with_name("storycontract")), "lint", "."]
    cache = folder / ".storycontract_cache"
    first = min(folder.rglob("*.feature"))
    edits = iter(range(ROUNDS + 1))

    def forget() -> None:
        shutil.rmtree(cache, ignore_errors=True)

    def edit_one() -> None:
        with first.open("a", encoding="utf-8") as file:
            file.write(f"\n# edit {next(edits)}\n")

    def warm_up() -> None:
        subprocess.run(ours, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, check=False)

    return [
        Contender("parsing alone", [sys.executable, "-c", PARSE, "."]),
        Contender("storycontract, cold", ours, forget),
        Contender("storycontract, warm", ours, warm_up),
        Contender("storycontract, one file changed", ours, edit_one),
        Contender("storycontract, one file", [*ours[:-1], "--no-cache", str(first.relative_to(folder))]),
        Contender("storycontract --help", [*ours[:-2], "--help"]),
        *list_peers(folder, peers),
    ]


def list_peers(folder: Path, peers: Path) -> list[Contender]:
    """List the other linters, those that could be set up."""
    found = []
    for name, settings, level in (
        ("gplint", ".gplintrc", "error"),
        ("gherkin-lint", ".gherkin-lintrc", "on"),
    ):
        program = peers / "node_modules" / ".bin" / name
        if not program.exists() and shutil.which("npm"):
            peers.mkdir(parents=True, exist_ok=True)
            subprocess.run(["npm", "install", "--prefix", str(peers), name], check=False, capture_output=True)
        if program.exists():
            (folder / settings).write_text(json.dumps(dict.fromkeys(PEER_RULES, level)), encoding="utf-8")
            found.append(Contender(name, [str(program), "."]))
    program = peers / "venv" / "bin" / "behave-lint"
    if not program.exists():
        venv.create(peers / "venv", with_pip=True)
        install = [str(program.with_name("pip")), "install", "-q", "behave-lint"]
        subprocess.run(install, check=False, capture_output=True)
    if program.exists():
        found.append(Contender("behave-lint", [str(program), "--no-cache", "."]))
    return found


def show(contenders: Sequence[Contender], folder: Path) -> None:
    """Print one line for each contender."""
    files = list(folder.rglob("*.feature"))
    lines = sum(len(file.read_bytes().splitlines()) for file in files)
    base = min(contenders[0].cpu_s)
    print(f"{len(files)} files, {lines} lines; least of {ROUNDS} runs each")
    print(f"{'':<34}{'CPU s':>8}{'x parsing':>11}{'peak MB':>9}{'exit':>6}")
    for each in contenders:
        least = min(each.cpu_s)
        peak = each.peak_bytes / 1_000_000
        print(f"{each.name:<34}{least:>8.2f}{least / base:>11.2f}{peak:>9.0f}{each.exit_code:>6}")


def main() -> None:
    """Measure, in turns."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--peers", type=Path, default=Path(tempfile.gettempdir()) / "lint-peers")
    arguments = parser.parse_args()
    with find_folder(arguments.folder) as folder:
        contenders = list_contenders(folder, arguments.peers)
        for _ in range(ROUNDS):
            for contender in contenders:
                measure(contender, folder)
        show(contenders, folder)


if __name__ == "__main__":
    main()
