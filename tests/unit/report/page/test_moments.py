import pytest

from storycontract.report.page.moments import say_day, say_duration, say_moment


def test_a_moment_is_said_in_utc_whatever_zone_it_came_in() -> None:
    assert say_moment("2026-11-24T05:18:09.123+02:00") == "24 Nov 2026, 03:18 UTC"


def test_a_day_is_said_without_its_hour() -> None:
    assert say_day("2026-01-03") == "3 Jan 2026"


def test_what_is_no_moment_stays_as_it_is() -> None:
    assert say_moment("yesterday") == "yesterday"
    assert say_day("") == ""


@pytest.mark.parametrize(
    ("duration_ms", "said"), [(3.4, "3 ms"), (1340, "1.3 s"), (125_000, "2 min 5 s")], ids=["ms", "s", "min"]
)
def test_a_duration_is_said_in_the_unit_people_would_use(duration_ms: float, said: str) -> None:
    assert say_duration(duration_ms) == said
