"""Steps that say which controls are worked instead of what is meant."""

from functools import cache, lru_cache

from storycontract.lint.lexicon import Lexicon, load_lexicon
from storycontract.lint.prose import KEPT_TEXTS, LITERAL, Prose, Span, read_prose
from storycontract.lint.word_forms import VerbForm, load_verbs

# How far behind its verb the control stands: `press the big red button`.
_REACH = 6
# Steps stand in many scenarios word for word.
_WORKING = frozenset({VerbForm.BASE, VerbForm.THIRD_PERSON, VerbForm.PAST, VerbForm.GERUND})


@lru_cache(maxsize=KEPT_TEXTS)
def find_mechanics(text: str, language: str) -> str | None:
    """Find the words of a step that work a user interface; None where it says what is meant."""
    prose = read_prose(text)
    lexicon = load_lexicon(language)
    if language == "en":
        if _load_first_words().isdisjoint(prose.words):
            return None
        span = _find_verb(prose) or _find_verb_with_control(prose, lexicon) or _find_path(prose)
    else:
        span = lexicon.find("ui_actions", prose)
    return prose.quote(span) if span else None


def _find_verb(prose: Prose) -> Span | None:
    verbs = _load_forms("ui_verbs")
    for index in range(len(prose.words)):
        for length in (2, 1):
            if " ".join(prose.words[index : index + length]) in verbs and _is_verb_at(prose, index):
                return Span(index, min(index + length, len(prose.words)))
    return None


def _is_verb_at(prose: Prose, index: int) -> bool:
    lexicon = load_lexicon("en")
    behind = prose.words[index + 1 : index + 2]
    if behind and behind[0] in lexicon.word_set("behind_ui_nouns"):
        return False
    if index == 0:
        return behind != ()
    return prose.words[index - 1] in lexicon.word_set("before_ui_verbs") or _is_behind_subject(prose, index)


def _is_behind_subject(prose: Prose, index: int) -> bool:
    """Tell `the shop owner clicks`, `Ann clicks` and `"Ann" clicks`."""
    word, before = prose.words[index], prose.words[:index]
    is_name = index == 1 and (before == (LITERAL,) or prose.text[:1].isupper())
    is_role = index <= _LONGEST_SUBJECT and before[0] in {"the", "a", "an", "my"} and LITERAL not in before
    # `the product types` are things.
    return word.endswith(("s", "ed")) and (is_name or (is_role and word != "types"))


_LONGEST_SUBJECT = 4


def _find_verb_with_control(prose: Prose, lexicon: Lexicon) -> Span | None:
    verbs = _load_forms("ui_verbs_with_label")
    controls = lexicon.finder("ui_controls")
    for index, word in enumerate(prose.words):
        if word not in verbs or not _is_verb_at(prose, index):
            continue
        reach = range(index + 1, min(index + 1 + _REACH, len(prose.words)))
        if any(controls.measure_at(prose, place) for place in reach):
            return Span(index, index + 1)
        if (
            verbs[word] in _LABELLED
            and prose.words[index + 1 : index + 2] == (LITERAL,)
            and _is_alone(prose, index)
        ):
            return Span(index, index + 1)
    return None


# `press "Save"`, `follow "Help"`: what is quoted right behind them is the label of a control.
_LABELLED = frozenset({"press", "follow", "hit", "check", "push"})


def _is_alone(prose: Prose, index: int) -> bool:
    return index + 2 >= len(prose.words) or prose.words[index + 2] in {
        "in",
        "within",
        "on",
        "from",
        "for",
        "and",
        "at",
        "inside",
        "under",
    }


def _find_path(prose: Prose) -> Span | None:
    """Find `navigate to "/users"`, or to a URL."""
    verbs = _load_forms("navigation_verbs")
    for index, word in enumerate(prose.words):
        if word not in verbs:
            continue
        for place in range(index + 1, min(index + 4, len(prose.words))):
            if prose.words[place] == LITERAL and _is_path(prose.quote(Span(place, place + 1))):
                return Span(index, place + 1)
    return None


def _is_path(literal: str) -> bool:
    inner = literal.strip("\"'`")
    return inner.startswith(("/", "http://", "https://", "www.")) and " " not in inner


@cache
def _load_forms(name: str) -> dict[str, str]:
    return {word: verb for word, (verb, form) in load_verbs(name).items() if form in _WORKING}


@cache
def _load_first_words() -> frozenset[str]:
    """Load the words without one of which nothing is found."""
    names = ("ui_verbs", "ui_verbs_with_label", "navigation_verbs")
    return frozenset(form.partition(" ")[0] for name in names for form in _load_forms(name))
