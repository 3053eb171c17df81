"""run.py as a newcomer starts it, in a project of its own with an environment that borrows our packages."""

import ast
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import venv
from collections.abc import Callable
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "run.py"
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project whose environment no run has finished yet."""
    folder = tmp_path / "project"
    folder.mkdir()
    shutil.copy(SCRIPT, folder)
    (folder / "pyproject.toml").write_text("[tool.pytest.ini_options]\n")
    venv.create(folder / ".venv", with_pip=False, symlinks=True)
    site_packages = next((folder / ".venv").rglob("site-packages"))
    (site_packages / "ours.pth").write_text(
        f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})"
    )
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Give a machine with one browser, no package index and nothing else on PATH."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "chromium").write_text("#!/bin/sh\n")
    (programs / "chromium").chmod(0o755)
    return {
        "PATH": str(programs),
        "HOME": str(tmp_path),
        "PIP_NO_INDEX": "1",
        "PIP_CONFIG_FILE": os.devnull,
        "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path / "no-browsers"),
        "PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTEST_PLUGINS": "xdist.plugin",
    }


@pytest.fixture
def uv(tmp_path: Path, environment: dict[str, str]) -> Path:
    """Put a uv on PATH that makes environments and notes what it is told to install; give its notes."""
    notes = tmp_path / "uv-notes"
    program = tmp_path / "programs" / "uv"
    program.write_text(
        "#!/bin/sh\n"
        f"if [ $1 = venv ]; then shift 4; exec {sys.executable} -m venv --without-pip $1; fi\n"
        f'echo "$@" >> {notes}\n'
    )
    program.chmod(0o755)
    environment["PATH"] += f"{os.pathsep}/bin{os.pathsep}/usr/bin"
    return notes


@pytest.fixture
def run(project: Path, environment: dict[str, str], tmp_path: Path) -> Run:
    """Start run.py from another folder."""

    def start(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(project / "run.py"), *arguments],
            cwd=tmp_path,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return start


def finish_environment(project: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", "import run; run.STAMP.write_text(run.describe_environment())"],
        cwd=project,
        check=True,
    )


def ask(project: Path, question: str) -> str:
    command = [sys.executable, "-c", f"from run import *; print({question})"]
    return subprocess.run(command, cwd=project, check=True, capture_output=True, text=True).stdout.strip()


def write_demo(project: Path, text: str) -> None:
    folder = project / "examples" / "bookshop"
    folder.mkdir(parents=True)
    (folder / "run_demo.py").write_text(text)


def test_an_older_python_can_read_the_script() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 7))


def test_only_the_standard_library_is_imported() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))

    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert {name.split(".")[0] for name in imported} <= sys.stdlib_module_names


@pytest.mark.parametrize("arguments", [[], ["tset"]], ids=["none", "unknown"])
def test_without_a_job_it_names_the_jobs(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)

    assert result.returncode == 2
    assert "name a job: demo, test, check" in result.stderr


def test_help_is_no_mistake(run: Run) -> None:
    result = run("--help")

    assert result.returncode == 0
    assert "run.py test" in result.stdout


def test_the_exit_code_of_the_job_is_passed_on(project: Path, run: Run) -> None:
    finish_environment(project)
    write_demo(project, "import sys; sys.exit(7)")

    result = run("demo")

    assert result.returncode == 7
    assert "browser:" in result.stdout


def test_the_demo_runs_in_the_environment_and_in_the_projects_folder(project: Path, run: Run) -> None:
    finish_environment(project)
    write_demo(project, "import os, sys; print(sys.prefix, os.getcwd(), *sys.argv[1:])")

    result = run("demo", "--fast")

    assert f"{project / '.venv'} {project} --fast" in result.stdout


def test_a_finished_environment_is_left_alone(project: Path, run: Run) -> None:
    finish_environment(project)
    write_demo(project, "")

    result = run("demo")

    assert result.returncode == 0
    assert "installing" not in result.stdout


def test_a_changed_pyproject_is_installed_again(project: Path, run: Run, uv: Path) -> None:
    finish_environment(project)
    write_demo(project, "")
    (project / "pyproject.toml").write_text("[tool.other]\n")

    first = run("demo")
    second = run("demo")

    assert (first.returncode, second.returncode) == (0, 0)
    assert uv.read_text() == (
        f"pip install --quiet --python {project}/.venv/bin/python -e .[browser,postgresql] --group dev\n"
    )


def test_what_cannot_be_installed_is_named_with_the_command_and_begun_anew(project: Path, run: Run) -> None:
    result = run("test")

    assert result.returncode == 4
    assert "  fix: " in result.stderr
    assert "pip" in result.stderr
    assert "Traceback" not in result.stderr
    assert ask(project, "find_reason_to_remake()") == "it was left unfinished"


def test_an_environment_left_unfinished_is_made_from_nothing(project: Path, run: Run, uv: Path) -> None:
    finish_environment(project)
    (project / ".venv" / "storycontract-unfinished").touch()

    result = run("check")

    assert "making .venv again: it was left unfinished" in result.stdout
    assert not list(project.rglob("ours.pth"))
    assert uv.exists()


def test_a_broken_environment_has_to_be_made_again(project: Path) -> None:
    finish_environment(project)
    (project / ".venv" / "bin" / "python").unlink()

    assert ask(project, "find_reason_to_remake()") == "its Python does not start, or is older than 3.11"


def test_an_environment_that_was_moved_has_to_be_made_again(project: Path) -> None:
    finish_environment(project)
    stamp = project / ".venv" / "storycontract-stamp"
    stamp.write_text(stamp.read_text().replace(str(project), "/somewhere/else"))

    assert ask(project, "find_reason_to_remake()") == "it was made for another Python, or elsewhere"


def test_an_environment_made_by_hand_is_added_to(project: Path) -> None:
    assert ask(project, "find_reason_to_remake(), is_ready()") == "None False"


def test_without_a_browser_the_commands_that_bring_one_are_named(
    project: Path, environment: dict[str, str], run: Run
) -> None:
    finish_environment(project)
    write_demo(project, "raise SystemExit('started')")
    environment["PATH"] = ""

    result = run("demo")

    assert result.returncode == 4
    assert "started" not in result.stderr
    assert "playwright install --with-deps chromium-headless-shell" in result.stderr
    assert "sudo apt-get update && sudo apt-get install -y chromium" in result.stderr
    assert "export STORYCONTRACT_BROWSER=" in result.stderr


def test_a_wrong_browser_variable_is_wrong_usage(
    project: Path, environment: dict[str, str], run: Run
) -> None:
    finish_environment(project)
    environment["STORYCONTRACT_BROWSER"] = "/opt/nowhere"

    result = run("demo")

    assert result.returncode == 2
    assert "STORYCONTRACT_BROWSER: `/opt/nowhere` is no program" in result.stderr


@pytest.mark.parametrize(
    ("tests", "features", "code"),
    [
        ("assert True", "assert True", 0),
        ("assert False", "assert True", 1),
        ("assert True", "assert False", 1),
    ],
    ids=["both pass", "tests fail", "contracts fail"],
)
def test_tests_and_contracts_must_both_pass(
    project: Path, run: Run, tests: str, features: str, code: int
) -> None:
    finish_environment(project)
    (project / "pyproject.toml").write_text("[tool.pytest.ini_options]\ntestpaths = ['tests']\n")
    finish_environment(project)
    for name, check in (("tests", tests), ("features", features)):
        (project / name).mkdir()
        (project / name / f"test_{name}.py").write_text(f"def test_it(): {check}\n")

    result = run("test", "-q")

    assert result.returncode == code
    assert result.stdout.count("$ .venv/bin/python -m pytest") == 2


def test_no_tests_at_all_is_no_success(project: Path, run: Run) -> None:
    finish_environment(project)

    assert run("test").returncode not in {0, 1}


def test_an_interrupt_reaches_the_job_and_ends_with_130(
    project: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    finish_environment(project)
    write_demo(project, "import time\nprint('started', flush=True)\ntime.sleep(20)\n")

    with subprocess.Popen(
        [sys.executable, str(project / "run.py"), "demo"],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert "browser" in process.stdout.readline()
        assert process.stdout.readline() == "started\n"
        started = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.communicate()

    assert process.returncode == 130
    assert time.monotonic() - started < 10


def test_a_terminated_run_takes_its_job_along(
    project: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    finish_environment(project)
    write_demo(project, "import os, time\nprint(os.getpid(), flush=True)\ntime.sleep(20)\n")

    with subprocess.Popen(
        [sys.executable, str(project / "run.py"), "demo"],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        job = int(process.stdout.readline())
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.communicate()

    assert process.returncode == 143
    assert time.monotonic() - started < 10
    with pytest.raises(ProcessLookupError):
        os.kill(job, 0)
