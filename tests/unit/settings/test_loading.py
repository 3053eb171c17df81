from pathlib import Path

import pytest

from storycontract.errors import SettingsError
from storycontract.settings.loading import (
    find_project_root,
    has_settings,
    load_nearest_settings,
    load_settings,
)
from storycontract.settings.settings import UndefinedSteps


def write(folder: Path, text: str) -> Path:
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")
    return folder


def test_an_empty_table_is_enough(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, '[project]\nname = "shop"\n[tool.storycontract]\n'))

    assert (settings.product, settings.features, settings.steps) == ("shop", ("features",), ("steps",))
    assert settings.stories_file == tmp_path / "reports" / "stories.json"


def test_a_project_without_the_table_asks_for_nothing(tmp_path: Path) -> None:
    assert not has_settings(write(tmp_path, "[tool.other]\n"))
    assert find_project_root(tmp_path) is None


def test_the_nearest_folder_with_the_table_is_the_root(tmp_path: Path) -> None:
    write(tmp_path, "[tool.storycontract]\n")
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)

    assert find_project_root(inner) == tmp_path


def test_keys_are_written_with_hyphens(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, '[tool.storycontract]\nundefined-steps = "pending"\n'))

    assert settings.undefined_steps is UndefinedSteps.PENDING


@pytest.mark.parametrize(
    ("text", "problem", "fix"),
    [
        ("[tool.storycontract]\nfeature = ['x']\n", "unknown key `feature`", "did you mean `features`?"),
        ("[tool.storycontract]\nundefined_stepz = 1\n", "unknown key", "`undefined-steps`"),
        (
            "[tool.storycontract]\nundefined-steps = 'maybe'\n",
            "'fail' or 'pending'",
            "change `undefined-steps`",
        ),
        ("[tool.storycontract]\nsecrets = ['(']\n", "`(` is no regular expression", "change `secrets`"),
        (
            "[tool.storycontract]\nstory-tag = '[a-z0-9-]+'\n",
            "`[a-z0-9-]+` takes `@skip` for the id of a story",
            "change `story-tag`",
        ),
        ("[tool.storycontract]\nenvironments = []\n", "at least one entry", "change `environments`"),
        ("[tool.storycontract]\nroot = '/'\n", "`root` cannot be set", "remove it"),
        ("[tool]\nstorycontract = 3\n", "is not a table", "[tool.storycontract]"),
        ("[tool.storycontract\n", "not readable as TOML", "mend the file"),
    ],
    ids=[
        "near miss",
        "far miss",
        "other word",
        "bad pattern",
        "too wide a pattern",
        "no environment",
        "root",
        "no table",
        "no TOML",
    ],
)
def test_a_mistake_is_named_with_its_remedy(tmp_path: Path, text: str, problem: str, fix: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(write(tmp_path, text))

    assert problem in caught.value.problem
    assert fix in caught.value.fix
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("what", ["features", "reports"])
def test_a_folder_without_settings_is_a_project_where_stories_or_reports_are(
    tmp_path: Path, what: str
) -> None:
    (tmp_path / what).mkdir()

    assert load_nearest_settings(tmp_path).root == tmp_path


def test_a_folder_with_nothing_of_ours_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_nearest_settings(tmp_path)

    assert "no project" in caught.value.problem
    assert "storycontract init" in caught.value.fix
