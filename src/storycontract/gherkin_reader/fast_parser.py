"""The Gherkin parser, asked less often: the same trees and errors for about half of the time.

The generated parser offers each line to every kind of token that its state allows, each time through a table
of methods built anew and two layers that catch errors. Here a line is offered only to the kinds that its
first characters leave open, by overriding what the library lets its users override.
"""

# ruff: noqa: N802 - the methods that are overridden have the library's names

from typing import Any

from gherkin.errors import CompositeParserException, ParserException
from gherkin.gherkin_line import GherkinLine
from gherkin.parser import Parser, ParserContext
from gherkin.parser_types import GherkinDocument, Location
from gherkin.token import Token
from gherkin.token_matcher import TokenMatcher
from gherkin.token_scanner import TokenScanner

_AT = "match_token_at_"
_STATES = {int(name.removeprefix(_AT)): getattr(Parser, name) for name in dir(Parser) if name.startswith(_AT)}


def parse_document(text: str) -> GherkinDocument:
    """Parse a feature file whose lines end in LF.

    Raises:
        ParserError: the library's own errors.
    """
    parser = _FastParser()
    return parser.parse(_LineScanner(text), parser.matcher)


class _Line(GherkinLine):
    """A line that splits its cells at the bars, where none of them is escaped."""

    @property
    def table_cells(self) -> list[Any]:
        row = self._trimmed_line_text.strip()
        if "\\" in row:
            return super().table_cells
        cells: list[Any] = []
        column = self.indent + 2
        for cell in row.split("|")[1:-1]:
            stripped = cell.lstrip()
            cells.append({"column": column + len(cell) - len(stripped), "text": stripped.rstrip()})
            column += len(cell) + 1
        return cells


class _LineToken(Token):
    """A token that knows what its line starts with; nothing, where it is the end of the file."""

    def __init__(self, line: str, number: int) -> None:
        # The library's own mark of the end is an empty string in place of a line.
        parsed: Any = _Line(line, number) if line else line
        super().__init__(parsed, {"line": number})
        self.start: str = parsed and parsed._trimmed_line_text  # noqa: SLF001 - what the library itself looks at


class _LineScanner(TokenScanner):
    """Makes a token of each line."""

    def read(self) -> Token:
        self.line_number += 1
        return _LineToken(self.io.readline(), self.line_number)


class _PrefixMatcher(TokenMatcher):
    """Knows what the lines of its dialect start with."""

    def _change_dialect(self, dialect_name: str, location: Location | None = None) -> None:
        super()._change_dialect(dialect_name, location)
        self.step_prefixes = tuple(self._sorted_step_keywords)
        dialect = self.dialect
        self.feature_prefixes = _titles(dialect.feature_keywords)
        self.rule_prefixes = _titles(dialect.rule_keywords)
        self.background_prefixes = _titles(dialect.background_keywords)
        self.examples_prefixes = _titles(dialect.examples_keywords)
        self.scenario_prefixes = _titles([*dialect.scenario_keywords, *dialect.scenario_outline_keywords])


def _titles(keywords: list[str]) -> tuple[str, ...]:
    return tuple(f"{keyword}:" for keyword in keywords)


class _FastParser(Parser):
    """Asks the matcher only where a line may be of a kind; what the matcher then says is what counts."""

    def __init__(self) -> None:
        super().__init__()
        self.matcher = _PrefixMatcher()

    def match_token(self, state: int, token: Any, context: ParserContext) -> int:
        match = _STATES.get(state)
        return match(self, token, context) if match else super().match_token(state, token, context)

    def start_rule(self, context: ParserContext, rule_type: str) -> None:  # noqa: ARG002
        self.ast_builder.start_rule(rule_type)

    def build(self, context: ParserContext, token: Token) -> None:  # noqa: ARG002
        self.ast_builder.build(token)

    def end_rule(self, context: ParserContext, rule_type: str) -> None:
        try:
            self.ast_builder.end_rule(rule_type)
        except (CompositeParserException, ParserException) as error:
            self.handle_ast_error(context, error, _raise)

    def match_EOF(self, context: ParserContext, token: Any) -> bool:
        return not token.start and token.eof() and super().match_EOF(context, token)

    def match_Empty(self, context: ParserContext, token: Any) -> bool:
        return not token.start and not token.eof() and super().match_Empty(context, token)

    def match_Comment(self, context: ParserContext, token: Any) -> bool:
        return token.start.startswith("#") and super().match_Comment(context, token)

    def match_Language(self, context: ParserContext, token: Any) -> bool:
        return token.start.startswith("#") and super().match_Language(context, token)

    def match_TagLine(self, context: ParserContext, token: Any) -> bool:
        return token.start.startswith("@") and super().match_TagLine(context, token)

    def match_TableRow(self, context: ParserContext, token: Any) -> bool:
        return token.start.startswith("|") and super().match_TableRow(context, token)

    def match_DocStringSeparator(self, context: ParserContext, token: Any) -> bool:
        return token.start.startswith(('"""', "```")) and super().match_DocStringSeparator(context, token)

    def match_FeatureLine(self, context: ParserContext, token: Any) -> bool:
        return token.start.startswith(self.matcher.feature_prefixes) and super().match_FeatureLine(
            context, token
        )

    def match_RuleLine(self, context: ParserContext, token: Any) -> bool:
        return token.start.startswith(self.matcher.rule_prefixes) and super().match_RuleLine(context, token)

    def match_BackgroundLine(self, context: ParserContext, token: Any) -> bool:
        prefixes = self.matcher.background_prefixes
        return token.start.startswith(prefixes) and super().match_BackgroundLine(context, token)

    def match_ExamplesLine(self, context: ParserContext, token: Any) -> bool:
        return token.start.startswith(self.matcher.examples_prefixes) and super().match_ExamplesLine(
            context, token
        )

    def match_ScenarioLine(self, context: ParserContext, token: Any) -> bool:
        return token.start.startswith(self.matcher.scenario_prefixes) and super().match_ScenarioLine(
            context, token
        )

    def match_StepLine(self, context: ParserContext, token: Any) -> bool:
        return token.start.startswith(self.matcher.step_prefixes) and super().match_StepLine(context, token)


def _raise(error: Exception) -> None:
    raise error
