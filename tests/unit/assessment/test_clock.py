"""The present moment, as all that is kept has it."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import storycontract
from storycontract.assessment.clock import render_utc, utc_now


def test_a_moment_has_always_milliseconds_so_that_text_stands_in_the_order_of_time() -> None:
    whole = datetime(2026, 11, 23, 10, 0, 0, tzinfo=UTC)

    assert render_utc(whole) == "2026-11-23T10:00:00.000+00:00"
    assert render_utc(whole + timedelta(microseconds=1999)) == "2026-11-23T10:00:00.001+00:00"


def test_the_present_moment_is_in_utc() -> None:
    before = datetime.now(UTC)
    now = datetime.fromisoformat(utc_now())

    assert timedelta(milliseconds=-1) < now - before < timedelta(minutes=1)
    assert now.utcoffset() == timedelta()


def test_the_clock_is_read_in_one_place() -> None:
    folder = Path(storycontract.__file__).parent
    read = re.compile(r"\b(?:datetime\.(?:now|utcnow)|date\.today|time\.time)\(")

    readers = [file.name for file in folder.rglob("*.py") if read.search(file.read_text(encoding="utf-8"))]

    assert readers == ["clock.py"]
