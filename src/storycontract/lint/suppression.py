"""Comments that silence a rule for one place, with the reason why.

`# storycontract: ignore[rule-a, rule-b] -- reason` holds for the next element and all that is in it.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from storycontract.contract.feature import Comment
from storycontract.contract.location import Location

_PRAGMA = re.compile(r"#\s*storycontract:\s*ignore\s*\[(?P<rules>[^\]]*)\](?P<rest>.*)", re.DOTALL)
_REASON = re.compile(r"\s*--\s*(?P<reason>.*\w.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One such comment; `reason` is None where none is given.

    `refused` are those of its rules that nothing silences.
    """

    rules: tuple[str, ...]
    refused: tuple[str, ...]
    reason: str | None
    location: Location


def parse_suppression(comment: Comment, structural: AbstractSet[str]) -> Suppression | None:
    """Read a comment; None where it silences nothing. `structural` names the rules that nothing silences."""
    pragma = _PRAGMA.fullmatch(comment.text)
    if pragma is None:
        return None
    names = tuple(filter(None, (name.strip() for name in pragma["rules"].split(","))))
    reason = _REASON.fullmatch(pragma["rest"])
    return Suppression(
        rules=names,
        refused=tuple(name for name in names if name in structural),
        reason=reason["reason"].strip() if reason else None,
        location=comment.location,
    )
