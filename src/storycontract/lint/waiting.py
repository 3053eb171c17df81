"""Steps that wait for time to pass."""

from storycontract.lint.lexicon import Lexicon, load_lexicon
from storycontract.lint.prose import LITERAL, Prose, Span, read_prose

_REACH = 6
# In these a subordinate clause ends with its verb: `wenn Anna 5 Sekunden wartet`.
_VERB_LAST = frozenset({"de", "nl"})


def find_wait(text: str, language: str) -> str | None:
    """Find the words by which a step waits for a time: `wait 5 seconds`, `sleep for a moment`."""
    prose = read_prose(text)
    lexicon = load_lexicon(language)
    if language in _VERB_LAST:
        return _find_time_before_verb(prose, lexicon)
    for verb in lexicon.finder("wait_verbs").iter_spans(prose):
        for place in range(verb.end, min(verb.end + _REACH, len(prose.words))):
            word = prose.words[place]
            if word in lexicon.word_set("wait_units") or (
                word == LITERAL and _holds_unit(prose.quote(Span(place, place + 1)))
            ):
                return prose.quote(Span(verb.start, place + 1))
            if word != LITERAL and word not in lexicon.word_set("wait_filler"):
                break
    return None


def _find_time_before_verb(prose: Prose, lexicon: Lexicon) -> str | None:
    verb = lexicon.find("wait_verbs", prose)
    unit = lexicon.find("wait_units", prose)
    if verb is None or unit is None:
        return None
    return prose.quote(Span(min(verb.start, unit.start), max(verb.end, unit.end)))


def _holds_unit(literal: str) -> bool:
    return literal.lstrip("0123456789.,").strip().lower() in {"s", "ms", "sec", "min", "h"}
