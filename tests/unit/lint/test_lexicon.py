"""The word lists, and what tells at once that a text holds nothing of one."""

import pytest

from storycontract.lint.lexicon import KNOWN_LANGUAGES, PhraseFinder, load_lexicon


@pytest.mark.parametrize("language", KNOWN_LANGUAGES)
def test_every_phrase_of_a_list_may_be_found_and_is(language: str) -> None:
    lexicon = load_lexicon(language)

    missed = [
        (name, phrase)
        for name in lexicon.list_names()
        for phrase in lexicon.list_words(name)
        if not lexicon.finder(name).may_find(tuple(phrase.removesuffix("*").split()))
    ]

    assert missed == []


@pytest.mark.parametrize("language", KNOWN_LANGUAGES)
def test_one_word_of_every_phrase_names_all_the_others(language: str) -> None:
    lexicon = load_lexicon(language)

    missed = [
        (name, phrase)
        for name in lexicon.list_names()
        for phrase in lexicon.list_words(name)
        for words in [set(phrase.removesuffix("*").split())]
        if not any(needs <= words for word in words for needs in lexicon.finder(name).list_needs(word))
    ]

    assert missed == []


def test_a_longer_word_is_found_by_its_beginning() -> None:
    finder = PhraseFinder(["work*"])

    assert finder.may_find(("it", "worked"))
    assert list(finder.list_needs("worked")) == [frozenset()]


def test_a_phrase_is_looked_for_by_the_word_that_tells_most() -> None:
    finder = PhraseFinder(["as it should", "in the log"])

    assert list(finder.list_needs("should")) == []
    assert list(finder.list_needs("log")) == [{"in", "the"}]
    assert not finder.may_find(("the", "order", "should", "be", "in"))


def test_nothing_is_found_among_other_words() -> None:
    finder = load_lexicon("en").finder("wait_verbs")

    assert not finder.may_find(("ann", "pays"))
    assert list(finder.list_needs("pays")) == []
