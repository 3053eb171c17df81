"""What the Gherkin parser refuses, in words an author can act on."""

import re

from gherkin.errors import CompositeParserException, ParserError, ParserException

from storycontract.contract.location import Location
from storycontract.contract.problem import Problem

_POSITION = re.compile(r"^\(\d+:\d+\): ")
_UNEXPECTED = re.compile(r"^expected: (?P<expected>.*), got '(?P<got>.*)'$", re.DOTALL)
_ENDED = re.compile(r"^unexpected end of file, expected: (?P<expected>.*)$")
_LANGUAGE = re.compile(r"^Language not supported: (?P<code>.*)$")

# The parser's token names in the words of an author, the likeliest to be meant first; the rest is of no help.
_WORDS = {
    "#FeatureLine": "`Feature:`",
    "#StepLine": "a step (`Given`, `When`, `Then`, `And`, `But`, `*`)",
    "#ScenarioLine": "`Scenario:`",
    "#TableRow": "a table row (`| … |`)",
    "#DocStringSeparator": 'a doc string (`"""`)',
    "#ExamplesLine": "`Examples:`",
    "#RuleLine": "`Rule:`",
    "#BackgroundLine": "`Background:`",
    "#TagLine": "a tag",
}
_WORDS_SHOWN = 3


def list_syntax_problems(error: ParserError, path: str) -> tuple[Problem, ...]:
    """List every place that one parse refused, in the order of the file."""
    errors = error.errors if isinstance(error, CompositeParserException) else [error]
    problems = {_problem(each, path) for each in errors if isinstance(each, ParserException)}
    return tuple(sorted(problems, key=lambda problem: (problem.location, problem.detail)))


def _problem(error: ParserException, path: str) -> Problem:
    location = Location(path, error.location["line"], error.location.get("column") or 1)
    message = _POSITION.sub("", str(error))
    detail, fix = _explain(message)
    return Problem(name="syntax-error", detail=detail, fix=fix, location=location)


def _explain(message: str) -> tuple[str, str]:
    if unexpected := _UNEXPECTED.match(message):
        return f"`{unexpected['got']}` cannot stand here", _expectation(unexpected["expected"])
    if ended := _ENDED.match(message):
        return "the file ends too early", _expectation(ended["expected"])
    if language := _LANGUAGE.match(message):
        return (
            f"no Gherkin language has the code `{language['code']}`",
            "write a code such as `en`, `de` or `fr`",
        )
    if message.startswith("inconsistent cell count"):
        return "a table row has another number of cells than the first row", "add or remove cells of this row"
    return message[:1].lower() + message[1:], "mend the line so that it is Gherkin"


def _expectation(tokens: str) -> str:
    expected = set(tokens.split(", "))
    words = [word for token, word in _WORDS.items() if token in expected][:_WORDS_SHOWN]
    return f"write {' or '.join(words)} here, or remove the line" if words else "remove the line"
