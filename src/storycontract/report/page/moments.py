"""Moments and durations as people read them."""

from datetime import UTC, datetime

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SECOND_MS = 1000
_MINUTE_S = 60


def say_moment(utc: str) -> str:
    """Say `24 Nov 2026, 03:18 UTC`; a text that is no moment stays as it is."""
    moment = parse_moment(utc)
    return utc if moment is None else f"{_say_date(moment)}, {moment:%H:%M} UTC"


def say_day(utc: str) -> str:
    """Say `24 Nov 2026`; a text that is no moment stays as it is."""
    moment = parse_moment(utc)
    return utc if moment is None else _say_date(moment)


def parse_moment(utc: str) -> datetime | None:
    """Parse ISO 8601; None where it is something else."""
    try:
        moment = datetime.fromisoformat(utc)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def say_duration(duration_ms: float) -> str:
    """Say `340 ms`, `4.3 s` or `2 min 5 s`."""
    if duration_ms < _SECOND_MS:
        return f"{duration_ms:.0f} ms"
    seconds = duration_ms / _SECOND_MS
    if seconds < _MINUTE_S:
        return f"{seconds:.1f} s"
    return f"{int(seconds // _MINUTE_S)} min {int(seconds % _MINUTE_S)} s"


def _say_date(moment: datetime) -> str:
    # Not strftime's month, which follows the locale of the machine.
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
