"""stories.json: its schema, its version, and how it comes to disk."""

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from storycontract.errors import CannotDecideError
from storycontract.report.stories import CaseEntry, RunEntry, StoriesDocument, StoryEntry
from storycontract.report.stories_file import load_stories, render_schema, render_stories, save_stories
from storycontract.verdict.judgement import StoryVerdict

MakeStory = Callable[..., StoryEntry]
MakeRun = Callable[..., RunEntry]
MakeDocument = Callable[..., StoriesDocument]

PUBLISHED = Path(__file__).parents[3] / "docs" / "reference" / "stories.schema.json"


@pytest.fixture
def document(
    make_document: MakeDocument, make_story: MakeStory, make_run: MakeRun, failing_case: CaseEntry
) -> StoriesDocument:
    return make_document(make_story(StoryVerdict.FAILING, cases=(failing_case,)), runs=(make_run(),))


def test_the_published_schema_is_that_of_the_document() -> None:
    # To write it anew: python -m storycontract.report.stories_schema
    assert PUBLISHED.read_text(encoding="utf-8") == render_schema()


def test_a_document_satisfies_its_schema(document: StoriesDocument) -> None:
    jsonschema.validate(json.loads(render_stories(document)), json.loads(render_schema()))


def test_what_is_saved_is_loaded(document: StoriesDocument, tmp_path: Path) -> None:
    file = tmp_path / "reports" / "stories.json"

    save_stories(document, file)

    assert load_stories(file) == document


def test_nothing_is_left_beside_the_file(document: StoriesDocument, tmp_path: Path) -> None:
    save_stories(document, tmp_path / "stories.json")
    save_stories(document, tmp_path / "stories.json")

    assert [path.name for path in tmp_path.iterdir()] == ["stories.json"]


def test_text_that_has_no_form_in_utf_8_is_written_all_the_same(
    make_document: MakeDocument, make_story: MakeStory, tmp_path: Path
) -> None:
    save_stories(make_document(make_story(title="caf\udce9")), tmp_path / "stories.json")

    assert load_stories(tmp_path / "stories.json").stories[0].title == "caf\\udce9"


def test_what_a_later_minor_version_adds_is_left_aside(document: StoriesDocument, tmp_path: Path) -> None:
    content = json.loads(render_stories(document))
    content["weather"] = content["stories"][0]["mood"] = "fine"
    (tmp_path / "stories.json").write_text(json.dumps(content))

    assert load_stories(tmp_path / "stories.json") == document


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ('{"schema_version": 2}', "has schema version 2, this storycontract knows version 1"),
        ('{"schema_version": true}', "has no `schema_version`, so it is no stories.json"),
        ("[]", "has no `schema_version`, so it is no stories.json"),
        ("{", "is no JSON"),
        ('{"schema_version": 1}', "`product`: field required"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, content: str, problem: str) -> None:
    (tmp_path / "stories.json").write_text(content)

    with pytest.raises(CannotDecideError, match=problem):
        load_stories(tmp_path / "stories.json")


def test_a_file_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CannotDecideError, match="run pytest first"):
        load_stories(tmp_path / "stories.json")


def test_a_folder_that_cannot_be_written_to_is_named(document: StoriesDocument, tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file where the folder should be")

    with pytest.raises(CannotDecideError, match="the result cannot be written"):
        save_stories(document, tmp_path / "reports" / "stories.json")
