"""What the tags of a case ask of its evidence."""

import pytest

from storycontract.contract.case import Case
from storycontract.contract.location import Location


def case(*tags: str) -> Case:
    place = Location("f.feature", 3)
    return Case("s", (), tags, place, place, example=())


@pytest.mark.parametrize("tag", ["manual", "manual:by-phone"])
def test_a_manual_case_says_so(tag: str) -> None:
    assert case("slow", tag).is_manual
    assert not case("slow", f"x{tag}").is_manual


@pytest.mark.parametrize("tag", ["draft", "draft:until-June"])
def test_a_draft_says_so(tag: str) -> None:
    assert case("slow", tag).is_draft
    assert not case("slow", f"x{tag}").is_draft


def test_the_environments_are_those_of_the_tags() -> None:
    assert case("env:staging", "slow", "env:eu:live", "environment:x").environments == ("staging", "eu:live")
    assert case("slow", "env").environments == ()
