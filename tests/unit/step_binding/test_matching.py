import re
import sys
from collections.abc import Callable

import parse  # type: ignore[import-untyped]  # its stubs come without a py.typed
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_bdd import parsers

from storycontract.contract.step import StepKind
from storycontract.step_binding.literal_prefix import find_literal_prefix, fold_case
from storycontract.step_binding.matching import StepIndex

NASTY_LETTERS = (
    "aAiI\u0131\u0130sS\u017fkK\u212aßẞµ\u03bc\u03c2\u03c3Σée\u0301\u0390\u1fd3ﬅﬆ"
    " {}()|.*+?[]^$\\09:d_\"'\n\t\ud800"
)
NASTY_TEXT = st.text(st.sampled_from(NASTY_LETTERS) | st.characters(), max_size=8)
PIECES = st.sampled_from(
    [
        *(
            "a",
            "İ",
            "i",
            "k",
            " ",
            "the ",
            "x+",
            "(a|b)",
            "|",
            "(?:s)",
            "(?i:K)",
            "(?P<n>.*)",
            ".",
            "[ab]",
            "^",
        ),
        *("$", "(?=a)", "a{2}", "ß", "(?#c)", r"\d", r"\.", r"\ ", "#", "é?", "(a)?", r"\b", "\n"),
    ]
)
FLAGS = st.sampled_from([0, re.IGNORECASE, re.VERBOSE, re.ASCII | re.IGNORECASE, re.DOTALL])
FORMAT_PIECES = st.sampled_from(
    ["the ", "İ", "i", "\u017f", "{{", "}}", "{a}", "{b:d}", "{:w}", "{c:e}", "{x[y]}", "ß"]
)


class Loose(parsers.re):
    """Matches more than its pattern says."""

    def is_matching(self, name: str) -> bool:
        return name.endswith("a")


class Quiet(parsers.parse):
    """Overrides nothing that decides."""


def compiled(make: Callable[..., parsers.StepParser], *arguments: object) -> parsers.StepParser:
    try:
        return make(*arguments)
    except Exception:  # noqa: BLE001 - no pattern at all
        return parsers.string("not a pattern")


PARSERS = st.one_of(
    NASTY_TEXT.map(parsers.string),
    st.builds(lambda pieces, flags: compiled(parsers.re, "".join(pieces), flags), st.lists(PIECES), FLAGS),
    st.builds(lambda pieces: compiled(parsers.re, "(?i)" + "".join(pieces)), st.lists(PIECES)),
    st.builds(lambda text: compiled(parsers.re, re.escape(text), re.IGNORECASE), NASTY_TEXT),
    st.builds(lambda pieces: compiled(parsers.parse, "".join(pieces)), st.lists(FORMAT_PIECES)),
    st.builds(lambda pieces: compiled(parsers.cfparse, "".join(pieces)), st.lists(FORMAT_PIECES)),
    st.builds(lambda text: compiled(Quiet, text), NASTY_TEXT),
    st.builds(lambda text: compiled(Loose, re.escape(text)), NASTY_TEXT),
)
KINDS = st.sampled_from([*StepKind, None])


def outcome_of_asking_all(
    entries: list[tuple[StepKind | None, parsers.StepParser]], kind: StepKind, text: str
) -> object:
    try:
        return [
            position
            for position, (registered, parser) in enumerate(entries)
            if registered in (None, kind) and parser.is_matching(text)
        ]
    except Exception as error:  # noqa: BLE001 - it is what is compared
        return repr(error)


def outcome_of_index(
    entries: list[tuple[StepKind | None, parsers.StepParser]], kind: StepKind, text: str
) -> object:
    index = StepIndex[int]()
    for position, (registered, parser) in enumerate(entries):
        index.add(registered, parser, position)
    try:
        return index.find_matches(kind, text)
    except Exception as error:  # noqa: BLE001 - it is what is compared
        return repr(error)


@settings(max_examples=400)
@given(
    st.lists(st.tuples(KINDS, PARSERS), max_size=12),
    st.sampled_from(StepKind),
    NASTY_TEXT | st.sampled_from(["the a", "THE i", "the \u0131", "aa", "AB", "the 7", "{", "the {a"]),
)
def test_the_index_finds_what_asking_every_parser_finds(
    entries: list[tuple[StepKind | None, parsers.StepParser]], kind: StepKind, text: str
) -> None:
    assert outcome_of_index(entries, kind, text) == outcome_of_asking_all(entries, kind, text)


@settings(max_examples=300)
@given(NASTY_TEXT, st.sampled_from([str.upper, str.lower, str.title, str.swapcase, str.casefold]))
def test_a_text_in_other_letters_is_found_wherever_the_parser_takes_it(
    text: str, change: Callable[[str], str]
) -> None:
    entries: list[tuple[StepKind | None, parsers.StepParser]] = [
        (None, compiled(parsers.parse, text)),
        (None, compiled(parsers.re, re.escape(text), re.IGNORECASE)),
        (None, compiled(parsers.re, "(?i:" + re.escape(text) + ")")),
    ]

    changed = change(text)

    assert outcome_of_index(entries, StepKind.ACTION, changed) == outcome_of_asking_all(
        entries, StepKind.ACTION, changed
    )


def test_every_letter_that_ignoring_case_equates_is_folded_alike() -> None:
    letters = "".join(map(chr, range(sys.maxunicode + 1)))
    cased = sorted({each for each in letters if each.swapcase() != each or each.casefold() != each})
    others = re.compile("[" + re.escape("".join(cased)) + "]", re.IGNORECASE).findall(letters)
    pool = "".join({*cased, *others})

    split = [
        (letter, other)
        for letter in pool
        for other in re.findall(re.escape(letter), pool, re.IGNORECASE)
        if fold_case(letter) != fold_case(other)
    ]

    assert split == []


@pytest.mark.parametrize(
    ("parser", "prefix"),
    [
        pytest.param(parsers.re(r"the (?P<n>\d+) cats"), "the ", id="group"),
        pytest.param(parsers.re(r"(the big) cat+"), "the big ca", id="literal group"),
        pytest.param(parsers.re(r"^The.*"), "the", id="anchor"),
        pytest.param(parsers.re(r"the a|my b"), "", id="alternation"),
        pytest.param(parsers.re("the cat ?", re.VERBOSE), "theca", id="verbose"),
        pytest.param(parsers.re("a?b"), "", id="optional"),
        pytest.param(parsers.parse("The cart has {n:d} items"), "the cart has ", id="format"),
        pytest.param(parsers.parse("a {{b}} {c}"), "a {b} ", id="braces"),
        pytest.param(parsers.cfparse("I see {n:d}"), "i see ", id="cfparse"),
        pytest.param(Quiet("the {n}"), "the ", id="subclass that decides nothing"),
        pytest.param(Loose("the"), "", id="subclass that decides"),
    ],
)
def test_the_prefix_is_what_every_match_begins_with(parser: parsers.StepParser, prefix: str) -> None:
    assert find_literal_prefix(parser) == prefix


def test_a_parser_that_was_given_its_own_is_matching_is_always_asked() -> None:
    parser = parsers.string("something else")
    parser.is_matching = lambda name: name == "anything"  # type: ignore[method-assign]  # what users do
    index = StepIndex[str]()
    index.add(None, parser, "patched")

    assert index.find_matches(StepKind.ACTION, "anything") == ["patched"]


def test_a_format_that_never_compiles_raises_for_every_text() -> None:
    index = StepIndex[str]()
    index.add(None, parsers.parse("the {x[y z]}"), "broken")

    with pytest.raises(NotImplementedError):
        index.find_matches(StepKind.ACTION, "unlike it")


def test_a_format_reader_with_its_own_parse_is_always_asked() -> None:
    class Anything(parse.Parser):  # type: ignore[misc]  # parse is untyped
        def parse(self, string: str, *_: object) -> object:
            return string

    parser = parsers.parse("the {n}")
    parser.parser = Anything("the {n}")
    index = StepIndex[str]()
    index.add(None, parser, "loose")

    assert index.find_matches(StepKind.ACTION, "unlike it") == ["loose"]


def test_an_exact_text_is_found_without_asking_the_others() -> None:
    index = StepIndex[int]()
    for number in range(100):
        index.add(StepKind.ACTION, parsers.string(f"step {number}"), number)
        index.add(StepKind.ACTION, parsers.re(rf"part{number:03}: .*"), -number)

    candidates = index.find_candidates(StepKind.ACTION, "part042: x")

    assert [entry.payload for entry in candidates] == [-42]


def test_a_short_text_is_found_once_where_longer_beginnings_exist() -> None:
    index = StepIndex[str]()
    index.add(None, parsers.re("the cat.*"), "short")
    index.add(None, parsers.re("the cat and the dog.*"), "long")

    assert index.find_matches(StepKind.ACTION, "the cat") == ["short"]
