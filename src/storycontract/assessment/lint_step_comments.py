"""Comments in files of step definitions that silence what rules say about these."""

import ast
import tokenize
import warnings
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from io import BytesIO

from storycontract.assessment.step_files import StepFile
from storycontract.contract.feature import Comment
from storycontract.contract.location import Location
from storycontract.lint.file_report import FileReport
from storycontract.lint.outline import Element, Outline
from storycontract.lint.suppression import parse_suppressions

# Files that do not hold it need not be taken apart.
_ADDRESSEE = b"storycontract"


def list_step_reports(files: Sequence[StepFile], structural: AbstractSet[str]) -> tuple[FileReport, ...]:
    """List what the comments of step files contribute; files that silence nothing are left out.

    A comment holds for the next function, its decorators included. `structural` names the rules that nothing
    silences.
    """
    reports = (_read(file, structural) for file in files if _ADDRESSEE in file.content)
    return tuple(report for report in reports if report.suppressions)


def _read(file: StepFile, structural: AbstractSet[str]) -> FileReport:
    try:
        comments = tuple(_iter_comments(file))
        outline = Outline(tuple(sorted(_iter_functions(file.content), key=lambda each: each.keyword_line)))
    except (SyntaxError, ValueError, RecursionError, tokenize.TokenError):
        # Rules say nothing about what is no Python, so there is nothing to silence.
        comments, outline = (), Outline(())
    return FileReport(
        path=file.path,
        findings=(),
        facts={},
        ids=(),
        suppressions=parse_suppressions(comments, outline, structural),
    )


def _iter_comments(file: StepFile) -> Iterator[Comment]:
    for token in tokenize.tokenize(BytesIO(file.content).readline):
        if token.type == tokenize.COMMENT:
            line, column = token.start
            yield Comment(token.string, Location(file.path, line, column + 1))


def _iter_functions(content: bytes) -> Iterator[Element]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python warns of this file when it is imported
        tree = ast.parse(content)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *[each.lineno for each in node.decorator_list]])
            end = (node.end_lineno or node.lineno) + 1
            yield Element(node.lineno, first, end, story_ids=(), criterion_id=None)
