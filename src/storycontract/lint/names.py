"""What to offer where a name is not known."""

from collections.abc import Iterable


def suggest(name: str, known: Iterable[str], otherwise: str) -> str:
    """Offer the nearest known name as a clause; `otherwise` where none is near."""
    # Only a mistake pays for the import.
    from difflib import get_close_matches  # noqa: PLC0415

    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else otherwise
