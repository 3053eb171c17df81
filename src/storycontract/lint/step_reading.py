"""What a step reads as, whatever keyword stands before it."""

from functools import cache, lru_cache

from storycontract.contract.step import Step, StepKind
from storycontract.lint.lexicon import Lexicon, load_lexicon
from storycontract.lint.prose import KEPT_TEXTS, LITERAL, Prose, read_prose
from storycontract.lint.word_forms import VerbForm, load_verbs

_STAR = "*"
_LONGEST_SUBJECT = 4
# Words of steps that are programs: `* match response == …`, `* method get`.
_STAR_OUTCOMES = frozenset({"match", "status", "assert"})
_STAR_ACTIONS = frozenset({"method", "call", "click", "invoke"})


def read_kind(step: Step, language: str) -> StepKind:
    """Tell what kind of step it is; one behind `*` is what its words make of it."""
    if step.keyword != _STAR:
        return step.kind
    words = read_prose(step.text).words
    if not _STAR_OUTCOMES.isdisjoint(words[:1]) or is_assertion_worded(step.text, language):
        return StepKind.OUTCOME
    if not _STAR_ACTIONS.isdisjoint(words[:1]) or is_action_worded(step.text, language):
        return StepKind.ACTION
    return step.kind


@lru_cache(maxsize=KEPT_TEXTS)
def is_assertion_worded(text: str, language: str) -> bool:
    """Tell whether the main clause of a step says what has to be: `the total should be 5`."""
    prose = read_prose(text)
    lexicon = load_lexicon(language)
    modal = lexicon.find("assertion_modals", prose)
    if modal is None:
        return _sees_something(prose, lexicon)
    before = prose.words[: modal.start]
    return bool(before) and not lexicon.word_set("subclause_openers") & set(before)


def _sees_something(prose: Prose, lexicon: Lexicon) -> bool:
    # `And I see "Welcome"`, where nothing is done; to see a page may be to open it.
    words = prose.words
    return any(
        words[: len(phrase)] == phrase and words[len(phrase) : len(phrase) + 1] in _SEEN
        for phrase in _seeing_phrases(lexicon)
        if words[:1] == phrase[:1]
    )


_SEEN = frozenset({(LITERAL,), ("that",)})


@cache
def _seeing_phrases(lexicon: Lexicon) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in lexicon.list_words("seeing_phrases"))


@lru_cache(maxsize=KEPT_TEXTS)
def is_action_worded(text: str, language: str) -> bool:
    """Tell whether a step says what somebody does: `I close the dialog`."""
    prose = read_prose(text)
    lexicon = load_lexicon(language)
    if lexicon.find("assertion_modals", prose) is not None:
        return False
    if language != "en":
        return lexicon.find("ui_actions", prose) is not None
    return _starts_with_verb(prose) or _first_person_acts(prose) or _person_works_controls(prose, lexicon)


def _starts_with_verb(prose: Prose) -> bool:
    return bool(prose.words) and load_ui_verbs().get(prose.words[0]) is VerbForm.BASE and len(prose.words) > 1


def _first_person_acts(prose: Prose) -> bool:
    if prose.words[:1] not in {("i",), ("we",)}:
        return False
    index = 1
    while prose.words[index : index + 1] and prose.words[index] in {"then", "also", "now", "just", "again"}:
        index += 1
    return _find_verb(load_step_verbs(), prose, index) in {VerbForm.BASE, VerbForm.PAST}


def _person_works_controls(prose: Prose, lexicon: Lexicon) -> bool:
    """Tell `the customer clicks "Pay"`; what a system does is an outcome."""
    for index in range(1, min(_LONGEST_SUBJECT, len(prose.words))):
        form = _find_verb(load_ui_verbs(), prose, index)
        if form in {VerbForm.THIRD_PERSON, VerbForm.PAST} or (
            form is VerbForm.BASE and prose.words[0] == "they"
        ):
            return not lexicon.word_set("be_forms") & set(prose.words[:index])
    return False


def _find_verb(verbs: dict[str, VerbForm], prose: Prose, index: int) -> VerbForm | None:
    words = prose.words
    pair = " ".join(words[index : index + 2])
    return verbs.get(pair) or (verbs.get(words[index]) if index < len(words) else None)


@cache
def load_ui_verbs() -> dict[str, VerbForm]:
    """Load the forms of the verbs that work the controls of a user interface."""
    return _load_forms(("ui_verbs",))


@cache
def load_step_verbs() -> dict[str, VerbForm]:
    """Load the forms of the verbs that say what a person does in a step."""
    return _load_forms(("ui_verbs", "step_actions"))


def _load_forms(names: tuple[str, ...]) -> dict[str, VerbForm]:
    forms: dict[str, VerbForm] = {}
    for name in names:
        for word, (_, form) in load_verbs(name).items():
            forms.setdefault(word, form)
    return forms
