"""Every language of Gherkin says the same contract."""

import pytest
from gherkin.dialect import DIALECTS

from storycontract.contract.feature import Feature
from storycontract.gherkin_reader.parsing import parse_feature

# The languages in which a keyword without the star stands for two kinds of step: none today, and a new one
# has to be looked at, since such a keyword keeps the kind above it.
AMBIGUOUS: frozenset[str] = frozenset()
SECTIONS = ("given", "when", "then", "and", "but")


def step_keywords(language: str, section: str) -> list[str]:
    return [keyword for keyword in dict(DIALECTS[language])[section] if keyword != "* "]  # type: ignore[attr-defined]


def title(language: str, section: str, index: int = 0) -> str:
    keywords: list[str] = dict(DIALECTS[language])[section]  # type: ignore[assignment]
    return f"{keywords[index]}:"


def star_or(language: str, conjunction: str) -> str:
    # Two languages know no star.
    return "* " if "* " in DIALECTS[language]["and"] else conjunction


def feature_in(language: str, **chosen: str) -> Feature:
    given, when, then, conjunction, but = (
        chosen.get(section, step_keywords(language, section)[0]) for section in SECTIONS
    )
    lines = [
        f"# language: {language}",
        f"{title(language, 'feature')} f",
        f"{title(language, 'background')}",
        f"{given}1",
        f"{title(language, 'scenario')} s",
        f"{conjunction}2",
        f"{when}3",
        f"{conjunction}4",
        f"{but}5",
        f"{star_or(language, conjunction)}6",
        f"{then}7",
        f"{but}8",
        f"{title(language, 'rule')} r",
        f"{title(language, 'scenarioOutline', -1)} o",
        f"{when}<x>",
        f"{title(language, 'examples')}",
        "| x |",
        "| 9 |",
    ]
    file = parse_feature("\n".join(lines).encode(), "f.feature")
    assert file.feature is not None, file.problems
    return file.feature


def fingerprints(feature: Feature) -> list[str]:
    return [case.fingerprint for scenario in feature.all_scenarios for case in scenario.cases]


@pytest.mark.parametrize("language", DIALECTS)
def test_a_language_gives_the_fingerprints_of_english(language: str) -> None:
    feature = feature_in(language)

    assert feature.language == language
    assert fingerprints(feature) == fingerprints(feature_in("en"))


@pytest.mark.parametrize("language", DIALECTS)
def test_every_synonym_of_a_language_gives_the_same_fingerprints(language: str) -> None:
    expected = fingerprints(feature_in("en"))

    for section in SECTIONS:
        for keyword in step_keywords(language, section):
            assert fingerprints(feature_in(language, **{section: keyword})) == expected, keyword


def test_no_language_has_a_keyword_of_two_kinds_that_nobody_looked_at() -> None:
    ambiguous = {
        language
        for language in DIALECTS
        if len(all_of := [word for section in SECTIONS for word in step_keywords(language, section)])
        != len(set(all_of))
    }

    assert ambiguous == AMBIGUOUS


@pytest.mark.parametrize("language", DIALECTS)
def test_an_outline_of_any_language_without_examples_has_no_case(language: str) -> None:
    keyword = title(language, "scenarioOutline", -1)
    given = step_keywords(language, "given")[0]
    source = f"# language: {language}\n{title(language, 'feature')} f\n{keyword} o\n{given}<x>"

    feature = parse_feature(source.encode(), "f.feature").feature

    assert feature is not None
    assert feature.scenarios[0].cases == ()
