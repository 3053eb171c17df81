"""Steps that state two things in one."""

from functools import cache, lru_cache

from storycontract.contract.step import Step, StepKind
from storycontract.lint.lexicon import load_lexicon
from storycontract.lint.prose import KEPT_TEXTS, LITERAL, Prose, Span, read_prose
from storycontract.lint.word_forms import VerbForm, load_verbs

_PRONOUNS = frozenset({"i", "we", "he", "she", "it", "they"})
_REACH = 5


def find_second_statement(step: Step, language: str) -> str | None:
    """Find the joint and the words behind it that start a second action or a second expectation."""
    return _find_second_statement(step.text, step.kind, language)


@lru_cache(maxsize=KEPT_TEXTS)
def _find_second_statement(text: str, kind: StepKind, language: str) -> str | None:
    prose = read_prose(text)
    lexicon = load_lexicon(language)
    joints = lexicon.word_set("conjunctions") | lexicon.word_set("contrasts")
    if joints.isdisjoint(prose.words):
        return None
    opened = lexicon.word_set("subordinators")
    main = _find_main_verb(prose)
    for index, word in enumerate(prose.words):
        if word in opened and not _is_closed(prose, index):
            return None
        if index and word in joints and _starts_statement(prose, index, main, kind):
            return prose.quote(Span(index, min(index + 3, len(prose.words))))
    return None


def _is_closed(prose: Prose, index: int) -> bool:
    # `with` and `for` before a literal give a value; what follows is again the main clause.
    return prose.words[index] in {
        "with",
        "for",
        "by",
        "as",
        "so",
        "since",
        "after",
        "before",
        "during",
        "without",
        "once",
        "what",
        "how",
    }


def _find_main_verb(prose: Prose) -> tuple[int, VerbForm] | None:
    for index, word in enumerate(prose.words):
        known = _load_forms().get(word)
        if known and _is_verb(prose, index, known):
            return index, known
    return None


def _is_verb(prose: Prose, index: int, form: VerbForm) -> bool:
    before = prose.words[index - 1] if index else ""
    match form:
        case VerbForm.BASE:
            return index == 0 or before in {"i", "we", "they", "to", "should", "can", "must", "will", "not"}
        case VerbForm.THIRD_PERSON:
            # A plural noun looks like it: it follows a subject, and is followed by an object.
            return 0 < index <= _REACH and before not in _NOUN_SIGNS
        case _:
            return before in {"i", "we", "he", "she", "they", "user", "customer"}


_NOUN_SIGNS = frozenset(
    {
        "the",
        "a",
        "an",
        "of",
        "no",
        "my",
        "all",
        "any",
        "and",
        "with",
        "these",
        "those",
        "their",
        "some",
        "in",
        "to",
        "for",
        "have",
        "has",
        "by",
        "from",
        "on",
        LITERAL,
    }
)


def _starts_statement(prose: Prose, joint: int, main: tuple[int, VerbForm] | None, kind: StepKind) -> bool:
    words = prose.words
    behind = joint + 1
    while behind < len(words) and words[behind] in {"then", "also", "immediately", "again"}:
        behind += 1
    if behind >= len(words):
        return False
    if words[behind] in _PRONOUNS and behind + 1 < len(words):
        return joint > 1
    if kind is StepKind.OUTCOME and _states_expectation(words, behind):
        return True
    if main is None or main[0] > joint:
        return False
    return _is_same_form(prose, behind, main[1])


def _states_expectation(words: tuple[str, ...], behind: int) -> bool:
    """Tell `and the total is …`, `and should not see …`."""
    reach = words[behind : behind + _REACH]
    for place, word in enumerate(reach):
        if word in {"should", "must", "shall"}:
            return True
        if word in {"is", "are", "has", "have", "was", "were", "does", "do", "will"}:
            # `the name and the price are shown` has one verb for both.
            return word in {"is", "has", "does", "was"} and (place != 1 or reach[0] not in _OBJECTS)
        if word == LITERAL or word in load_lexicon("en").word_set("clause_limits"):
            return False
    return False


_OBJECTS = frozenset({"me", "him", "her", "them", "us", "it", "you"})


def _is_same_form(prose: Prose, behind: int, form: VerbForm) -> bool:
    word = prose.words[behind]
    verb = _load_verbs().get(word)
    if verb is None or _load_forms().get(word) is not form:
        return False
    if verb not in load_lexicon("en").word_set("noun_like_verbs") or form is VerbForm.PAST:
        return True
    follows = prose.words[behind + 1 : behind + 2]
    has_object = bool(follows) and (
        follows[0] in load_lexicon("en").word_set("determiners") or follows[0] in _PARTICLES
    )
    # `should have code "a" and name "b"` lists what there is; `I find "a" and open "b"` does two things.
    acts = prose.words[0] in _PRONOUNS or form is not VerbForm.BASE
    return has_object or (acts and follows == (LITERAL,))


_PARTICLES = frozenset({"in", "out", "on", "up", "off"})


@cache
def _load_verbs() -> dict[str, str]:
    verbs: dict[str, str] = {}
    for name in ("ui_verbs", "ui_verbs_with_label", "step_actions", "capability_verbs"):
        for word, (verb, _) in load_verbs(name).items():
            verbs.setdefault(word, verb)
    return verbs


@cache
def _load_forms() -> dict[str, VerbForm]:
    forms: dict[str, VerbForm] = {}
    for name in ("ui_verbs", "ui_verbs_with_label", "step_actions", "capability_verbs"):
        for word, (_, form) in load_verbs(name).items():
            forms.setdefault(word, form)
    return forms
