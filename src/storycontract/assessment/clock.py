"""The clock: only here is it read, and everything below is told what it says."""

from datetime import UTC, datetime


def read_clock() -> datetime:
    """Read the present moment, in UTC."""
    return datetime.now(UTC)


def render_utc(moment: datetime) -> str:
    """Render a moment in UTC as all that is kept has it: ISO 8601, to the millisecond."""
    return moment.isoformat(timespec="milliseconds")


def utc_now() -> str:
    """Render the present moment."""
    return render_utc(read_clock())
