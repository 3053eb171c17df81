"""`--days` and `--expires`: until when something holds."""

from datetime import date, timedelta

from storycontract.errors import UsageError


def read_last_day(
    today: date, days: int | None, expires: str | None, *, usual: int | None, longest: int
) -> date:
    """Read the last day, inclusive and in UTC; `usual` is how many days it is where nobody says.

    Raises:
        UsageError: nobody said where somebody has to, both options were given, or it is no day that may be.
    """
    if days is not None and expires is not None:
        raise UsageError("`--days` and `--expires` say the same", fix="give one of them")
    option = "--days" if expires is None else "--expires"
    count = usual if days is None else days
    if expires is not None:
        count = (_read_day(expires) - today).days
    if count is None:
        raise UsageError("it has to end some day", fix=f"add `--days N`, at most {longest}", where=option)
    if not 0 <= count <= longest:
        raise UsageError(
            "that is over already" if count < 0 else f"at most {longest} days are allowed",
            fix=f"choose a day from {today} to {today + timedelta(days=longest)}",
            where=option,
        )
    return today + timedelta(days=count)


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"`{text}` is no day", fix="write it as 2026-11-30", where="--expires") from error
