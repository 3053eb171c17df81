"""Wording: numbers and lists as people say them."""

from collections.abc import Sequence

FILES_SHOWN = 3
CHANGED_SINCE = "; changed since: "


def count_scenarios(count: int) -> str:
    """Say `1 scenario` or `2 scenarios`."""
    return "1 scenario" if count == 1 else f"{count} scenarios"


def count_of(count: int, total: int) -> str:
    """Say which share of the scenarios of a story is meant; follows with a verb of `count`'s number."""
    if total == 1:
        return "its only scenario"
    if count == total:
        return f"all {total} scenarios"
    return f"{count} of {total} scenarios"


def join_words(words: Sequence[str]) -> str:
    """Say `a`, `a and b` or `a, b and c`."""
    if len(words) < 2:  # noqa: PLR2004 - one word needs no joint
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def name_some(names: Sequence[str]) -> str:
    """Name the first few and say how many more there are."""
    shown, left = names[:FILES_SHOWN], len(names) - FILES_SHOWN
    return ", ".join(shown) + (f" and {left} more" if left > 0 else "")
