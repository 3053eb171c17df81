"""Prose to role, want and benefit, in six languages and every order people write them in."""

import pytest

from storycontract.gherkin_reader.narrative import parse_narrative

Parts = tuple[str | None, str | None, str | None]


def parts(description: str, language: str = "en") -> Parts:
    narrative = parse_narrative(description, language)
    return narrative.role, narrative.want, narrative.benefit


ENGLISH = ("night nurse", "see who is in pain", "nobody has to wait for me")
GERMAN = ("Nachtschwester", "sehen, wer Schmerzen hat", "niemand auf mich warten muss")
FRENCH = ("infirmière de nuit", "voir qui souffre", "personne ne m'attende")
SPANISH = ("enfermera de noche", "ver quién tiene dolor", "nadie me espere")
DUTCH = ("nachtzuster", "zien wie pijn heeft", "niemand op mij wacht")
PORTUGUESE = ("enfermeira da noite", "ver quem tem dores", "ninguém espere por mim")

ROLE_FIRST = {
    "en": (
        "As a night nurse\nI want to see who is in pain\nSo that nobody has to wait for me",
        ENGLISH,
    ),
    "de": (
        "Als Nachtschwester\nmöchte ich sehen, wer Schmerzen hat,\ndamit niemand auf mich warten muss.",
        GERMAN,
    ),
    "fr": (
        "En tant qu'infirmière de nuit\nJe veux voir qui souffre\nAfin que personne ne m'attende",
        FRENCH,
    ),
    "es": (
        "Como enfermera de noche\nQuiero ver quién tiene dolor\nPara que nadie me espere",
        SPANISH,
    ),
    "nl": (
        "Als nachtzuster\nwil ik zien wie pijn heeft\nzodat niemand op mij wacht",
        DUTCH,
    ),
    "pt": (
        "Como enfermeira da noite\nEu quero ver quem tem dores\nPara que ninguém espere por mim",
        PORTUGUESE,
    ),
}

BENEFIT_FIRST = {
    "en": (
        "In order that nobody has to wait for me\nAs the night nurse\nI want to see who is in pain",
        ENGLISH,
    ),
    "de": (
        "Damit niemand auf mich warten muss\nAls Nachtschwester\nMöchte ich sehen, wer Schmerzen hat",
        GERMAN,
    ),
    "fr": (
        "Pour que personne ne m'attende\nEn tant qu'infirmière de nuit\nJe souhaite voir qui souffre",
        FRENCH,
    ),
    "es": (
        "Con el fin de que nadie me espere\nComo enfermera de noche\nNecesito ver quién tiene dolor",
        SPANISH,
    ),
    "nl": (
        "Opdat niemand op mij wacht\nAls nachtzuster\nWil ik graag zien wie pijn heeft",
        DUTCH,
    ),
    "pt": (
        "A fim de que ninguém espere por mim\nEnquanto enfermeira da noite\nDesejo ver quem tem dores",
        PORTUGUESE,
    ),
}

ONE_LINE = {
    "en": ("As a night nurse, I want to see who is in pain, so that nobody has to wait for me.", ENGLISH),
    "de": (
        "Als Nachtschwester möchte ich sehen, wer Schmerzen hat, damit niemand auf mich warten muss.",
        GERMAN,
    ),
    "fr": (
        (
            "En tant qu\N{RIGHT SINGLE QUOTATION MARK}infirmière de nuit, je voudrais voir qui souffre, "
            "afin que personne ne m'attende."
        ),
        FRENCH,
    ),
    "es": ("Como enfermera de noche, quiero ver quién tiene dolor para que nadie me espere.", SPANISH),
    "nl": ("Als nachtzuster wil ik zien wie pijn heeft, zodat niemand op mij wacht.", DUTCH),
    "pt": (
        "Como enfermeira da noite, quero ver quem tem dores, para que ninguém espere por mim.",
        PORTUGUESE,
    ),
}


@pytest.mark.parametrize("language", ROLE_FIRST)
def test_the_role_may_come_first(language: str) -> None:
    text, expected = ROLE_FIRST[language]

    assert parts(text, language) == expected


@pytest.mark.parametrize("language", BENEFIT_FIRST)
def test_the_benefit_may_come_first(language: str) -> None:
    text, expected = BENEFIT_FIRST[language]

    assert parts(text, language) == expected


@pytest.mark.parametrize("language", ONE_LINE)
def test_all_may_stand_on_one_line(language: str) -> None:
    text, expected = ONE_LINE[language]

    assert parts(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "en",
            "To save fuel\nAs a pilot\nI need the shortest way",
            ("pilot", "the shortest way", "save fuel"),
        ),
        (
            "en",
            "As an editor I can't publish so I do not break the law",
            ("editor", "publish", "break the law"),
        ),
        ("de", "Um Zeit zu sparen\nAls eine Köchin\nWill ich Listen", ("Köchin", "Listen", "Zeit zu sparen")),
        (
            "de",
            "Um satt zu sein\nmöchte ich als Bäckerin\nBrot backen",
            ("Bäckerin", "Brot backen", "satt zu sein"),
        ),
        ("de", "Ich möchte als Bäckerin backen", (None, "als Bäckerin backen", None)),
        ("nl", "Om te eten\nwil ik als bakker\nbrood bakken", ("bakker", "brood bakken", "te eten")),
        ("de", "Ich brauche Brot, um zu leben", (None, "Brot", "zu leben")),
        ("fr", "Comme un boulanger\nJ'ai besoin d'eau\nPour cuire", ("un boulanger", "eau", "cuire")),
        ("fr", "En tant que le chef\nJe ne veux pas attendre\nAfin d'aider", ("chef", "attendre", "aider")),
        ("fr", "J'aimerais lire\nPour qu'il sache", (None, "lire", "il sache")),
        ("es", "Como una jueza\nMe gustaría leer\nPara decidir", ("jueza", "leer", "decidir")),
        ("es", "Como un juez\nNo quiero esperar", ("juez", "esperar", None)),
        ("nl", "Als de bakker\nKan ik bakken\nOm te leven", ("bakker", "bakken", "te leven")),
        ("pt", "Como um padeiro\nGostaria de assar\nPara viver", ("padeiro", "assar", "viver")),
        ("pt", "Na qualidade de juiz\nPreciso de ler", ("juiz", "ler", None)),
    ],
)
def test_other_words_introduce_the_same_parts(language: str, text: str, expected: Parts) -> None:
    assert parts(text, language) == expected


@pytest.mark.parametrize("language", ["en-au", "en-Scouse", "en"])
def test_a_dialect_uses_the_words_of_its_language(language: str) -> None:
    assert parts("As a cook\nI want salt", language) == ("cook", "salt", None)


def test_a_language_without_words_of_its_own_keeps_the_text_alone() -> None:
    narrative = parse_narrative("  Som kokk\n  vil jeg ha salt  ", "no")

    assert (narrative.role, narrative.want, narrative.benefit) == (None, None, None)
    assert narrative.text == "Som kokk\nvil jeg ha salt"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("As a cook", ("cook", None, None), id="role alone"),
        pytest.param("I want salt", (None, "salt", None), id="want alone"),
        pytest.param("So that it tastes", (None, None, "it tastes"), id="benefit alone"),
        pytest.param("As a cook\nI want salt", ("cook", "salt", None), id="no benefit"),
        pytest.param("As a cook\nSo that it tastes", ("cook", None, "it tastes"), id="no want"),
        pytest.param("I want salt\nSo that it tastes", (None, "salt", "it tastes"), id="no role"),
        pytest.param("As a\nI want to\nSo that", (None, None, None), id="introductions without words"),
        pytest.param("", (None, None, None), id="nothing"),
    ],
)
def test_a_part_that_is_not_said_is_none(text: str, expected: Parts) -> None:
    assert parts(text) == expected


def test_a_part_goes_on_over_its_lines_and_folds_their_space() -> None:
    text = "As a cook\n  of the   old school\nI want\n  salt,\n  and pepper\nSo that\n  it tastes\n  well"

    assert parts(text) == ("cook of the old school", "salt, and pepper", "it tastes well")


def test_a_narrative_may_follow_prose() -> None:
    assert parts("Salt is dear, so we count it.\n\nAs a cook") == ("cook", None, "we count it")


def test_a_part_ends_with_its_paragraph() -> None:
    assert parts("As a cook\nI want salt\n\nSee the manual, page 7.") == ("cook", "salt", None)


def test_parts_may_stand_in_paragraphs_of_their_own() -> None:
    assert parts("As a cook\n\nI want salt\n\nSo that it tastes") == ("cook", "salt", "it tastes")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- As a cook\n- I want salt\n- So that it tastes", id="dashes"),
        pytest.param("* As a cook\n* I want salt\n* So that it tastes", id="stars"),
        pytest.param("1. As a cook\n2. I want salt\n3. So that it tastes", id="numbers"),
        pytest.param("> As a cook\n> I want salt\n> So that it tastes", id="quotation"),
        pytest.param("**As a** cook\n**I want** salt\n**So that** it tastes", id="bold"),
        pytest.param("_As a_ cook _I want_ salt _so that_ it tastes", id="italics"),
        pytest.param("**As a** cook, **I want** salt **so that** it tastes", id="bold on one line"),
        pytest.param("Narrative:\nAs a cook,\nI want salt,\nso that it tastes.", id="heading"),
        pytest.param("AS A cook I WANT salt SO THAT it tastes", id="capitals"),
        pytest.param("As a: cook\nI want: salt\nSo that: it tastes", id="colons"),
        pytest.param("As a cook\r\nI want salt\r\nSo that it tastes", id="CRLF"),
    ],
)
def test_marks_around_the_words_are_no_part_of_them(text: str) -> None:
    assert parts(text) == ("cook", "salt", "it tastes")


@pytest.mark.parametrize(
    "text",
    [
        "Prices are rounded half up, as the tax office asks.",
        "The list is sorted\nas a whole, so that pages agree.",
        "A voucher is used once. Old ones are kept in order to count them.",
        "Totals are cached\nso a second visit is cheap.",
        "See the page on taxes:\n\n  https://example.org/taxes",
    ],
)
def test_prose_that_is_no_story_has_no_parts(text: str) -> None:
    assert parts(text) == (None, None, None)


def test_words_that_only_begin_like_an_introduction_are_none() -> None:
    assert parts("Assume a cook\nI wanted salt\nSoda tastes") == (None, None, None)


def test_a_wrapped_want_is_not_taken_for_a_benefit() -> None:
    assert parts("As a cook\nI want the oven\nto be warm") == ("cook", "the oven to be warm", None)


def test_what_comes_after_the_first_of_its_kind_belongs_to_the_part_before() -> None:
    assert parts("As a cook\nI want salt\nand I want pepper") == ("cook", "salt and I want pepper", None)
