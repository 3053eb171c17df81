"""What the Gherkin parser refuses, in words an author can act on."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, Final, cast

from gherkin.dialect import DIALECTS
from gherkin.errors import CompositeParserException, NoSuchLanguageException, ParserError, ParserException
from gherkin.gherkin_line import GherkinLine
from gherkin.parser import Parser
from gherkin.token_matcher import TokenMatcher

from storycontract.contract.location import Location
from storycontract.contract.problem import Problem

_POSITION: Final = re.compile(r"^\(\d+:\d+\): ")
_UNEXPECTED: Final = re.compile(r"^expected: (?P<expected>.*?), got '(?P<got>.*)'$", re.DOTALL)
_ENDED: Final = re.compile(r"^unexpected end of file, expected: (?P<expected>.*)$")

# The parser's token names in the words of an author, the likeliest to be meant first; the rest is of no help.
_WORDS: Final = {
    "#FeatureLine": "`Feature:`",
    "#StepLine": "a step (`Given`, `When`, `Then`, `And`, `But`, `*`)",
    "#ScenarioLine": "`Scenario:`",
    "#TableRow": "a table row (`| … |`)",
    "#DocStringSeparator": 'a doc string (`"""`)',
    "#ExamplesLine": "`Examples:`",
    "#RuleLine": "`Rule:`",
    "#BackgroundLine": "`Background:`",
}
_BAD_TAG: Final = "A tag may not contain whitespace"
_REGIONAL_CODE: Final = re.compile(r"([A-Za-z]{2,3})[-_][A-Za-z]{2}")
_WORDS_SHOWN: Final = 3
_SHOWN_LENGTH: Final = 60

# What belongs to a step, by what it starts with, and where it may stand.
_ARGUMENTS: Final = (
    (('"""', "```"), "doc string", "a step that has none yet"),
    (("|",), "table", "a step that has none yet, or `Examples:`"),
)
# What a line starts with, told by its section in the parser's list of keywords, where it stands out of place.
_OUT_OF_PLACE: Final = {
    "feature": ("a second feature in one file", "move it to a file of its own"),
    "rule": ("a rule out of place", "put rules into a feature, after its own scenarios"),
    "background": ("a background out of place", "put one before the first scenario of the feature or rule"),
    "examples": ("examples out of place", "put them below the steps of a `Scenario Outline:`"),
}


def parse_strictly(text: str, path: str) -> dict[str, Any] | tuple[Problem, ...]:
    """Parse a feature file whose lines end in LF as the library does; problems where it is refused."""
    try:
        return dict(Parser().parse(text))
    except ParserError as error:
        return _list_syntax_problems(error, path, text)


def _list_syntax_problems(error: ParserError, path: str, text: str) -> tuple[Problem, ...]:
    """List every mistake for which `text` was refused, in the order of the file.

    A run of refused lines is one mistake, and so is all that follows from an unknown language or from a
    file that does not start as a feature.
    """
    errors = error.errors if isinstance(error, CompositeParserException) else [error]
    refused = sorted(
        (each for each in errors if isinstance(each, ParserException)), key=lambda each: each.location["line"]
    )
    problems = (_problem(each, path, text) for each in _iter_causes(refused))
    return tuple(sorted(set(problems), key=lambda problem: (problem.location, problem.detail)))


def _iter_causes(errors: Sequence[ParserException]) -> Iterator[ParserException]:
    with_bad_tags = {error.location["line"] for error in errors if _message(error).startswith(_BAD_TAG)}
    previous: ParserException | None = None
    for error in errors:
        if error.location["line"] in with_bad_tags and not _message(error).startswith(_BAD_TAG):
            continue
        if previous is None or not _follows(error, previous):
            yield error
        if isinstance(error, NoSuchLanguageException):
            return
        previous = error


def _follows(error: ParserException, previous: ParserException) -> bool:
    expected = _expected(error)
    if expected != _expected(previous) or not expected:
        return False
    return "#FeatureLine" in expected or error.location["line"] == previous.location["line"] + 1


def _expected(error: ParserException) -> frozenset[str]:
    message = _message(error)
    match = _UNEXPECTED.match(message) or _ENDED.match(message)
    return frozenset(match["expected"].split(", ")) if match else frozenset()


def _message(error: ParserException) -> str:
    return _POSITION.sub("", str(error))


def _problem(error: ParserException, path: str, text: str) -> Problem:
    location = Location(path, error.location["line"], error.location.get("column") or 1)
    detail, fix = _explain(error, text.split("\n"))
    return Problem(name="syntax-error", detail=detail, fix=fix, location=location)


def _explain(error: ParserException, lines: Sequence[str]) -> tuple[str, str]:
    message = _message(error)
    if unexpected := _UNEXPECTED.match(message):
        return _explain_line(unexpected["got"], _expected(error), _read_language(lines))
    if _ENDED.match(message):
        return _explain_end(_expected(error))
    if isinstance(error, NoSuchLanguageException):
        return _explain_language(message.rpartition(": ")[2])
    if message.startswith("inconsistent cell count"):
        return _explain_row(lines, error.location["line"])
    if message.startswith(_BAD_TAG):
        return "a tag with a space in it", "start every tag with `@`, and join its words with `-` or `_`"
    return message[:1].lower() + message[1:], "mend the line so that it is Gherkin"


def _explain_line(line: str, expected: frozenset[str], language: str) -> tuple[str, str]:
    shown = line if len(line) <= _SHOWN_LENGTH else f"{line[:_SHOWN_LENGTH]}…"
    if "#FeatureLine" in expected:
        return f"`{shown}` stands before any feature", _suggest_header(line, language)
    if line.startswith("'''"):
        return "`'''` opens no doc string", 'write `"""`'
    for signs, argument, places in _ARGUMENTS:
        if line.startswith(signs):
            return f"a {argument} that belongs to no step", f"put it directly below {places}"
    for section, explanation in _OUT_OF_PLACE.items():
        if any(line.startswith(f"{keyword}:") for keyword in _keywords(language, section)):
            return explanation
    if line not in _list_step_keywords(language).values():
        return f"`{shown}` cannot stand here", _suggest_keyword(line, language) or _list_expected(expected)
    return f"`{line}` says nothing", "write behind it, on the same line, what is given, done or seen"


def _keywords(language: str, section: str) -> list[str]:
    return cast("dict[str, list[str]]", DIALECTS[language])[section]


def _suggest_header(line: str, language: str) -> str:
    other = next((code for code in DIALECTS if f"{line.partition(':')[0]}:" in _titles(code)), None)
    if other is not None:
        return f"write `# language: {other}` as the first line"
    return f"start the file with `{_keywords(language, 'feature')[0]}:` and a name"


def _titles(language: str) -> list[str]:
    return [f"{keyword}:" for keyword in _keywords(language, "feature")]


def _suggest_keyword(line: str, language: str) -> str | None:
    first_word = line.partition(" ")[0].rstrip(":")
    keywords = _list_step_keywords(language)
    close = get_close_matches(first_word.casefold(), keywords, n=1, cutoff=0.75)
    return f"did you mean `{keywords[close[0]]}`?" if close else None


def _list_step_keywords(language: str) -> dict[str, str]:
    """List the keywords of steps as written, by themselves with no regard to case."""
    return {
        keyword.strip().casefold(): keyword.strip()
        for section in ("given", "when", "then", "and", "but")
        for keyword in _keywords(language, section)
    }


def _list_expected(expected: frozenset[str]) -> str:
    words = [word for token, word in _WORDS.items() if token in expected][:_WORDS_SHOWN]
    return f"write {' or '.join(words)} here, or remove the line" if words else "remove the line"


def _explain_end(expected: frozenset[str]) -> tuple[str, str]:
    if "#DocStringSeparator" in expected:
        return "the file ends inside a doc string", 'close it with the `"""` or ```` ``` ```` that opened it'
    return "the file ends after a tag", "write what the tag belongs to below it, or remove the tag"


def _explain_language(code: str) -> tuple[str, str]:
    regional = _REGIONAL_CODE.fullmatch(code)
    base = regional[1].lower() if regional else ""
    close = [base] if base in DIALECTS else get_close_matches(code.lower(), DIALECTS, n=1)
    fix = f"did you mean `{close[0]}`?" if close else "write a code such as `en`, `de` or `fr`"
    return f"no Gherkin language has the code `{code}`", fix


def _explain_row(lines: Sequence[str], number: int) -> tuple[str, str]:
    count, first = _count_cells(lines[number - 1]), _count_cells(_first_row(lines, number))
    if count > first:
        fix = "remove cells, or write `\\|` where the bar is text"
    else:
        fix = "add cells, and end the row with `|`"
    return f"this row has {count} {'cell' if count == 1 else 'cells'}, the first row has {first}", fix


def _first_row(lines: Sequence[str], number: int) -> str:
    first = lines[number - 1]
    for line in reversed(lines[: number - 1]):
        if line.lstrip().startswith("|"):
            first = line
        elif line.strip() and not line.lstrip().startswith("#"):
            break
    return first


def _count_cells(row: str) -> int:
    return len(GherkinLine(row, 1).table_cells)


def _read_language(lines: Sequence[str]) -> str:
    for line in lines:
        if match := TokenMatcher.LANGUAGE_RE.match(line):
            return match[1] if match[1] in DIALECTS else "en"
        if line.strip() and not line.lstrip().startswith("#"):
            break
    return "en"
