"""Comments that silence a rule for one place, with the reason why.

- `# storycontract: ignore[rule-a, rule-b] -- reason` holds for the next element and all that is in it.
- `ignore-start[…] -- reason` holds from its line to the next `ignore-end` of the same rules, or to the end.
- `ignore-file[…] -- reason` holds for the whole file.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from storycontract.contract.feature import Comment
from storycontract.contract.location import Location
from storycontract.lint.outline import Outline

_PRAGMA = re.compile(
    r"#\s*storycontract:\s*(?P<verb>ignore(?:-start|-end|-file)?)\s*\[(?P<rules>[^\]]*)\](?P<rest>.*)",
    re.DOTALL,
)
_ADDRESSED = re.compile(r"#\s*storycontract\s*:.*", re.DOTALL)
_REASON = re.compile(r"\s*--\s*(?P<reason>.*\w.*)", re.DOTALL)
_END = "ignore-end"


@dataclass(frozen=True, slots=True)
class Suppression:
    """One such comment; `reason` is None where none is given, and then it silences nothing.

    It holds from `first_line` to the line before `end_line`, None for the end of the file; for none where
    the two are alike. `refused` are those of its rules that nothing silences, `unused` those that it hid
    nothing of, `unknown` those that are no rule's name. One that starts like a suppression and is none is not
    understood; where it has rules, it ends what nothing started.
    """

    rules: tuple[str, ...]
    refused: tuple[str, ...]
    reason: str | None
    location: Location
    first_line: int = 0
    end_line: int | None = 0
    unused: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    is_understood: bool = True

    def spans(self, line: int) -> bool:
        """Tell whether it holds for a line."""
        return self.first_line <= line and (self.end_line is None or line < self.end_line)

    def silences(self, rule: str, line: int) -> bool:
        """Tell whether it silences what a rule says about a line."""
        return self.reason is not None and rule in self.rules and self.spans(line)


def has_pragmas(comments: Sequence[Comment]) -> bool:
    """Tell whether any of some comments speaks to the linter."""
    return any(_ADDRESSED.fullmatch(comment.text) for comment in comments)


def parse_suppressions(
    comments: Sequence[Comment], outline: Outline, structural: AbstractSet[str]
) -> tuple[Suppression, ...]:
    """Read the comments of a file that silence something, in its order.

    `structural` names the rules that nothing silences.
    """
    pragmas = [(comment, match) for comment in comments if (match := _PRAGMA.fullmatch(comment.text))]
    understood = {comment for comment, _ in pragmas}
    found = [
        _place(_read(comment, match, structural), match["verb"], outline, _later_ends(pragmas[index + 1 :]))
        for index, (comment, match) in enumerate(pragmas)
        if match["verb"] != _END
    ]
    found += [
        Suppression((), (), None, comment.location, is_understood=False)
        for comment in comments
        if comment not in understood and _ADDRESSED.fullmatch(comment.text)
    ]
    found += _find_loose_ends(pragmas)
    return tuple(sorted(found, key=lambda suppression: suppression.location))


_Pragma = tuple[Comment, re.Match[str]]


def _read(comment: Comment, pragma: re.Match[str], structural: AbstractSet[str]) -> Suppression:
    names = _names(pragma)
    reason = _REASON.fullmatch(pragma["rest"])
    return Suppression(
        rules=names,
        refused=tuple(name for name in names if name in structural),
        reason=reason["reason"].strip() if reason else None,
        location=comment.location,
    )


def _names(pragma: re.Match[str]) -> tuple[str, ...]:
    return tuple(filter(None, (name.strip() for name in pragma["rules"].split(","))))


def _later_ends(pragmas: Sequence[_Pragma]) -> list[tuple[int, frozenset[str]]]:
    return [
        (comment.location.line, frozenset(_names(match)))
        for comment, match in pragmas
        if match["verb"] == _END
    ]


def _find_loose_ends(pragmas: Sequence[_Pragma]) -> list[Suppression]:
    """Find the ends of regions that nothing above has started, or that ended before."""
    started: list[frozenset[str]] = []
    loose: list[Suppression] = []
    for comment, match in pragmas:
        rules = frozenset(_names(match))
        if match["verb"] == "ignore-start":
            started.append(rules)
        elif match["verb"] == _END:
            running = [each for each in started if not each <= rules]
            if len(running) == len(started):
                loose.append(Suppression(_names(match), (), None, comment.location, is_understood=False))
            started = running
    return loose


def _place(
    suppression: Suppression, verb: str, outline: Outline, ends: Sequence[tuple[int, frozenset[str]]]
) -> Suppression:
    line = suppression.location.line
    match verb:
        case "ignore-file":
            return replace(suppression, first_line=1, end_line=None)
        case "ignore-start":
            rules = frozenset(suppression.rules)
            end = next((number for number, ended in ends if rules <= ended), None)
            return replace(suppression, first_line=line, end_line=end)
        case _:
            element = outline.find_element_below(line)
            if element is None:
                return suppression
            return replace(suppression, first_line=element.first_line, end_line=element.end_line)
