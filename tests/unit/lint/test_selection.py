"""Which rules run."""

from collections.abc import Iterator

import pytest

from storycontract.contract.step import Step
from storycontract.errors import UsageError
from storycontract.lint.finding import Severity
from storycontract.lint.rule import LintRule, Profile, Violation, rule
from storycontract.lint.selection import Selection, find_rule, select_rules


def make_rule(name: str, *profiles: Profile, aliases: tuple[str, ...] = ()) -> LintRule:
    @rule(
        name=name,
        checks=Step,
        severity=Severity.INFO,
        since="0.1",
        problem="p",
        why="w",
        fix="f",
        breaks="",
        keeps="",
        profiles=profiles,
        aliases=aliases,
    )
    def check(step: Step) -> Iterator[Violation]:
        yield Violation(at=step.location)

    return check


RULES = (
    make_rule("must-do", Profile.READY),
    make_rule("should-do", Profile.RECOMMENDED, aliases=("ought-to-do",)),
    make_rule("could-do", Profile.STRICT),
    make_rule("by-request"),
)


def names(selection: Selection) -> list[str]:
    return [rule.name for rule in select_rules(RULES, selection)]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        pytest.param(Selection(profile=Profile.READY), ["must-do"], id="the narrowest profile"),
        pytest.param(Selection(), ["must-do", "should-do"], id="the default profile"),
        pytest.param(
            Selection(profile=Profile.STRICT), ["must-do", "should-do", "could-do"], id="the widest profile"
        ),
        pytest.param(Selection(only=("by-request",)), ["by-request"], id="names in place of a profile"),
        pytest.param(
            Selection(extra=("by-request",)), ["must-do", "should-do", "by-request"], id="names beside it"
        ),
        pytest.param(Selection(ignore=("must-do",)), ["should-do"], id="names taken away"),
        pytest.param(Selection(only=("must-do",), ignore=("must-do",)), [], id="taking away wins"),
        pytest.param(
            Selection(profile=Profile.READY, ready=("could-do",)),
            ["must-do", "could-do"],
            id="what a team adds to the profile",
        ),
        pytest.param(Selection(only=("ought-to-do",)), ["should-do"], id="a name it once had"),
    ],
)
def test_rules_are_selected_by_profile_and_name(selection: Selection, expected: list[str]) -> None:
    assert names(selection) == expected


def test_an_unknown_name_is_an_error_that_offers_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        find_rule(RULES, "shuold-do", where="--select")

    assert str(caught.value) == (
        "--select: there is no rule `shuold-do` [usage]\n  fix: did you mean `should-do`?"
    )


def test_a_name_like_no_other_is_sent_to_the_list() -> None:
    with pytest.raises(UsageError, match="storycontract rules"):
        find_rule(RULES, "xyzzy")
