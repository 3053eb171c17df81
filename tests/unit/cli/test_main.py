import subprocess
import sys
from collections.abc import Callable

import pytest
import typer

from storycontract.cli import main
from storycontract.errors import CannotDecideError


def succeed() -> None:
    """Say something."""
    typer.echo("Käse")


def answer_no() -> None:
    """Answer no."""
    raise typer.Exit(1)


def lack_evidence() -> None:
    """Find nothing to decide on."""
    raise CannotDecideError("no run recorded", fix="run pytest", where="reports/evidence")


def break_down() -> None:
    """Fail by a bug."""
    raise ZeroDivisionError


def be_interrupted() -> None:
    """Get Ctrl-C."""
    raise KeyboardInterrupt


VERBS: tuple[Callable[..., None], ...] = (succeed, answer_no, lack_evidence, break_down, be_interrupted)


@pytest.fixture(autouse=True)
def _verbs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "VERBS", VERBS)


@pytest.mark.parametrize(
    ("verb", "code"),
    [("succeed", 0), ("answer-no", 1), ("lack-evidence", 3), ("break-down", 4), ("be-interrupted", 130)],
)
def test_each_ending_has_its_exit_code(verb: str, code: int) -> None:
    assert main.run([verb]) == code


def test_a_mistake_says_where_what_and_how_to_mend_it(capsys: pytest.CaptureFixture[str]) -> None:
    main.run(["lack-evidence"])

    assert capsys.readouterr().err == "reports/evidence: no run recorded [cannot-decide]\n  fix: run pytest\n"


def test_a_bug_keeps_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    main.run(["break-down"])

    error = capsys.readouterr().err
    assert "ZeroDivisionError" in error
    assert "in break_down" in error
    assert "this is a bug in storycontract" in error


def test_an_unknown_verb_is_wrong_usage_with_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["suceed"]) == 2
    assert "Did you mean 'succeed'?" in capsys.readouterr().err


def test_an_unknown_option_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["succeed", "--loud"]) == 2
    assert "No such option: --loud" in capsys.readouterr().err


def test_no_verb_is_wrong_usage_and_shows_the_verbs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run([]) == 2
    assert "answer-no" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_shows_the_verbs_with_what_they_do(capsys: pytest.CaptureFixture[str], option: str) -> None:
    assert main.run([option]) == 0
    assert "answer-no       Answer no." in capsys.readouterr().out


def test_the_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("storycontract 0.")


def start(code: str, **variables: str) -> subprocess.Popen[str]:
    program = f"from storycontract.cli import main; {code}; main.main()"
    return subprocess.Popen(
        [sys.executable, "-c", program, "succeed"],
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_reader_who_has_seen_enough_is_no_error() -> None:
    chatter = "main.VERBS = (lambda: (print('much'), None)[1], main.init); main.VERBS[0].__name__ = 'succeed'"

    with start(chatter) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        complaint = process.stderr.read()

    assert (process.returncode, complaint) == (0, "")


def test_a_locale_of_ascii_only_breaks_nothing() -> None:
    chatter = "main.VERBS = (lambda: (print('Käse'), None)[1], main.init); main.VERBS[0].__name__ = 'succeed'"

    with start(chatter, PYTHONIOENCODING="ascii") as process:
        output, complaint = process.communicate()

    assert (process.returncode, output, complaint) == (0, "K\\xe4se\n", "")


@pytest.mark.parametrize("heavy", ["pytest", "pydantic", "rich", "gherkin", "rapidfuzz"])
def test_help_starts_without_what_only_some_verbs_need(heavy: str) -> None:
    program = (
        "import sys; from storycontract.cli import main; code = main.run(['--help']);"
        f"sys.exit(code or {heavy!r} in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False, capture_output=True).returncode == 0
