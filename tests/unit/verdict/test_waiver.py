"""Waivers as they are written: what one has to say, and for how long it may hold."""

from datetime import date, timedelta
from itertools import chain, combinations
from typing import Any

import pytest
from pydantic import ValidationError

from storycontract.verdict.case_verdict import CaseVerdict
from storycontract.verdict.waiver import LONGEST_DAYS, WAIVABLE, Waiver, covers_all

PRINT = "0123456789ab"
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 20)

WRITTEN: dict[str, Any] = {
    "story": "SHOP-1",
    "criterion": "SHOP-1.1",
    "fingerprint": PRINT,
    "verdicts": ["failed"],
    "reason": "the sandbox of the bank is down",
    "owner": "payments",
    "ticket": "SHOP-99",
    "created": "2026-11-01",
    "expires": "2026-11-20",
}


def write(**given: object) -> Waiver:
    return Waiver.model_validate({**WRITTEN, **given})


@pytest.mark.parametrize("key", sorted(WRITTEN))
def test_a_waiver_has_to_say(key: str) -> None:
    with pytest.raises(ValidationError, match="missing"):
        Waiver.model_validate({name: value for name, value in WRITTEN.items() if name != key})


@pytest.mark.parametrize("key", ["story", "criterion", "reason", "owner", "ticket"])
def test_a_waiver_may_not_leave_empty(key: str) -> None:
    with pytest.raises(ValidationError, match=key):
        write(**{key: "  "})


@pytest.mark.parametrize("verdict", ["passed", "unreadable", "done", ""])
def test_nobody_can_waive(verdict: str) -> None:
    with pytest.raises(ValidationError):
        write(verdicts=[verdict])


@pytest.mark.parametrize("verdict", WAIVABLE)
def test_a_waiver_may_cover(verdict: CaseVerdict) -> None:
    assert write(verdicts=[verdict.value]).verdicts == (verdict,)


def test_a_waiver_covers_something() -> None:
    with pytest.raises(ValidationError, match="verdicts"):
        write(verdicts=[])


@pytest.mark.parametrize(
    "text", ["20261101", "1793491200", "01.11.2026", "2026-11-01T00:00:00", "2026-13-01"]
)
def test_a_day_is_written_as_a_day(text: str) -> None:
    with pytest.raises(ValidationError):
        write(created=text)


@pytest.mark.parametrize("text", ["0123456789a", "0123456789AB", "0123456789xy", "a" * 65, ""])
def test_a_fingerprint_is_one(text: str) -> None:
    with pytest.raises(ValidationError, match="fingerprint"):
        write(fingerprint=text)


def test_a_waiver_holds_for_thirty_days_at_most() -> None:
    assert write(expires=FIRST + timedelta(days=LONGEST_DAYS)).expires == date(2026, 12, 1)
    with pytest.raises(ValidationError, match="it holds for 31 days, at most 30 are allowed"):
        write(expires=FIRST + timedelta(days=LONGEST_DAYS + 1))


def test_a_waiver_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValidationError, match="before it was created"):
        write(expires="2026-10-31")


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (FIRST - timedelta(days=1), False),
        (FIRST, True),
        (LAST, True),
        (LAST + timedelta(days=1), False),
    ],
    ids=["the day before", "the first day", "the last day", "the day after"],
)
def test_a_waiver_holds_on(day: date, holds: bool) -> None:  # noqa: FBT001 - a column of the table
    assert write().holds_on(day) is holds


@pytest.mark.parametrize(
    ("given", "is_double"),
    [
        ({}, True),
        ({"fingerprint": PRINT + "cd"}, True),
        ({"verdicts": ["flaky", "failed"]}, True),
        ({"created": "2026-11-20", "expires": "2026-11-30"}, True),
        ({"created": "2026-11-21", "expires": "2026-11-30"}, False),
        ({"verdicts": ["flaky"]}, False),
        ({"fingerprint": "ba9876543210"}, False),
        ({"criterion": "SHOP-1.2"}, False),
        ({"story": "SHOP-2"}, False),
    ],
    ids=[
        "the same",
        "a longer fingerprint",
        "one verdict in common",
        "one day in common",
        "another time",
        "other verdicts",
        "another text",
        "another criterion",
        "another story",
    ],
)
def test_two_waivers_say_the_same(given: dict[str, Any], is_double: bool) -> None:  # noqa: FBT001 - as above
    assert write().overlaps(write(**given)) is is_double
    assert write(**given).overlaps(write()) is is_double


def test_waivers_cover_only_what_they_name() -> None:
    names = [CaseVerdict.PASSED, CaseVerdict.FAILED, CaseVerdict.STALE]
    subsets = list(chain.from_iterable(combinations(names, size) for size in range(4)))

    covered = [
        (there, waived)
        for there in subsets
        for waived in subsets
        if covers_all(there, waived) != all(one is CaseVerdict.PASSED or one in waived for one in there)
    ]

    assert covered == []
