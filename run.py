"""Set this project up and run it, with nothing but Python and pip at hand.

  python3 run.py demo    start the example shop and run its stories against it
  python3 run.py test    run the tests, then our own contracts; further arguments go to the first
  python3 run.py check   check format, lint, types, the direction of imports and our own stories

Exit codes: that of the job; 2 wrong usage; 4 something cannot be set up; 130 interrupted.
"""

import contextlib
import hashlib
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

# The whole file stays grammar of Python 3.6, so that older ones can at least say this.
if sys.version_info < (3, 11):  # noqa: UP036 - this file alone is started by any Python
    sys.stderr.write(
        "run.py: Python 3.11 or newer is needed, this is {}.{}\n"
        "  fix: start it with a newer one, such as `python3.11 run.py`\n".format(*sys.version_info[:2])
    )
    sys.exit(4)

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(PROGRAMS / "python")
STAMP = ENVIRONMENT / "storycontract-stamp"
UNFINISHED = ENVIRONMENT / "storycontract-unfinished"
PACKAGES = ("-e", ".[browser,postgresql]", "--group", "dev")
# The first pip that installs dependency groups.
PIP = "pip>=25.1"
# Each may start a browser and a server of its own.
MOST_WORKERS = 4
WRONG_USAGE = 2
CANNOT_SET_UP = 4
INTERRUPTED = 130
TERMINATED = 143


class SetUpError(Exception):
    """Something this machine lacks, with the commands that would mend it."""

    def __init__(self, problem: str, *fixes: str, exit_code: int = CANNOT_SET_UP) -> None:
        super().__init__("\n  fix: ".join((f"run.py: {problem}", *fixes)))
        self.exit_code = exit_code


def main(arguments: list[str]) -> int:
    """Do one job; give its exit code."""
    jobs: dict[str, Callable[[list[str]], int]] = {"demo": run_demo, "test": run_test, "check": run_check}
    if arguments[:1] in (["-h"], ["--help"]):
        say(str(__doc__).rstrip())
        return 0
    if not arguments or arguments[0] not in jobs:
        complain(f"run.py: name a job: {', '.join(jobs)}\n  fix: python3 run.py test")
        return WRONG_USAGE
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        set_up()
        return jobs[arguments[0]](arguments[1:])
    except SetUpError as error:
        complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED


def set_up() -> None:
    """Make the environment, one run at a time."""
    try:
        with lock():
            make_environment()
    except OSError as error:
        raise SetUpError(str(error), f"see to it that {ROOT} can be written to") from error


def run_demo(arguments: list[str]) -> int:
    """Run the example's stories."""
    find_browser()
    return run([PYTHON, str(ROOT / "examples" / "bookshop" / "run_demo.py"), *arguments])


def run_test(arguments: list[str]) -> int:
    """Run the tests and our own contracts; both, even when the first fails."""
    find_browser()
    spread = ["-n", str(min(os.cpu_count() or 1, MOST_WORKERS))]
    return run_all(
        [[PYTHON, "-m", "pytest", *spread, *arguments], [PYTHON, "-m", "pytest", *spread, "features/"]]
    )


def run_check(arguments: list[str]) -> int:
    """Run every check, even when one fails."""
    if arguments:
        complain("run.py: check takes no arguments\n  fix: python3 run.py check")
        return WRONG_USAGE
    return run_all(
        [
            [PYTHON, "-m", "ruff", "format", "--check"],
            [PYTHON, "-m", "ruff", "check"],
            [PYTHON, "-m", "mypy"],
            [str(PROGRAMS / "lint-imports")],
            [str(PROGRAMS / "storycontract"), "lint", "features", "--profile", "strict", "--fail-on", "info"],
        ]
    )


def run_all(commands: list[list[str]]) -> int:
    """Run all commands; give the first exit code that is not 0."""
    codes = []
    for command in commands:
        say(f"\n$ {show(command)}")
        codes.append(run(command))
    failed = [show(command) for command, code in zip(commands, codes, strict=True) if code]
    say(f"\nrun.py: {'failed: ' + '; '.join(failed) if failed else 'all passed'}")
    return next(filter(None, codes), 0)


def run(command: list[str]) -> int:
    """Run a command in the project's folder; give its exit code, that of a shell where a signal ended it."""
    process = subprocess.Popen(command, cwd=ROOT)  # noqa: S603 - every command is written in this file
    try:
        code = process.wait()
    except KeyboardInterrupt:
        # A terminal has told the command, too; elsewhere nobody has.
        if not sys.stdin.isatty():
            process.send_signal(signal.SIGINT)
        process.wait()
        raise
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait()
    return code if code >= 0 else 128 - code


def make_environment() -> None:
    """Make .venv, or bring it up to date; nothing is done where it is as it should be."""
    if is_ready():
        return
    start = time.monotonic()
    say("run.py: installing into .venv; the first time takes about a minute")
    reason = find_reason_to_remake()
    if reason:
        create_environment(reason)
    UNFINISHED.touch()
    STAMP.unlink(missing_ok=True)
    install_packages()
    STAMP.write_text(describe_environment(), encoding="utf-8")
    UNFINISHED.unlink()
    say(f"run.py: .venv is ready after {time.monotonic() - start:.0f} s")


def describe_environment() -> str:
    """Describe what the environment is made for: Python and place, then everything it is made from."""
    made_from = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + repr(PACKAGES).encode()).hexdigest()
    return f"Python {sys.version.split()[0]} in {ROOT}\n{made_from}\n"


def is_ready() -> bool:
    """Tell whether a run before this one has made the environment, and it still works."""
    needed = "import importlib.util as u; import pytest; assert u.find_spec('storycontract')"
    return (
        not UNFINISHED.exists()
        and read_stamp() == describe_environment()
        and succeeds([PYTHON, "-c", needed])
    )


def find_reason_to_remake() -> str | None:
    """Find why .venv has to be made from nothing; None where it can be used and added to."""
    if not ENVIRONMENT.exists():
        return "there is none"
    if UNFINISHED.exists():
        return "it was left unfinished"
    if not succeeds([PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]):
        return "its Python does not start, or is older than 3.11"
    stamp = read_stamp()
    if stamp is not None and stamp.splitlines()[:1] != describe_environment().splitlines()[:1]:
        return "it was made for another Python, or elsewhere"
    return None


def read_stamp() -> str | None:
    """Read what the environment was made for; None where no run has finished it."""
    try:
        return STAMP.read_text(encoding="utf-8")
    except OSError:
        return None


def create_environment(reason: str) -> None:
    """Create an empty environment; pip comes later where Python cannot bring it."""
    if ENVIRONMENT.exists():
        if Path(sys.prefix).resolve() == ENVIRONMENT:
            raise SetUpError(
                f"cannot make .venv again from inside it: {reason}", "python3 run.py with another Python"
            )
        say(f"run.py: making .venv again: {reason}")
        shutil.rmtree(ENVIRONMENT)
    ENVIRONMENT.mkdir()
    # Left behind by a run that is killed from here on.
    UNFINISHED.touch()
    uv = shutil.which("uv")
    if uv and succeeds([uv, "venv", "--allow-existing", "--python", sys.executable, str(ENVIRONMENT)]):
        return
    make = [sys.executable, "-m", "venv", str(ENVIRONMENT)]
    if not (succeeds(make) or succeeds([*make, "--without-pip"])):
        raise SetUpError(
            f"{sys.executable} cannot make an environment",
            "apt-get install -y python3-venv (Debian, Ubuntu)",
            show(make),
        )


def install_packages() -> None:
    """Install this project and what its development needs."""
    uv = shutil.which("uv")
    if uv and run([uv, "pip", "install", "--quiet", "--python", PYTHON, *PACKAGES]) == 0:
        return
    bring_pip()
    install = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PACKAGES]
    if run(install) != 0:
        raise SetUpError("the packages cannot be installed, see above", f"cd {ROOT} && {show(install)}")


def bring_pip() -> None:
    """See to it that the environment has a pip that is new enough."""
    pip = [PYTHON, "-m", "pip"]
    new_enough = "from importlib.metadata import version as v; a, b = v('pip').split('.')[:2]; "
    if succeeds([PYTHON, "-c", f"{new_enough}assert (int(a), int(b)) >= (25, 1)"]):
        return
    hosts = [[sys.executable, "-m", "pip"], *([path] for path in map(shutil.which, ("pip3", "pip")) if path)]
    upgrade = ["install", "--quiet", "--disable-pip-version-check", "--upgrade", PIP]
    if succeeds([*pip, *upgrade]):
        return
    # Where Debian's Python has no ensurepip, the environment has no pip, but another one can install into it.
    if any(succeeds([*host, "--python", PYTHON, *upgrade]) for host in hosts):
        return
    raise SetUpError(
        f"no {PIP} can be had for .venv",
        f"see what `{show([*hosts[0], '--python', PYTHON, *upgrade])}` says",
        "apt-get install -y python3-venv python3-pip (Debian, Ubuntu)",
    )


def find_browser() -> None:
    """See to it that there is a browser; bring one where this machine lets us."""
    if has_browser():
        return
    for bring in (download_browser, install_browser):
        bring()
        if has_browser():
            return
    raise SetUpError(
        "no browser found, and none can be installed from here",
        f"{PYTHON} -m playwright install --with-deps chromium-headless-shell",
        "sudo apt-get update && sudo apt-get install -y chromium (Debian)",
        "export STORYCONTRACT_BROWSER=<path of a Chromium, Chrome or Edge>",
    )


def has_browser() -> bool:
    """Tell whether the search that pytest makes, too, finds a browser."""
    search = [PYTHON, "-m", "storycontract.pytest_plugin.browser_search"]
    answer = subprocess.run(search, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if answer.returncode == 0:
        say(f"run.py: browser: {answer.stdout.strip()}")
    elif answer.returncode == WRONG_USAGE:
        raise SetUpError(answer.stderr.strip(), exit_code=WRONG_USAGE)
    elif answer.returncode != CANNOT_SET_UP:
        raise SetUpError(
            f"the search for a browser broke off:\n{answer.stderr}", f"rm -r {ENVIRONMENT}, then again"
        )
    return answer.returncode == 0


def download_browser() -> None:
    """Let Playwright download its own browser, and as root what that needs."""
    say("run.py: no browser found; asking Playwright for its own (about 100 MB)")
    # Its own timeout of half a minute is tried five times over.
    os.environ.setdefault("PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT", "10000")
    if not succeeds([PYTHON, "-m", "playwright", "install", "chromium-headless-shell"]):
        say("run.py: it cannot be downloaded")
    elif can_use_apt():
        succeeds([PYTHON, "-m", "playwright", "install-deps", "chromium-headless-shell"])


def install_browser() -> None:
    """Install Debian's Chromium where that needs no password."""
    if not can_use_apt():
        return
    say("run.py: installing Debian's chromium")
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    run(["apt-get", "update", "-qq"])
    run(["apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium"])


def can_use_apt() -> bool:
    """Tell whether packages of Debian or Ubuntu can be installed."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


@contextlib.contextmanager
def lock() -> Iterator[None]:
    """Let one run at a time make the environment."""
    try:
        import fcntl  # noqa: PLC0415 - Windows has none, and does without
    except ImportError:
        yield
        return
    name = hashlib.sha256(f"{os.getuid()} {ROOT}".encode()).hexdigest()[:12]
    with (Path(tempfile.gettempdir()) / f"storycontract-{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def succeeds(command: list[str]) -> bool:
    """Tell whether a command succeeds; what it says is not shown."""
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)  # noqa: S603 - ours
    except OSError:
        return False
    return done.returncode == 0


def show(command: list[str]) -> str:
    """Write a command as one can type it in the project's folder."""
    return shlex.join(part.replace(f"{ROOT}{os.sep}", "") for part in command)


def say(text: str) -> None:
    """Write a line for people."""
    # A reader who leaves early must not stop the job.
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def complain(text: str) -> None:
    """Write an error."""
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
