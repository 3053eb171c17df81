"""What is told at GitHub without being asked for."""

from collections.abc import Callable
from pathlib import Path

import pytest

from storycontract.report.ci.github_actions import find_prefix, tell_github
from storycontract.report.stories import StoriesDocument, StoryEntry
from storycontract.verdict.judgement import StoryVerdict

MakeStory = Callable[..., StoryEntry]
MakeDocument = Callable[..., StoriesDocument]


@pytest.fixture
def document(make_document: MakeDocument, make_story: MakeStory) -> StoriesDocument:
    return make_document(make_story(StoryVerdict.FAILING))


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "temp").mkdir()
    return {
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(tmp_path),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"),
        "RUNNER_TEMP": str(tmp_path / "temp"),
    }


def tell(document: StoriesDocument, root: Path, environment: dict[str, str]) -> str:
    written: list[str] = []
    tell_github(document, root, environment, written.append, secrets=())
    return "".join(written)


def test_annotations_are_written_and_the_summary_is_appended(
    tmp_path: Path, document: StoriesDocument, environment: dict[str, str]
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# of another tool\n", encoding="utf-8")

    written = tell(document, tmp_path / "shop", environment)

    assert "::error file=shop/features/pay.feature,line=3,title=" in written
    assert summary.read_text(encoding="utf-8").startswith("# of another tool\n\n## 0 of 1 story done\n")


def test_one_answer_is_told_once_in_a_job(
    tmp_path: Path, document: StoriesDocument, environment: dict[str, str]
) -> None:
    tell(document, tmp_path, environment)
    later = document.model_copy(update={"generated_utc": "2026-11-23T11:00:00.000+00:00"})

    assert tell(later, tmp_path, environment) == ""
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").count("## ") == 1


def test_another_answer_is_told_again(
    tmp_path: Path,
    document: StoriesDocument,
    environment: dict[str, str],
    make_document: MakeDocument,
    make_story: MakeStory,
) -> None:
    tell(document, tmp_path, environment)

    assert "1 of 1 story done" in tell(make_document(make_story(StoryVerdict.DONE)), tmp_path, environment)


def test_the_summary_leaves_what_others_wrote_below_the_limit(
    tmp_path: Path, make_document: MakeDocument, make_story: MakeStory, environment: dict[str, str]
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("x" * (1024 * 1024 - 2_000), encoding="utf-8")
    stories = [make_story(StoryVerdict.FAILING, id=f"SHOP-{number}") for number in range(200)]

    tell(make_document(*stories), tmp_path, environment)

    assert summary.stat().st_size <= 1024 * 1024
    assert "more stories that are not done did not fit here." in summary.read_text(encoding="utf-8")


def test_a_summary_that_is_full_is_left_as_it_is(
    tmp_path: Path, document: StoriesDocument, environment: dict[str, str]
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("x" * (1024 * 1024 - 500), encoding="utf-8")

    written = tell(document, tmp_path, environment)

    assert written.endswith("the summary of this step is full\n")
    assert summary.stat().st_size == 1024 * 1024 - 500


def test_a_summary_that_cannot_be_written_is_said_and_stops_nothing(
    tmp_path: Path, document: StoriesDocument, environment: dict[str, str]
) -> None:
    written = tell(document, tmp_path, {**environment, "GITHUB_STEP_SUMMARY": str(tmp_path)})

    assert written.endswith("the summary of this step cannot be written: is a directory\n")


@pytest.mark.parametrize(
    ("root", "variables", "prefix"),
    [
        ("repository", {"GITHUB_WORKSPACE": "repository"}, ""),
        ("repository/shop", {"GITHUB_WORKSPACE": "repository"}, "shop/"),
        ("repository/shop", {"CI_PROJECT_DIR": "repository"}, "shop/"),
        ("elsewhere", {"GITHUB_WORKSPACE": "repository"}, ""),
        ("repository/shop", {}, ""),
    ],
    ids=["at the top", "below", "below at GitLab", "outside", "on no server"],
)
def test_paths_are_told_from_the_root_of_the_repository(
    tmp_path: Path, root: str, variables: dict[str, str], prefix: str
) -> None:
    environment = {name: str(tmp_path / folder) for name, folder in variables.items()}

    assert find_prefix(tmp_path / root, environment) == prefix
