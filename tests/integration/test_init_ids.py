"""Ids for an existing tree, by the command and with the evidence there is."""

from pathlib import Path

import pytest
from tests.integration.conftest import SmallProject

from storycontract.cli import main
from storycontract.gherkin_reader.project import load_contract

PAY = """\
Feature: Pay
  As a shopper

  @smoke  # the first to run
  Scenario: By card
    Given a basket with a book
    When Ann pays
    Then the order is shown as paid

  Scenario Outline: By <way>
    Given a basket with a book
    When Ann pays
    Then the order is shown as paid
    Examples:
      | way  |
      | cash |
"""

TAGGED = (
    PAY.replace("Feature", "@story:SHOP-1\nFeature")
    .replace("@smoke ", "@smoke @ac:SHOP-1.1 ")
    .replace("  Scenario Outline", "  @ac:SHOP-1.2\n  Scenario Outline")
)


@pytest.fixture
def features(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "shop"\n[tool.storycontract]\n')
    (tmp_path / "features").mkdir()
    (tmp_path / "features" / "pay.feature").write_text(PAY)
    return tmp_path / "features"


def test_only_tags_are_added(features: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = load_contract(features.parent, ["features"])

    assert main.run(["init", "--ids", str(features.parent)]) == 0

    after = load_contract(features.parent, ["features"])
    assert (features / "pay.feature").read_text() == TAGGED
    assert [case.fingerprint for case in after.stories[0].cases] == [
        case.fingerprint for case in before.stories[0].cases
    ]
    output = capsys.readouterr().out
    assert "wrote features/pay.feature: @story:SHOP-1 @ac:SHOP-1.1 @ac:SHOP-1.2" in output
    assert "1 story and 2 criteria have an id now" in output


def test_a_second_time_there_is_nothing_to_give(features: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main.run(["init", "--ids", str(features.parent)])
    capsys.readouterr()

    assert main.run(["init", "--ids", str(features.parent)]) == 0

    assert (features / "pay.feature").read_text() == TAGGED
    assert capsys.readouterr().out == "nothing to do: everything is there\n"


def test_ids_may_begin_otherwise(features: Path) -> None:
    main.run(["init", "--ids", "--prefix", "till", str(features.parent)])

    assert "@story:till-1\nFeature" in (features / "pay.feature").read_text()


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--prefix", "till"], "--prefix: only new ids have a prefix"),
        (["--ids", "--prefix", "1 2"], "--prefix: `1 2` cannot begin an id"),
    ],
    ids=["without ids", "no id"],
)
def test_a_prefix_that_cannot_be_is_refused(
    features: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], complaint: str
) -> None:
    assert main.run(["init", *arguments, str(features.parent)]) == 2

    assert complaint in capsys.readouterr().err
    assert (features / "pay.feature").read_text() == PAY


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        ("Feature: A\n  Scenario: B\n    Given c\n    Gven d\n", "features/broken.feature:4:5"),
        ("@story:no id\nFeature: A\n", "features/broken.feature:1:"),
        ("@story:-1\nFeature: A\n", "features/broken.feature:1:1: `-1` is no story id"),
    ],
    ids=["syntax", "a space", "a malformed id"],
)
def test_a_tree_that_has_to_be_mended_first_stays_as_it_is(
    features: Path, capsys: pytest.CaptureFixture[str], broken: str, place: str
) -> None:
    (features / "broken.feature").write_text(broken)

    assert main.run(["init", "--ids", str(features.parent)]) == 2

    assert place in capsys.readouterr().err
    assert (features / "pay.feature").read_text() == PAY
    assert not (features.parent / ".gitignore").exists()


def test_a_file_under_two_names_is_refused(features: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (features / "again.feature").symlink_to(features / "pay.feature")

    assert main.run(["init", "--ids", str(features.parent)]) == 2

    assert "same file as features/again.feature" in capsys.readouterr().err


def test_features_of_an_installed_package_are_left_alone(
    features: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = features.parent / "lib" / "site-packages" / "kit"
    package.mkdir(parents=True)
    (package / "kit.feature").write_text(PAY)
    (features.parent / "pyproject.toml").write_text(
        '[project]\nname = "shop"\n[tool.storycontract]\nfeatures = ["features", "lib/site-packages/kit"]\n'
    )

    main.run(["init", "--ids", str(features.parent)])

    assert (package / "kit.feature").read_text() == PAY
    assert "it belongs to an installed package" in capsys.readouterr().out
    assert (features / "pay.feature").read_text() == TAGGED


def test_evidence_counts_on_after_ids_are_given(small_project: SmallProject) -> None:
    small_project.write("features/pay.feature", PAY)
    main.run(["init", str(small_project.root)])
    small_project.pytest("features")
    assert small_project.stories["features/pay.feature:Pay"].verdict == "done"

    main.run(["init", "--ids", str(small_project.root)])

    status = small_project.status()
    assert [(story.entry["id"], story.verdict) for story in status.values()] == [("SHOP-1", "done")]


def test_an_id_that_evidence_knows_is_not_given_again(small_project: SmallProject) -> None:
    pay = small_project.write("features/pay.feature", f"@story:SHOP-1\n{PAY}")
    small_project.pytest("features")
    pay.unlink()
    small_project.write("features/other.feature", PAY)

    main.run(["init", "--ids", str(small_project.root)])

    assert "@story:SHOP-2" in (small_project.root / "features" / "other.feature").read_text()
