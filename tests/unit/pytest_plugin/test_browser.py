"""Real runs of pytest-playwright in a real Chromium."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

SUPPLIER = """
import pytest
from storycontract.pytest_plugin import browser

@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef, request):
    return (yield from browser.supply_browser(fixturedef, request))

def pytest_report_header(config):
    return browser.describe_browser_for_header(config)
"""
THEIR_EXECUTABLE = """
import pytest

@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {"executable_path": "/opt/theirs/chrome"}
"""
PAGE_TEST = """
def test_page(page):
    page.goto("data:text/html,<title>Hello</title>")
    assert page.title() == "Hello"
"""
Run = Callable[..., pytest.RunResult]


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run pytest with the supplier as a plugin on a machine where Playwright has no browser of its own."""
    monkeypatch.delenv("STORYCONTRACT_BROWSER", raising=False)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "no-browsers"))
    for name in ("CI", "BUILD_NUMBER"):
        # There pytest says every failure whole a second time, in its summary.
        monkeypatch.delenv(name, raising=False)
    pytester.makepyfile(supplier=SUPPLIER)

    def run_pytest(*arguments: str) -> pytest.RunResult:
        return pytester.runpytest_subprocess("-p", "supplier", "-p", "no:storycontract", *arguments)

    return run_pytest


@pytest.fixture
def chromium() -> str:
    path = shutil.which("chromium")
    assert path, "these tests need a Chromium on PATH"
    return path


def leave_path_without_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))


def test_a_page_opens_in_the_systems_browser(pytester: pytest.Pytester, run: Run, chromium: str) -> None:
    pytester.makepyfile(PAGE_TEST)

    result = run()

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines([f"browser: {chromium}, found on PATH"])


def test_arguments_of_a_project_are_kept(pytester: pytest.Pytester, run: Run, chromium: str) -> None:
    assert chromium
    pytester.makeconftest("""
        import pytest

        @pytest.fixture(scope="session")
        def browser_type_launch_args(browser_type_launch_args):
            return {**browser_type_launch_args, "args": ["--user-agent=Bookworm"]}
    """)
    pytester.makepyfile("""
        def test_page(page):
            assert page.evaluate("navigator.userAgent") == "Bookworm"
    """)

    run().assert_outcomes(passed=1)


def test_an_executable_named_by_a_project_is_kept(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makeconftest(THEIR_EXECUTABLE)
    pytester.makepyfile(PAGE_TEST)

    result = run()

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*executable doesn't exist at /opt/theirs/chrome*"])


def test_a_channel_is_kept(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile("""
        def test_arguments(browser_type_launch_args):
            assert browser_type_launch_args == {"channel": "msedge"}
    """)

    result = run("--browser-channel", "msedge")

    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["browser: channel `msedge`, found by Playwright"])


def test_the_variable_wins_over_a_channel_and_over_an_executable(
    pytester: pytest.Pytester, run: Run, chromium: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORYCONTRACT_BROWSER", chromium)
    pytester.makeconftest(THEIR_EXECUTABLE)
    pytester.makepyfile(f"""
        def test_arguments(browser_type_launch_args):
            assert browser_type_launch_args["executable_path"] == "{chromium}"
    """)

    run("--browser-channel", "msedge").assert_outcomes(passed=1)


def test_a_wrong_variable_fails_every_test_and_says_why(
    pytester: pytest.Pytester, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORYCONTRACT_BROWSER", "/opt/nowhere")
    pytester.makepyfile(PAGE_TEST + "def test_other(page): pass")

    result = run()

    result.assert_outcomes(errors=2)
    assert result.stdout.str().count("STORYCONTRACT_BROWSER: `/opt/nowhere` is no program") == 3


def test_without_a_browser_every_test_names_the_fixes(
    pytester: pytest.Pytester, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    leave_path_without_browser(monkeypatch, tmp_path)
    pytester.makepyfile(PAGE_TEST + "def test_other(page): pass")

    result = run()

    result.assert_outcomes(errors=2)
    result.stdout.fnmatch_lines(["browser: no browser found (`storycontract doctor` helps)"])
    assert result.stdout.str().count("fix: run `playwright install chromium-headless-shell`") == 2


def test_another_engine_is_never_started_from_a_chromium(
    pytester: pytest.Pytester, run: Run, chromium: str
) -> None:
    pytester.makepyfile(PAGE_TEST)

    result = run("--browser", "chromium", "--browser", "firefox")

    result.assert_outcomes(passed=1, errors=1)
    result.stdout.fnmatch_lines(["*Executable doesn't exist at *no-browsers/firefox*"])
    result.stdout.no_fnmatch_line(f"*launch*{chromium}*")


def test_another_engine_alone_gets_no_header(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile("def test_arguments(browser_type_launch_args): assert browser_type_launch_args == {}")

    result = run("--browser", "firefox")

    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("browser:*")


def test_without_pytest_playwright_nothing_happens(pytester: pytest.Pytester, run: Run) -> None:
    pytester.makepyfile("def test_nothing(): pass")

    result = run("-p", "no:playwright")

    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("browser:*")


def test_a_page_opens_in_a_worker_too(pytester: pytest.Pytester, run: Run, chromium: str) -> None:
    assert chromium
    pytester.makepyfile(PAGE_TEST)

    run("-n", "1").assert_outcomes(passed=1)
