"""Make a report with a real Allure, which is installed into the environment where it is not there yet.

  python docs/allure_report.py 3 RESULTS REPORT [TITLE]    with Allure 3, needs Node.js
  python docs/allure_report.py 2 RESULTS REPORT [TITLE]    with Allure 2, needs Node.js and Java

REPORT is a folder to be served over http: neither Allure can be opened from a file.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

TOOLS = Path(sys.prefix) / "share" / "allure"
INSTALL_SECONDS = 300
NODE_FIX = "install Node.js 20 or newer with npm (Debian: `apt-get install -y nodejs npm`)"
JAVA_FIX = "install Java 8 or newer (Debian: `apt-get install -y default-jre-headless`)"


class AllureMissingError(Exception):
    """Allure cannot be had on this machine; the message says what to install."""

    def __init__(self, problem: str, fix: str) -> None:
        super().__init__(f"{problem}\n  fix: {fix}")


@dataclass(frozen=True, slots=True)
class Allure:
    """One major version of Allure as npm has it; `start` is what starts it."""

    package: str
    version: str
    start: str
    needs: tuple[tuple[str, str], ...]

    @property
    def folder(self) -> Path:
        """Where it is kept between runs."""
        return TOOLS / f"{self.package}-{self.version}"

    def command(self, results: Path, report: Path, title: str) -> list[str]:
        """Give the command that makes a report."""
        program = str(self.folder / "node_modules" / self.package / self.start)
        if self.package == "allure":
            return ["node", program, "awesome", str(results), "-o", str(report), "--report-name", title]
        return [program, "generate", str(results), "-o", str(report), "--clean", "--report-name", title]


ALLURE = {
    "3": Allure("allure", "3.18.0", "cli.js", (("npm", NODE_FIX), ("node", NODE_FIX))),
    "2": Allure("allure-commandline", "2.46.1", "bin/allure", (("npm", NODE_FIX), ("java", JAVA_FIX))),
}


def make_report(major: str, results: Path, report: Path, title: str = "Allure Report") -> None:
    """Make a report, in a folder to be served over http.

    Raises:
        AllureMissingError: Allure is not here and cannot be brought.
    """
    allure = ALLURE[major]
    install(allure)
    shutil.rmtree(report, ignore_errors=True)
    run(allure.command(results, report, title), cwd=report.parent)


def install(allure: Allure) -> None:
    """Install Allure from npm unless an earlier run did."""
    for program, fix in allure.needs:
        if shutil.which(program) is None:
            raise AllureMissingError(f"{allure.package} {allure.version} needs `{program}`", fix)
    if allure.folder.is_dir():
        return
    TOOLS.mkdir(parents=True, exist_ok=True)
    wanted = f"{allure.package}@{allure.version}"
    with tempfile.TemporaryDirectory(dir=TOOLS) as unfinished:
        place = Path(unfinished) / "whole"
        run(["npm", "install", "--no-audit", "--no-fund", "--prefix", str(place), wanted], cwd=TOOLS)
        # Moved when it is whole, so that a run that is killed leaves nothing half done.
        try:
            place.rename(allure.folder)
        except OSError:
            # Another process was faster, with the same.
            if not allure.folder.is_dir():
                raise


def run(command: list[str], cwd: Path) -> None:
    """Run a program; what it says is shown where it fails."""
    # Without it, reports of Allure 2 tell a third party of everybody who reads them.
    environment = os.environ | {"ALLURE_NO_ANALYTICS": "true"}
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=INSTALL_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        raise AllureMissingError(
            f"`{' '.join(command)}` ended with {done.returncode}:\n{done.stdout}", "see what it says above"
        )


def main(arguments: list[str]) -> int:
    """Make one report; give the exit code."""
    if len(arguments) not in {3, 4} or arguments[0] not in ALLURE:
        print(__doc__)
        return 2
    major, results, report, *title = arguments
    try:
        make_report(major, Path(results).absolute(), Path(report).absolute(), *title)
    except AllureMissingError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
