"""The elements of a file by the lines they span, so that any line can be told its story."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from storycontract.contract.feature import Feature, Rule
from storycontract.contract.location import Location
from storycontract.contract.scenario import Background, Examples, Scenario
from storycontract.contract.step import Step
from storycontract.contract.story import Story


class Element(NamedTuple):
    """One element of a file: its keyword's line, and the span from its first tag to its last inner line.

    `end_line` is one past the last line, None where the element runs to the end of the file.
    """

    keyword_line: int
    first_line: int
    end_line: int | None
    story_ids: tuple[str, ...]
    criterion_id: str | None

    def spans(self, line: int) -> bool:
        """Tell whether a line belongs to the element or to one inside it."""
        return self.first_line <= line and (self.end_line is None or line < self.end_line)


@dataclass(frozen=True, slots=True)
class Outline:
    """The elements of one file in its order; a line belongs to the last element that starts above it."""

    elements: tuple[Element, ...]

    def find_element_at(self, line: int) -> Element | None:
        """Find the innermost element a line belongs to; None above the feature."""
        index = bisect_right(self.elements, line, key=lambda element: element.first_line)
        return self.elements[index - 1] if index else None

    def find_element_below(self, line: int) -> Element | None:
        """Find the next element whose keyword stands below a line."""
        index = bisect_right(self.elements, line, key=lambda element: element.keyword_line)
        return self.elements[index] if index < len(self.elements) else None

    def find_start_below(self, line: int, end: int) -> int:
        """Find the line that the next element below a line starts with; `end` where there is none."""
        element = self.find_element_below(line)
        return element.first_line if element else end


def outline_feature(feature: Feature, stories: Sequence[Story], *, in_full: bool = True) -> Outline:
    """Outline one feature; `stories` are those of its file.

    Unless it is to be `in_full`, steps and examples are left to the scenario they stand in.
    """
    return Outline(tuple(_Outliner(feature, stories, in_full=in_full).iter_feature()))


_Parent = Feature | Rule
_Owned = Scenario | Background


class _Outliner:
    """Walks a feature, knowing which story and criterion each place belongs to."""

    def __init__(self, feature: Feature, stories: Sequence[Story], *, in_full: bool) -> None:
        self.feature = feature
        self.in_full = in_full
        self.all_ids = tuple(dict.fromkeys(story.id for story in stories))
        self.story_by_place = {story.location: (story.id,) for story in stories}
        self.criterion_by_place: dict[Location, str] = {}
        for story in stories:
            for criterion in story.criteria:
                self.criterion_by_place[criterion.location] = criterion.id
                for scenario in criterion.scenarios:
                    self.story_by_place[scenario.location] = (story.id,)
                    self.criterion_by_place[scenario.location] = criterion.id

    def iter_feature(self) -> Iterator[Element]:
        feature = self.feature
        # What stands outside every story must not vanish: it bears on all stories of the file.
        owner = self.story_by_place.get(feature.location, self.all_ids)
        first_rule = _first_line(feature.rules[0]) if feature.rules else None
        yield self._element(feature, None, owner)
        yield from self._iter_children(feature, first_rule, owner)
        for index, rule in enumerate(feature.rules):
            following = feature.rules[index + 1 :]
            end = _first_line(following[0]) if following else None
            rule_owner = self.story_by_place.get(rule.location, owner)
            yield self._element(rule, end, rule_owner)
            yield from self._iter_children(rule, end, rule_owner)

    def _iter_children(self, parent: _Parent, end: int | None, owner: tuple[str, ...]) -> Iterator[Element]:
        background = (parent.background,) if parent.background else ()
        children: list[_Owned] = [*background, *parent.scenarios]
        starts = [_first_line(child) for child in children]
        for child, start, child_end in zip(children, starts, [*starts[1:], end], strict=False):
            child_owner = self._owner_of(child, parent, owner)
            criterion_id = self.criterion_by_place.get(child.location)
            yield Element(child.location.line, start, child_end, child_owner, criterion_id)
            if self.in_full:
                yield from self._iter_parts(child, child_end, child_owner, criterion_id)

    def _owner_of(self, child: _Owned, parent: _Parent, owner: tuple[str, ...]) -> tuple[str, ...]:
        if isinstance(child, Background) and isinstance(parent, Feature):
            # Its steps run before the scenarios of every rule, whichever story these belong to.
            return tuple(dict.fromkeys((*owner, *self.all_ids)))
        return self.story_by_place.get(child.location, owner)

    def _iter_parts(
        self, child: _Owned, end: int | None, owner: tuple[str, ...], criterion_id: str | None
    ) -> Iterator[Element]:
        examples = child.examples if isinstance(child, Scenario) else ()
        parts: list[Step | Examples] = [*child.steps, *examples]
        starts = [_first_line(part) for part in parts]
        for part, start, part_end in zip(parts, starts, [*starts[1:], end], strict=False):
            yield Element(part.location.line, start, part_end, owner, criterion_id)

    def _element(self, node: _Parent, end: int | None, owner: tuple[str, ...]) -> Element:
        criterion_id = self.criterion_by_place.get(node.location)
        return Element(node.location.line, _first_line(node), end, owner, criterion_id)


def _first_line(node: _Parent | _Owned | Step | Examples) -> int:
    if isinstance(node, Background | Step) or not node.tags:
        return node.location.line
    return node.tags[0].location.line
