"""The word lists, and the index over them."""

import pytest

from storycontract.lint.lexicon import KNOWN_LANGUAGES, ListIndex, load_lexicon


@pytest.mark.parametrize("language", KNOWN_LANGUAGES)
def test_the_index_finds_the_list_of_every_phrase(language: str) -> None:
    lexicon = load_lexicon(language)
    index = ListIndex(lexicon, lexicon.list_names())

    missed = [
        (name, phrase)
        for name in lexicon.list_names()
        for phrase in lexicon.list_words(name)
        if name not in index.find_lists(phrase.removesuffix("*").split())
    ]

    assert missed == []


def test_the_index_finds_a_longer_word_by_its_beginning() -> None:
    lexicon = load_lexicon("de")
    name, phrase = next(
        (name, phrase)
        for name in lexicon.list_names()
        for phrase in lexicon.list_words(name)
        if phrase.endswith("*")
    )

    assert name in ListIndex(lexicon, [name]).find_lists([f"{phrase[:-1]}xyz"])


def test_the_index_finds_no_list_for_other_words() -> None:
    index = ListIndex(load_lexicon("en"), ["wait_verbs"])

    assert index.find_lists(["ann", "pays"]) == frozenset()
