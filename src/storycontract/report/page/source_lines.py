"""The lines of a feature file that tell one story, exactly as they are written."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from storycontract.report.stories import CriterionEntry, StoryEntry

_LEADING = re.compile(r"^\s*(?:[@#].*)?$")
_MISSING = "The feature file is not here any more: this is what it said when it was last read."
_DIFFERENT = "The feature file has changed since: this is what it said when it was last read."


@dataclass(frozen=True, slots=True)
class SourcePart:
    """Lines that follow one another; `first` is the number of the first, from 1."""

    first: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StorySource:
    """What a story says, part by part in the order of the file; `note` says why it is not the file itself."""

    parts: tuple[SourcePart, ...]
    note: str | None = None

    @property
    def last_line(self) -> int:
        """The number of the last line, 0 where there is none."""
        return max((part.first + len(part.lines) - 1 for part in self.parts), default=0)


class SourceReader:
    """Cuts feature files into the lines of each story."""

    def __init__(self, stories: Iterable[StoryEntry], texts: Mapping[str, str]) -> None:
        self._by_path: dict[str, list[StoryEntry]] = {}
        for story in stories:
            self._by_path.setdefault(story.path, []).append(story)
        self._texts = texts
        self._owners: dict[str, list[int]] = {}

    def read(self, story: StoryEntry) -> StorySource:
        """Read what a story says; what the document knows of it where the file says otherwise today."""
        text = self._texts.get(story.path)
        if text is None:
            return StorySource(tuple(_recall(story)), _MISSING)
        lines = split_lines(text)
        if not _is_about(story, lines):
            return StorySource(tuple(_recall(story)), _DIFFERENT)
        siblings = self._by_path.get(story.path, [story])
        if len(siblings) < 2:  # noqa: PLR2004 - alone in its file
            return StorySource((SourcePart(1, tuple(lines)),))
        if story.path not in self._owners:
            self._owners[story.path] = _assign_lines(siblings, lines)
        place = next(index for index, sibling in enumerate(siblings) if sibling is story)
        wanted = {number for number, owner in enumerate(self._owners[story.path], 1) if owner == place}
        return StorySource(tuple(_cut(lines, wanted | _list_borrowed(story, wanted, lines))))


def split_lines(text: str) -> list[str]:
    """Split a text as Gherkin counts lines; a last line that is empty is none."""
    lines = text.removeprefix("\N{BOM}").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if len(lines) > 1 and not lines[-1] else lines


def _is_about(story: StoryEntry, lines: Sequence[str]) -> bool:
    """Tell whether the file still holds what the document says, line by line."""
    named = [(criterion.line, criterion.name) for criterion in story.criteria]
    said = [
        (step.line, step.keyword)
        for criterion in story.criteria
        for case in criterion.cases[:1]
        for step in case.steps
    ]
    return all(0 < number <= len(lines) and part in lines[number - 1] for number, part in (*named, *said))


def _assign_lines(stories: Sequence[StoryEntry], lines: Sequence[str]) -> list[int]:
    """Give each line the index of the story it belongs to: that of the last thing that began before it."""
    starts: dict[int, int] = {}
    for index, story in enumerate(stories):
        starts[_walk_up(lines, story.line)] = index
        for criterion in story.criteria:
            starts.setdefault(_walk_up(lines, _find_header(criterion, lines)), index)
    owners: list[int] = []
    owner = 0
    for number in range(1, len(lines) + 1):
        owner = starts.get(number, owner)
        owners.append(owner)
    return owners


def _find_header(criterion: CriterionEntry, lines: Sequence[str]) -> int:
    """Find where the rule of a criterion begins, if it is its first; else the criterion itself."""
    if not criterion.rule:
        return criterion.line
    ending = f":{criterion.rule}".replace(" ", "")
    for number in range(criterion.line - 1, 0, -1):
        if lines[number - 1].replace(" ", "").endswith(ending):
            return number
    return criterion.line


def _walk_up(lines: Sequence[str], number: int) -> int:
    """Take the tags, comments and empty lines above along."""
    while number > 1 and _LEADING.match(lines[number - 2]):
        number -= 1
    return number


def _list_borrowed(story: StoryEntry, own: set[int], lines: Sequence[str]) -> set[int]:
    """List the lines of a Background that stands elsewhere in the file, header and tables included."""
    steps = {step.line for criterion in story.criteria for case in criterion.cases[:1] for step in case.steps}
    borrowed = steps - own
    if not borrowed:
        return set()
    last = max(borrowed)
    while last < len(lines) and lines[last].lstrip().startswith(("|", '"""', "```")):
        last += 1
    return set(range(max(1, min(borrowed) - 1), last + 1)) - own


def _cut(lines: Sequence[str], numbers: set[int]) -> Iterator[SourcePart]:
    gathered: list[int] = []
    for number in [*sorted(numbers), 0]:
        if gathered and number != gathered[-1] + 1:
            yield _trim(gathered[0], [lines[each - 1] for each in gathered])
            gathered = []
        gathered.append(number)


def _trim(first: int, lines: list[str]) -> SourcePart:
    while len(lines) > 1 and not lines[-1].strip():
        lines.pop()
    while len(lines) > 1 and not lines[0].strip():
        lines.pop(0)
        first += 1
    return SourcePart(first, tuple(lines))


def _recall(story: StoryEntry) -> Iterator[SourcePart]:
    """Say what the document knows: title, narrative, scenarios with the steps of their first case."""
    narrative = story.narrative.text if story.narrative else ""
    yield SourcePart(story.line, (story.title, *(f"  {line}" for line in narrative.splitlines())))
    for criterion in story.criteria:
        yield SourcePart(criterion.line, (f"  {criterion.name}",))
        for case in criterion.cases[:1]:
            for step in case.steps:
                table = [f"      | {' | '.join(row)} |" for row in step.table or ()]
                text = [f"      {line}" for line in (step.doc_string or "").splitlines()]
                yield SourcePart(step.line, (f"    {step.keyword} {step.text}", *table, *text))
