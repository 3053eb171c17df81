"""Files are mended whole or not at all, and what is called safe changes nothing that runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storycontract.assessment.lint_repair import mend, write_contents
from storycontract.assessment.lint_sources import Sources, read_sources
from storycontract.cli.main import run
from storycontract.contract.location import Location
from storycontract.errors import SetUpError
from storycontract.lint.finding import Finding, Severity
from storycontract.lint.repair import Edit, Repair

ROWS = """\
@story:SHOP-1
Feature: Pay
  Scenario Outline: Pay by card
    When Ann pays <price> EUR
    Then Ann sees "<price> EUR"
    Examples:
      | price |
      | 12    |
      | 15    |

  Scenario: Pay by voucher
    When Ann enters "XMAS"
    When Ann pays
    Then Ann sees "thank you"
"""
MENDED = ROWS.replace("When Ann pays\n", "And Ann pays\n")
FILE = Path("features/pay.feature")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    FILE.parent.mkdir()
    FILE.write_text(ROWS, encoding="utf-8")


def lint(*arguments: str) -> int:
    return run(["lint", "--select", "repeated-when-keyword", *arguments])


def test_a_safe_fix_is_made_and_the_rest_is_linted(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint("--fix") == 0
    assert FILE.read_text(encoding="utf-8") == MENDED
    assert capsys.readouterr().err == "mended 1 finding (files changed: 1)\n"


def test_a_mark_at_the_end_of_a_step_is_cut_where_somebody_asks_for_it() -> None:
    marked = ROWS.replace("Ann pays\n", "Ann pays. ;  \n")
    FILE.write_text(marked, encoding="utf-8")

    run(["lint", "--select", "trailing-punctuation", "--fix"])
    assert FILE.read_text(encoding="utf-8") == marked
    run(["lint", "--select", "trailing-punctuation", "--unsafe-fixes"])
    assert FILE.read_text(encoding="utf-8") == ROWS.replace("Ann pays\n", "Ann pays  \n")


def test_a_difference_takes_the_place_of_outputs(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint("--diff", "--output-format", "json", "--output-file", "out.json") == 2
    assert "--diff: it shows a difference, and no findings" in capsys.readouterr().err


def test_a_file_with_two_names_is_mended_once(capsys: pytest.CaptureFixture[str]) -> None:
    FILE.with_name("again.feature").symlink_to(FILE.name)

    lint("--fix")
    assert "changed meanwhile" not in capsys.readouterr().err
    assert FILE.read_text(encoding="utf-8") == MENDED
    assert FILE.with_name("again.feature").is_symlink()


def test_line_ends_and_bom_stay_as_they_are() -> None:
    FILE.write_bytes(b"\xef\xbb\xbf" + ROWS.replace("\n", "\r\n").encode())

    lint("--fix")

    assert FILE.read_bytes() == b"\xef\xbb\xbf" + MENDED.replace("\n", "\r\n").encode()


def test_a_difference_is_shown_and_nothing_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint("--diff") == 1
    assert FILE.read_text(encoding="utf-8") == ROWS
    assert capsys.readouterr().out.splitlines()[:2] == [
        "--- a/features/pay.feature",
        "+++ b/features/pay.feature",
    ]


def test_where_nothing_is_to_be_mended_the_difference_is_empty(capsys: pytest.CaptureFixture[str]) -> None:
    FILE.write_text(MENDED, encoding="utf-8")

    assert lint("--diff") == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("options", [["--diff"], ["--fix"], ["--unsafe-fixes", "--diff"]])
def test_where_nothing_is_to_be_mended_somebody_says_so(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    FILE.write_text(MENDED, encoding="utf-8")

    assert lint(*options) == 0
    assert capsys.readouterr().err == "nothing to mend\n"


def test_what_is_silenced_is_not_mended() -> None:
    comment = "  # storycontract: ignore[repeated-when-keyword] -- each step is a When of its own to us\n"
    silenced = ROWS.replace("  Scenario: Pay by v", f"{comment}  Scenario: Pay by v")
    FILE.write_text(silenced, encoding="utf-8")

    lint("--fix")

    assert FILE.read_text(encoding="utf-8") == silenced


def find_sources() -> Sources:
    return read_sources({"features/pay.feature": FILE})


class Proposals:
    """Proposes the same repairs for a number of rounds."""

    def __init__(self, *repairs: Repair, rounds: int = 1) -> None:
        self.rounds: Iterator[tuple[Repair, ...]] = iter([repairs] * rounds)

    def __call__(self, _: Sources) -> list[Finding]:
        return [
            Finding(
                rule="on-trial",
                severity=Severity.INFO,
                message="m",
                fix="f",
                location=Location("features/pay.feature", 1),
                end_column=None,
                story_ids=(),
                criterion_id=None,
                repair=repair,
            )
            for repair in next(self.rounds, ())
        ]


def edit(line: int, column: int, end_column: int, text: str, *, safe: bool) -> Repair:
    return Repair("m", (Edit(line, column, line, end_column, text),), is_safe=safe)


REWORD = (4, 10, 13, "Bob")
TITLE = (3, 21, 24, "Buy")


@pytest.mark.parametrize(
    "place",
    [pytest.param(REWORD, id="the words of a step"), pytest.param(TITLE, id="a title that an id hangs on")],
)
def test_a_safe_fix_that_would_change_what_runs_is_left_out(place: tuple[int, int, int, str]) -> None:
    mending = mend(find_sources(), Proposals(edit(*place, safe=True)), unsafe=True, story_tag=None)

    assert (mending.contents, mending.made, mending.refused) == ({}, 0, 1)


def test_the_same_change_is_made_where_unsafe_ones_are_asked_for() -> None:
    mending = mend(find_sources(), Proposals(edit(*REWORD, safe=False)), unsafe=True, story_tag=None)

    assert mending.made == 1


def test_unsafe_fixes_are_not_made_unasked() -> None:
    mending = mend(find_sources(), Proposals(edit(*REWORD, safe=False)), unsafe=False, story_tag=None)

    assert mending.contents == {}


def test_no_fix_leaves_a_file_that_cannot_be_read() -> None:
    broken = edit(2, 1, 8, "Featuer", safe=False)

    mending = mend(find_sources(), Proposals(broken), unsafe=True, story_tag=None)

    assert (mending.contents, mending.refused) == ({}, 1)


def test_one_bad_fix_does_not_take_a_good_one_along() -> None:
    comment = edit(1, 1, 1, "# a remark\n", safe=True)

    mending = mend(find_sources(), Proposals(edit(*REWORD, safe=True), comment), unsafe=False, story_tag=None)

    assert (mending.made, mending.refused) == (1, 1)
    assert mending.contents["features/pay.feature"].decode() == f"# a remark\n{ROWS}"


def test_a_safe_fix_among_unsafe_ones_is_proven_by_itself() -> None:
    sly = edit(*TITLE, safe=True)

    proposals = Proposals(edit(*REWORD, safe=False), sly, rounds=2)

    mending = mend(find_sources(), proposals, unsafe=True, story_tag=None)

    assert (mending.made, mending.refused) == (1, 1)


def test_a_file_that_changed_meanwhile_is_left_alone() -> None:
    sources = find_sources()
    FILE.write_text("Feature: Other\n", encoding="utf-8")

    with pytest.raises(SetUpError, match="changed meanwhile"):
        write_contents(sources, {"features/pay.feature": b"Feature: Mended\n"})

    assert FILE.read_text(encoding="utf-8") == "Feature: Other\n"
