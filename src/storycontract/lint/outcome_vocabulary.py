"""Whether an outcome says anything, by its vocabulary alone: for languages whose word order is free."""

from storycontract.lint.lexicon import Lexicon, load_lexicon
from storycontract.lint.prose import Prose, Span, read_prose

_PREDICATES = ("empty_verbs", "empty_participles", "empty_states")
_SMALL = ("articles", "auxiliaries", "copulas", "modifiers", "observers", "observations", "subclause_openers")


def says_nothing(text: str, language: str) -> bool:
    """Tell whether every word is of grammar, of a generic subject or of a predicate always true."""
    prose = read_prose(text)
    lexicon = load_lexicon(language)
    if not any(word[0].isalnum() for word in prose.words):
        return not prose.has_literal
    if prose.has_literal or _is_all_of(prose, lexicon, ("placeholders",)):
        return not prose.has_literal
    has_subject = lexicon.find("generic_subjects", prose) is not None
    has_predicate = any(lexicon.find(name, prose) is not None for name in _PREDICATES)
    known = ("generic_subjects", "manner_adverbs", *_PREDICATES, *_SMALL)
    return has_subject and has_predicate and _is_all_of(prose, lexicon, known)


def _is_all_of(prose: Prose, lexicon: Lexicon, names: tuple[str, ...]) -> bool:
    index = 0
    while index < len(prose.words):
        length = max(lexicon.finder(name).measure_at(prose, index) for name in names)
        if not length and prose.words[index][0].isalnum():
            return False
        index += length or 1
    return True


def find_opinion(text: str, language: str) -> str | None:
    """Find the words of an outcome that are a matter of opinion, where no measure stands beside them."""
    prose = read_prose(text)
    lexicon = load_lexicon(language)
    if prose.has_literal or lexicon.find("measures", prose) is not None:
        return None
    span = (
        _find_at_end(prose, lexicon, "subjective_adjectives", room=0)
        or _find_at_end(prose, lexicon, "manner_adverbs", room=1)
        or _find_vague_thing(prose, lexicon)
    )
    return prose.quote(span) if span else None


def _find_at_end(prose: Prose, lexicon: Lexicon, name: str, *, room: int) -> Span | None:
    """Find a predicate at the end of a sentence that has a verb; behind an adverb may stand a participle."""
    has_verb = any(lexicon.find(verbs, prose) is not None for verbs in ("copulas", "auxiliaries"))
    spans = [span for span in lexicon.finder(name).iter_spans(prose) if span.end >= len(prose.words) - room]
    alone = name == "manner_adverbs"
    return spans[-1] if spans and spans[-1].start > 0 and (has_verb or alone) else None


def _find_vague_thing(prose: Prose, lexicon: Lexicon) -> Span | None:
    """Find `eine passende Meldung`, and `un mensaje adecuado` the other way round."""
    things = lexicon.finder("vague_nouns")
    for thing in things.iter_spans(prose):
        before = thing.start - 1
        if before >= 0 and lexicon.finder("vague_qualifiers").measure_at(prose, before) == 1:
            return Span(before, thing.end)
        if thing.end < len(prose.words) and lexicon.finder("subjective_adjectives").measure_at(
            prose, thing.end
        ):
            return Span(thing.start, thing.end + 1)
    return None
