"""What the gate may be asked for, as it is typed."""

from collections.abc import Callable
from typing import Any

import pytest

from storycontract.assessment.gate_policy import Requirement, read_policy
from storycontract.errors import UsageError
from storycontract.report.stories import StoryEntry

MakeEntry = Callable[..., StoryEntry]


@pytest.mark.parametrize(
    ("typed", "requirement"),
    [
        ("all", Requirement.ALL),
        (" ALL ", Requirement.ALL),
        ("must", Requirement.MUST),
        ("@release:2.1", Requirement.EXPRESSION),
        ("not (@wip or @priority:could)", Requirement.EXPRESSION),
    ],
)
def test_a_policy_is_read(typed: str, requirement: Requirement) -> None:
    assert read_policy(typed).requirement is requirement


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("al", "--require: `al` is no policy [usage]\n  fix: did you mean `all`?"),
        ("wip", "--require: `wip` is no policy [usage]\n  fix: one of all, must, baseline, or an expression"),
        ("@a and wip", "--require: `wip` is no policy [usage]"),
        ("", "--require: `` is no policy [usage]"),
        ("@a and", "--require: `@a and` is no tag expression: "),
        ("(@a", "--require: `(@a` is no tag expression: "),
        ("@a @b", "--require: `@a @b` is no tag expression: "),
        ("baseline", "--require: `baseline` needs something to compare with [usage]"),
    ],
)
def test_what_is_no_policy_is_told(typed: str, problem: str) -> None:
    with pytest.raises(UsageError) as raised:
        read_policy(typed)

    assert str(raised.value).startswith(problem)
    assert "\n  fix: " in str(raised.value)


def test_a_base_is_for_the_baseline_alone() -> None:
    assert read_policy("baseline", base="main").base == "main"
    with pytest.raises(UsageError, match="`must` compares with nothing"):
        read_policy("must", base="main")
    with pytest.raises(UsageError, match="needs something to compare with"):
        read_policy("baseline", base=" ")


STORY: dict[str, Any] = {
    "id": "SHOP-1",
    "priority": "must",
    "release": "2.1",
    "owner": "payments",
    "tags": ("priority:must", "release:2.1", "owner:payments", "ui", "flag:new"),
}


@pytest.mark.parametrize(
    ("typed", "is_selected"),
    [
        ("all", True),
        ("must", True),
        ("@release:2.1 and @priority:must", True),
        ("@story:SHOP-1", True),
        ("@ui and @flag:new and @owner:payments", True),
        ("not @ui", False),
        ("@priority:could", False),
        ("@release:2.0", False),
        ("@release:2.1-rc", False),
        ("@release:2.1 and not @priority:must", False),
    ],
)
def test_a_story_is_selected_by_its_tags_and_by_its_metadata_in_effect(
    make_entry: MakeEntry,
    typed: str,
    is_selected: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert read_policy(typed).selects(make_entry(**STORY)) is is_selected


def test_must_is_told_by_the_priority(make_entry: MakeEntry) -> None:
    selects = read_policy("must").selects

    assert selects(make_entry(priority="must", tags=("priority:must",)))
    assert not selects(make_entry(priority="should", tags=("priority:should",)))
    assert not selects(make_entry())
