"""The Allure that is installed here: where it is looked for, and how it is run."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from storycontract.errors import CannotDecideError, UsageError

ALLURE_3, ALLURE_2 = 3, 2

_PACKAGES = ("allure", "allure-commandline")
_MODULES = Path("node_modules", ".bin")
_NO_PACKAGE = (
    "install Node.js 20 or newer, then `npm install --save-dev allure@3` in the project, "
    "or put an Allure 2 or 3 on PATH"
)
_NO_NODE = "install Node.js 20 or newer (Debian: `apt-get install -y nodejs npm`)"
_NO_JAVA = (
    "install Java 8 or newer (Debian: `apt-get install -y default-jre-headless`), "
    "or Allure 3, which needs none"
)
_LONGEST_RUN_SECONDS = 1800
_VERSION_SECONDS = 60
_LINES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class AllureProgram:
    """An Allure that can be started here."""

    command: tuple[str, ...]
    version: str

    @property
    def major(self) -> int:
        """The number before the first dot."""
        return int(self.version.partition(".")[0])

    def run(self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> None:
        """Run it in a folder.

        Raises:
            CannotDecideError: it does not come to a good end.
        """
        # Without it, pages of Allure 2 tell a third party of everybody who reads them.
        variables = {**environment, "ALLURE_NO_ANALYTICS": "true"}
        done = _run([*self.command, *arguments], folder, variables, _LONGEST_RUN_SECONDS)
        if done is None or done.returncode != 0:
            raise CannotDecideError(
                f"Allure {self.version} could not make the report: {_say_end(done)}",
                fix="mend what it says, or give it more memory (`NODE_OPTIONS=--max-old-space-size=8192`)",
            )


def find_allure(root: Path, environment: Mapping[str, str] | None = None) -> AllureProgram:
    """Find Allure in the project's `node_modules` or one above, on PATH, or where npx keeps it.

    Raises:
        UsageError: it is not here, or something is not here that it needs.
    """
    variables = os.environ if environment is None else environment
    path = variables.get("PATH")
    for command in _iter_commands(root, path):
        version = _read_version(command) or _ask_version(command, root, variables)
        if version is not None:
            program = AllureProgram(command, version)
            _check(program, variables)
            return program
    raise UsageError("Allure is not installed", fix=_NO_PACKAGE)


def _iter_commands(root: Path, path: str | None) -> Iterator[tuple[str, ...]]:
    for folder in (root, *root.parents):
        if found := shutil.which("allure", path=str(folder / _MODULES)):
            yield (found,)
    if found := shutil.which("allure", path=path):
        yield (found,)
    if found := shutil.which("npx", path=path):
        yield (found, "--no-install", "allure")


def _read_version(command: tuple[str, ...]) -> str | None:
    """Read the version of a package of npm; starting it to ask would cost a second."""
    if len(command) > 1:
        return None
    for folder in Path(command[0]).resolve().parents:
        try:
            package = json.loads((folder / "package.json").read_bytes())
        except (OSError, ValueError):
            continue
        if isinstance(package, dict) and package.get("name") in _PACKAGES:
            return _match_version(str(package.get("version")))
    return None


def _ask_version(command: tuple[str, ...], root: Path, environment: Mapping[str, str]) -> str | None:
    done = _run([*command, "--version"], root, environment, _VERSION_SECONDS)
    return _match_version(done.stdout) if done is not None and done.returncode == 0 else None


def _match_version(text: str) -> str | None:
    found = re.search(r"^\s*(\d+\.\d+\S*)", text, re.MULTILINE)
    return found[1] if found else None


def _check(program: AllureProgram, environment: Mapping[str, str]) -> None:
    path = environment.get("PATH")
    name = f"Allure {program.version} ({program.command[0]})"
    if program.major not in {ALLURE_2, ALLURE_3}:
        raise UsageError(f"{name} is neither of version 2 nor of 3", fix=_NO_PACKAGE)
    if _read_version(program.command) and shutil.which("node", path=path) is None:
        raise UsageError(f"{name} needs `node`, which is not on PATH", fix=_NO_NODE)
    has_java = "JAVA_HOME" in environment or shutil.which("java", path=path) is not None
    if program.major == ALLURE_2 and not has_java:
        raise UsageError(f"{name} needs `java`, which is not on PATH", fix=_NO_JAVA)


def _run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], seconds: float
) -> "subprocess.CompletedProcess[str] | None":
    """Run a program; None where it cannot be started or takes too long."""
    try:
        return subprocess.run(  # noqa: S603 - the Allure that the project or its machine has
            command,
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def _say_end(done: "subprocess.CompletedProcess[str] | None") -> str:
    if done is None:
        return f"it could not be started, or took longer than {_LONGEST_RUN_SECONDS // 60} minutes"
    said = "\n".join(done.stdout.strip().splitlines()[-_LINES_SHOWN:])
    return f"it ended with {done.returncode}{said and f':{chr(10)}{said}'}"
