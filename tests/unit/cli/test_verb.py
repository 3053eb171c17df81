import re
import subprocess
import sys
from enum import StrEnum
from typing import Annotated

import pytest
import typer

from storycontract.cli import main


class Colour(StrEnum):
    RED = "red"


def paint(
    places: Annotated[list[str] | None, typer.Argument(metavar="PLACE", help="Where.")] = None,
    *,
    colour: Annotated[Colour | None, typer.Option()] = None,
    tools: Annotated[list[Colour] | None, typer.Option("--tool")] = None,
    name: Annotated[str | None, typer.Option()] = None,
    coats: Annotated[int | None, typer.Option()] = None,
) -> None:
    """Paint something."""
    typer.echo(f"{places} {colour!r} {name} {coats}{tools or ''}")


def count(number: Annotated[int, typer.Argument()]) -> None:
    """Count whatever there is, in any order, and as often as you like, without ever coming to an end."""
    typer.echo(number)


@pytest.fixture(autouse=True)
def _verbs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "VERBS", (paint, count))


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ([], "None None None None\n"),
        (["a", "b"], "['a', 'b'] None None None\n"),
        (["--colour", "red", "--name", "x", "--coats", "2"], "None <Colour.RED: 'red'> x 2\n"),
    ],
)
def test_a_verb_gets_its_values_as_typer_gives_them(
    arguments: list[str], shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.run(["paint", *arguments]) == 0
    assert capsys.readouterr().out == shown


@pytest.mark.parametrize(
    "arguments", [["paint", "--coats", "two"], ["paint", "--colour", "blue"], ["count"], ["count", "x"]]
)
def test_a_wrong_or_missing_value_is_wrong_usage(arguments: list[str]) -> None:
    assert main.run(arguments) == 2


def test_a_value_that_is_no_choice_is_answered_with_the_choices_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main.run(["paint", "--colour", "blue"])

    assert "Invalid value for '--colour': 'blue' is not" in capsys.readouterr().err


def test_help_names_what_to_write_and_not_how_it_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    main.run(["paint", "--help"])

    shown = capsys.readouterr().out
    assert "Usage: storycontract paint [OPTIONS] [PLACE]...\n" in shown
    assert "  PLACE  Where.\n" in shown
    assert "list[" not in shown


def test_the_list_of_verbs_cuts_no_sentence_within_a_clause(capsys: pytest.CaptureFixture[str]) -> None:
    main.run(["--help"])

    shown = capsys.readouterr().out
    assert re.search(r"  paint +Paint something\.\n", shown)
    assert re.search(r"  count +Count whatever there is, in any order, and as often as you like\.\n", shown)
    assert "..." not in shown.partition("Commands:")[2]


def test_the_options_that_stand_before_verbs_still_act(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("storycontract ")


def test_plain_values_need_no_pydantic() -> None:
    code = (
        "import sys; from storycontract.cli.main import run; "
        "run(['explain', 'ui-mechanics']); sys.exit('pydantic' in sys.modules)"
    )

    assert (
        subprocess.run([sys.executable, "-c", code], check=False, stdout=subprocess.DEVNULL).returncode == 0
    )
