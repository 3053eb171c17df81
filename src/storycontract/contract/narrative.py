"""The narrative: who wants what, and why."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Narrative:
    """The three parts as written, white space folded; None for a part that is not said."""

    role: str | None
    want: str | None
    benefit: str | None
    text: str
