"""What rules over the project know of each story."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from storycontract.contract.feature import FeatureFile
from storycontract.contract.narrative import Narrative
from storycontract.contract.story import Story
from storycontract.lint.context import LintContext
from storycontract.lint.lexicon import KNOWN_LANGUAGES
from storycontract.lint.project import Fact
from storycontract.lint.prose import read_prose
from storycontract.lint.word_forms import content_stems

# Fewer words than these are alike by chance.
FEWEST_STEMS = 3
# Fewer stories than these have no usual wording yet.
ENOUGH_STORIES = 10
_NEARLY_ALL = 0.9
# They go with the word behind them, and make no template.
_SMALL = frozenset(
    {
        "a",
        "an",
        "the",
        "to",
        "be",
        "able",
        "that",
        "eine",
        "ein",
        "der",
        "die",
        "une",
        "un",
        "een",
        "uma",
        "um",
    }
)


class StoryFact(NamedTuple):
    """One story: its ids and needs, the stems of its role and want, and how its parts are introduced."""

    story_id: str
    ids: tuple[str, ...]
    title: str
    is_feature: bool
    depends: tuple[str, ...]
    stems: tuple[str, ...]
    numbers: tuple[str, ...]
    template: str


def gather_stories(file: FeatureFile, context: LintContext) -> Iterator[Fact[StoryFact]]:
    """Gather the stories of a file."""
    for story in context.stories:
        yield Fact(story.location, _read(story, file, context.language))


def _read(story: Story, file: FeatureFile, language: str) -> StoryFact:
    narrative = story.narrative
    prose = read_prose(f"{narrative.role or ''} : {narrative.want}") if narrative.want else None
    known = prose is not None and language in KNOWN_LANGUAGES
    return StoryFact(
        story_id=story.id,
        ids=(story.id, *story.metadata.was, *(criterion.id for criterion in story.criteria)),
        title=story.title,
        is_feature=file.feature is not None and file.feature.location == story.location,
        depends=story.metadata.depends,
        stems=tuple(sorted(content_stems(prose, language))) if prose and known else (),
        numbers=tuple(word for word in prose.text.split() if word.isdigit() or word == "not")
        if prose
        else (),
        template=_find_template(narrative),
    )


def _find_template(narrative: Narrative) -> str:
    """Put together the words that introduce the parts, in the order of the text."""
    text = " ".join(narrative.text.split())
    parts = [part for part in (narrative.role, narrative.want, narrative.benefit) if part]
    places = sorted((text.find(part), part) for part in parts if part in text)
    introductions: list[str] = []
    end = 0
    for start, part in places:
        words = text[end:start].strip(" ,;.").lower().split()
        introductions.append(" ".join(word for word in words if word not in _SMALL))
        end = start + len(part)
    return " … ".join(introductions)


def find_similar(facts: Sequence[Fact[StoryFact]]) -> Iterator[tuple[Fact[StoryFact], Fact[StoryFact]]]:
    """Pair stories nearly all of whose stems are the same, numbers and negation alike."""
    by_stem: dict[str, list[int]] = {}
    for index, fact in enumerate(facts):
        near = {other for stem in fact.of.stems for other in by_stem.get(stem, ())}
        for other in sorted(near):
            first = facts[other]
            if first.of.stems != fact.of.stems and _is_similar(first.of, fact.of):
                yield first, fact
                break
        for stem in fact.of.stems:
            by_stem.setdefault(stem, []).append(index)


def _is_similar(one: StoryFact, other: StoryFact) -> bool:
    first, second = set(one.stems), set(other.stems)
    return one.numbers == other.numbers and len(first & second) / len(first | second) >= _NEARLY_ALL


def find_way_back(start: str, needs: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Find a way from a story over its needs back to itself; empty where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for needed in needs.get(way[-1], ()):
            if needed == start:
                return (*way, start)
            if needed not in seen:
                seen.add(needed)
                ways.append((*way, needed))
    return ()
