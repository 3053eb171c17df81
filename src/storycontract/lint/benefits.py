"""Whether the benefit of a narrative is anything beyond what the narrative asks for."""

from collections.abc import Set as AbstractSet
from functools import cache
from typing import NamedTuple

from storycontract.contract.narrative import Narrative
from storycontract.lint.lexicon import load_lexicon
from storycontract.lint.prose import Prose, read_prose
from storycontract.lint.word_forms import content_concepts, find_concept, load_verbs

_MOSTLY = 0.75
_HALF = 0.5
_SOME = 0.4
_FEW = 2
# The subject of a benefit is done by then: `my regular customers can …`.
_LONGEST_SUBJECT = 5


class _Vocabulary(NamedTuple):
    """Words by which benefits are read, each as its concept."""

    follow_up: frozenset[str]
    handling: frozenset[str]
    surroundings: frozenset[str]
    persons: frozenset[str]
    anybody: frozenset[str]
    gains: frozenset[str]
    verbs: frozenset[str]


@cache
def _load_vocabulary(language: str) -> _Vocabulary:
    lexicon = load_lexicon(language)

    def concepts(*names: str) -> frozenset[str]:
        return frozenset(find_concept(word, language) for name in names for word in lexicon.list_words(name))

    return _Vocabulary(
        follow_up=concepts("follow_up_verbs"),
        handling=concepts("handling_verbs"),
        surroundings=concepts("surroundings"),
        persons=concepts("person_nouns"),
        anybody=concepts("generic_roles"),
        gains=concepts("gains"),
        verbs=frozenset(load_verbs("capability_verbs"))
        if language == "en"
        else lexicon.word_set("capability_verbs"),
    )


class _Part(NamedTuple):
    """A part of a narrative, with the concepts of its words."""

    prose: Prose
    concepts: frozenset[str]


def restates_want(narrative: Narrative, title: str, language: str) -> bool:
    """Tell whether the benefit names nothing that the want and the title do not name already.

    To do something else with the same thing is no benefit either: `so that I can view them`.
    """
    if not narrative.benefit or not narrative.want:
        return False
    benefit, want = _read_part(narrative.benefit, language), _read_part(narrative.want, language)
    role = _read_part(narrative.role or "", language).concepts
    named = _read_part(title, language).concepts
    if (
        (benefit.concepts & _load_vocabulary(language).gains) - want.concepts
        or _speaks_of_gain(benefit.prose, want.prose, language)
        or _is_denied(benefit.prose, want.prose, language)
        or _serves_others(benefit.prose, want.concepts | role, language)
        or _does_another_thing(benefit.prose, want.concepts | named, language)
    ):
        return False
    return _repeats_action(benefit, want, language) or _stays_with_thing(benefit, want, role, named, language)


def _read_part(text: str, language: str) -> _Part:
    prose = read_prose(text)
    return _Part(prose, content_concepts(prose, language))


def _repeats_action(benefit: _Part, want: _Part, language: str) -> bool:
    """Tell whether most of a benefit's words, or half of them behind the same verb, are those of the want."""
    words = _load_vocabulary(language)
    told = benefit.concepts - words.follow_up
    if told and _share(told, want.concepts) >= _MOSTLY:
        return True
    weighty = benefit.concepts - words.surroundings
    is_same = bool(weighty) and _does_the_same(benefit.prose, want.prose, language)
    return is_same and _share(weighty, want.concepts) > _HALF


def _stays_with_thing(
    benefit: _Part, want: _Part, role: AbstractSet[str], named: AbstractSet[str], language: str
) -> bool:
    """Tell whether the benefit is to have, to see or to handle the very thing that the want is about."""
    words = _load_vocabulary(language)
    pronouns = _load_pronouns(language)
    told = benefit.concepts - words.follow_up
    handling = words.handling - want.concepts
    things = told - handling - words.surroundings - words.anybody
    if things:
        # The title tells what `it` is; but what the title alone names is no want.
        has_it = not pronouns.isdisjoint(want.prose.words)
        is_wanted = has_it or _share(things, want.concepts | role) >= _SOME or told <= named
        return is_wanted and _share(things, want.concepts | role | named) >= _MOSTLY
    # Nothing but verbs: what they are about is what the want is about.
    if not told:
        return True
    has_pronoun = not pronouns.isdisjoint(benefit.prose.words)
    is_about_it = bool(told & words.surroundings & (want.concepts | named)) or (
        len(told) <= _FEW and has_pronoun
    )
    return bool(benefit.concepts & handling) and is_about_it


def _share(told: AbstractSet[str], known: AbstractSet[str]) -> float:
    return len(told & known) / len(told)


def _speaks_of_gain(benefit: Prose, want: Prose, language: str) -> bool:
    """Tell whether the benefit is that somebody has what is needed: `I find what I need`, `I own it`."""
    finder = load_lexicon(language).finder("gain_phrases")
    return any(finder.iter_spans(benefit)) and not any(finder.iter_spans(want))


def _is_denied(benefit: Prose, want: Prose, language: str) -> bool:
    """Tell whether the benefit is that something is not so, which the want does not say."""
    negations = load_lexicon(language).word_set("negatives")
    return not negations.isdisjoint(benefit.words) and negations.isdisjoint(want.words)


def _serves_others(benefit: Prose, known: AbstractSet[str], language: str) -> bool:
    """Tell whether somebody else than who asks can do something by it: `so that visitors can see it`."""
    lexicon = load_lexicon(language)
    words = _load_vocabulary(language)
    for word in benefit.words[:_LONGEST_SUBJECT]:
        if word in lexicon.word_set("first_persons") or word in lexicon.word_set("auxiliaries"):
            return False
        concept = find_concept(word, language)
        if concept in words.persons | words.anybody and concept not in known:
            return True
    return False


def _does_another_thing(benefit: Prose, wanted: AbstractSet[str], language: str) -> bool:
    """Tell whether the benefit starts with a verb that is neither the want's nor one of mere handling."""
    words = _load_vocabulary(language)
    first = _find_first_word(benefit, language)
    known = wanted | words.handling | words.follow_up | words.surroundings
    return first in words.verbs and find_concept(first, language) not in known


def _does_the_same(benefit: Prose, want: Prose, language: str) -> bool:
    """Tell whether both start with verbs of one meaning: `delete a book`, `remove the books of the shop`."""
    first = _find_first_word(benefit, language)
    wanted = _find_first_word(want, language)
    is_verb = first in _load_vocabulary(language).verbs
    return is_verb and find_concept(first, language) == find_concept(wanted, language)


def _find_first_word(prose: Prose, language: str) -> str:
    lexicon = load_lexicon(language)
    idle = lexicon.word_set("function_words") | lexicon.word_set("want_fillers")
    return next((word for word in prose.words if word not in idle), "")


def points_back_at_benefit(narrative: Narrative, language: str) -> bool:
    """Tell whether the want only says how the benefit before it is reached: `I want to set it in …`."""
    if not narrative.benefit or not narrative.want:
        return False
    if narrative.text.find(narrative.benefit[:20]) >= narrative.text.find(narrative.want[:20]):
        return False
    lexicon = load_lexicon(language)
    words = read_prose(narrative.want).words
    fillers = lexicon.word_set("want_fillers")
    start = next((index for index, word in enumerate(words) if word not in fillers), len(words))
    # It stands behind the verb, or before it: `set it`, `ihn einstellen`.
    return not _load_pronouns(language).isdisjoint(words[start : start + 2])


@cache
def _load_pronouns(language: str) -> frozenset[str]:
    lexicon = load_lexicon(language)
    pronouns = lexicon.word_set("loose_pronouns")
    # `les` and `los` are articles far more often.
    return pronouns if language == "en" else pronouns - lexicon.word_set("articles")
