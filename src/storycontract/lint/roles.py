"""Who a narrative speaks of."""

from functools import lru_cache

from storycontract.contract.narrative import Narrative
from storycontract.lint.lexicon import Lexicon, load_lexicon
from storycontract.lint.prose import KEPT_TEXTS, Prose, Span, read_prose

# `a user of X`: a preposition right behind the head says no more than what is used.
_USED = {
    "de": ("von", "der", "des"),
    "en": ("of", "on", "from", "at"),
    "es": ("de", "del"),
    "fr": ("de", "du"),
    "nl": ("van",),
    "pt": ("de", "do", "da"),
}
_ACRONYM_LENGTH = 4


def names_role(narrative: Narrative, language: str) -> bool:
    """Tell whether somebody is named who wants it, in the usual template or in passing."""
    if narrative.role is not None or says_in_third_person(narrative, language):
        return True
    return language == "en" and _names_person_in_passing(read_prose(narrative.text))


def names_want(narrative: Narrative, language: str) -> bool:
    """Tell whether a capability is asked for, in the first person or the third."""
    if narrative.want is not None or says_in_third_person(narrative, language):
        return True
    text = " ".join(narrative.text.split()).replace(narrative.benefit or "\0", "")
    wanted = load_lexicon(language).find("first_person_wants", read_prose(text))
    return narrative.role is not None and wanted is not None


def is_meant_as_story(narrative: Narrative, language: str) -> bool:
    """Tell whether a text says who or what of a narrative; prose may give a reason, or say that `we want`."""
    if names_role(narrative, language):
        return True
    if narrative.benefit is not None:
        return names_want(narrative, language)
    return narrative.want is not None and "we" not in narrative.text.lower().split()[:1]


def says_in_third_person(narrative: Narrative, language: str) -> bool:
    """Tell `In order to …, cashiers must be able to …`, which names who and what in words of its own."""
    if narrative.benefit is None:
        return False
    lexicon = load_lexicon(language)
    prose = read_prose(narrative.text)
    return any(
        span.start > 0 and prose.words[span.start - 1] not in lexicon.word_set("first_persons")
        for span in lexicon.finder("narrative_obligations").iter_spans(prose)
    )


def _names_person_in_passing(prose: Prose) -> bool:
    # `logging in as an admin user`
    people = load_lexicon("en").word_set("person_nouns")
    words = prose.words
    return any(
        word == "as" and words[index + 1] in {"a", "an", "the"} and people & set(words[index + 2 : index + 5])
        for index, word in enumerate(words[:-2])
    )


@lru_cache(maxsize=KEPT_TEXTS)
def find_role_head(role: str, language: str) -> tuple[str, ...]:
    """Find the words that name the role: no article, and nothing from where it is described further."""
    lexicon = load_lexicon(language)
    words = read_prose(role).words
    ends = lexicon.word_set("role_ends")
    end = next(
        (index for index, word in enumerate(words) if word in ends or not word[0].isalnum()), len(words)
    )
    return tuple(word for word in words[:end] if word not in lexicon.word_set("articles"))


@lru_cache(maxsize=KEPT_TEXTS)
def is_generic_role(role: str, language: str) -> bool:
    """Tell whether a role says nothing of who it is beyond using the product."""
    lexicon = load_lexicon(language)
    head = find_role_head(role, language)
    if not head or len(find_role_words(role)) > len(head) + 2:
        return False
    return (
        " ".join(head) in lexicon.word_set("generic_roles")
        or _is_user_of_product(head, lexicon, language)
        or _is_product_and_user(role, head, lexicon)
    )


def find_role_words(role: str) -> tuple[str, ...]:
    """Give all words of a role as written, articles included."""
    return read_prose(role).written_words


def _is_user_of_product(head: tuple[str, ...], lexicon: Lexicon, language: str) -> bool:
    longest = 5
    return (
        head[0] in lexicon.word_set("generic_role_heads")
        and len(head) <= longest
        and head[1:2] != ()
        and head[1] in _USED[language]
    )


def _is_product_and_user(role: str, head: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Tell `Acme user` from `API user`, `mobile user` and the title case of `Data Publishing User`."""
    written = find_role_words(role)[-len(head) :]
    if len(head) < 2 or written[-1] not in lexicon.word_set("generic_role_heads"):  # noqa: PLR2004 - name, user
        return False
    names = written[:-1]
    return all(
        name[0].isupper() and name.lower() not in lexicon.word_set("user_kinds") and not _is_acronym(name)
        for name in names
    )


def _is_acronym(word: str) -> bool:
    return word.isupper() and word.isalpha() and len(word) <= _ACRONYM_LENGTH


def is_system_role(role: str, language: str) -> bool:
    """Tell whether the role is the product itself, or a part of it."""
    head = find_role_head(role, language)
    return bool(head) and " ".join(head) in load_lexicon(language).word_set("system_roles")


def find_second_role(role: str, language: str) -> Span | None:
    """Find the word that joins a second role to the first."""
    prose = read_prose(role)
    end = len(find_role_head(role, language)) + 2
    return next(
        (
            span
            for span in load_lexicon(language).finder("role_joints").iter_spans(prose)
            if 0 < span.start < end
        ),
        None,
    )
