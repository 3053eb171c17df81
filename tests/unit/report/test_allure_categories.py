"""Categories: patterns that both Allures read."""

import re

import pytest

from storycontract.report.allure_categories import Category, say_reason


def test_allure_3_finds_a_category_by_labels_and_nothing_like_them() -> None:
    rendered = Category("Not proven: not run", "broken", labels={"reason": "not-run"}).render()

    assert rendered["matchers"] == {"statuses": ["broken"], "labels": {"reason": r"^not\-run$"}}


@pytest.mark.parametrize(
    ("message", "fits"),
    [
        ("Not proven: 1 scenario [a.b] is off", True),
        ("Not proven: 1 scenario [a.b] is off\n  When x\n  f.feature:1", True),
        ("Not proven: 1 scenario [a.b] is off in staging", False),
        ("Not proven: 1 scenario aXb is off", False),
    ],
)
def test_allure_2_finds_a_category_by_whole_first_lines(message: str, fits: bool) -> None:  # noqa: FBT001
    category = Category("c", "broken", first_lines=("other", "Not proven: 1 scenario [a.b] is off"))
    pattern = str(category.render_for_allure_2()["messageRegex"])

    assert bool(re.fullmatch(pattern, message)) is fits


def test_a_kind_of_reason_is_said_in_words() -> None:
    assert say_reason("not-run") == "scenario not run"
    assert say_reason("feature-without-scenarios") == "feature without scenarios"
