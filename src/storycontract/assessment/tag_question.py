"""Whether tags that somebody asks for mean a story; in doubt they do, for a gate must not pass one over."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from storycontract.contract.tag import PRIORITIES, SINGLE_KEYS, split_value
from storycontract.report.stories import StoryEntry

Carries = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class TagQuestion:
    """What is asked of the tags of a story; `asked` are the tags that are named, each with its `@`.

    `holds` judges by two answers for a tag: whether the story may carry it, and whether it surely does. The
    second is for what stands behind a `not`.
    """

    asked: tuple[str, ...]
    holds: Callable[[Carries, Carries], bool]

    def means(self, story: StoryEntry) -> bool:
        """Tell whether the story may be meant."""
        return self.holds(lambda tag: _may_carry(story, tag), lambda tag: _surely_carries(story, tag))

    def explain_doubt(self, story: StoryEntry) -> str | None:
        """Say why the story may be meant, where its tags as they are in effect do not say that it is."""
        tags = list_tags(story)
        if self.holds(tags.__contains__, tags.__contains__) or not self.means(story):
            return None
        keys = {_key(tag) for tag in self.asked}
        heard = dict.fromkeys(f"`{tag}`" for tag in (*_iter_tags(story), *sorted(tags)) if _key(tag) in keys)
        return f"it is asked for in doubt, since it carries {', '.join(heard)}"


def ask_expression(expression: Any) -> TagQuestion:
    """Ask a tag expression as the library has read it."""
    return TagQuestion(tuple(_iter_literals(expression)), lambda may, sure: _may_hold(expression, may, sure))


def ask_tag(tag: str) -> TagQuestion:
    """Ask for one tag."""
    return TagQuestion((tag,), lambda may, _: may(tag))


def list_tags(story: StoryEntry) -> frozenset[str]:
    """List the tags of a story, of its metadata those in effect."""
    metadata = {
        "story": (story.id,),
        "epic": (story.epic,),
        "objective": (story.objective,),
        "owner": (story.owner,),
        "priority": (story.priority,),
        "release": (story.release,),
        "sprint": (story.sprint,),
        "depends": story.depends,
        "was": story.was,
    }
    own = (tag for tag in story.tags if ":" not in tag or tag.partition(":")[0] not in metadata)
    told = (f"{key}:{value}" for key, values in metadata.items() for value in values if value)
    return frozenset(f"@{tag}" for tag in (*own, *told, *(("draft",) if story.is_draft else ())))


def _may_carry(story: StoryEntry, wanted: str) -> bool:
    carried = {tag.casefold() for tag in (*list_tags(story), *_iter_tags(story))}
    pairs = [tag.partition(":") for tag in carried]
    carried |= {f"{key}{colon}{part}" for key, colon, value in pairs for part in split_value(value)}
    return wanted.casefold() in carried or _is_unclear(story, wanted.casefold())


def _is_unclear(story: StoryEntry, wanted: str) -> bool:
    """Tell whether the story says something of a key, and nobody can tell what: it may be what is wanted."""
    key, _, value = wanted.removeprefix("@").partition(":")
    if key not in SINGLE_KEYS or (key == "priority" and value not in PRIORITIES):
        return False
    said = [tag.partition(":") for tag in map(str.casefold, story.tags)]
    values = [value for name, colon, value in said if name == key and colon]
    return any(value not in PRIORITIES if key == "priority" else not value for value in values)


def _surely_carries(story: StoryEntry, wanted: str) -> bool:
    key = _key(wanted)
    is_single = key.strip("@:") in SINGLE_KEYS
    others = {tag for tag in _iter_tags(story) if _key(tag) == key and tag != wanted}
    return wanted in list_tags(story) and not (is_single and others)


def _iter_tags(story: StoryEntry) -> Iterator[str]:
    """Give the tags as they stand, those of all that is inside the story too where they are metadata."""
    for tag in (*story.tags, *story.stray_tags):
        yield f"@{tag}"


def _key(tag: str) -> str:
    key, colon, _ = tag.casefold().partition(":")
    return f"{key}{colon}"


def _may_hold(expression: Any, may: Carries, sure: Carries) -> bool:
    # The answer may be yes: behind a `not` that is where the tag is not surely carried.
    from cucumber_tag_expressions.model import And, Literal, Not, Or  # noqa: PLC0415 - as its reader

    match expression:
        case Literal():
            return may(str(expression.name))
        case Not():
            return not _may_hold(expression.term, sure, may)
        case And():
            return all(_may_hold(term, may, sure) for term in expression.terms)
        case Or():
            return any(_may_hold(term, may, sure) for term in expression.terms)
        case _:
            raise TypeError(expression)


def _iter_literals(expression: Any) -> Iterator[str]:
    name = getattr(expression, "name", None)
    if name is not None:
        yield str(name)
    terms = getattr(expression, "terms", None) or [getattr(expression, "term", None)]
    for term in terms:
        if term is not None:
            yield from _iter_literals(term)
