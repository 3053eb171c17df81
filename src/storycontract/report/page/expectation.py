"""What was expected and what came instead, read out of the message of a failure."""

import ast
import re
import warnings
from dataclasses import dataclass

_ERROR_NAME = re.compile(r"^(?:[A-Za-z_][\w.]*(?:Error|Exception|Failed)): ")
_ASSERT = re.compile(r"^(?:E +)?assert (?P<rest>.+)$", re.MULTILINE)
_LOCATOR = re.compile(r"^(?:Locator|Page|Response)? ?expected (?:not )?to (?P<what>.+)$", re.MULTILINE)
_ACTUAL = re.compile(r"^Actual value: (?P<got>.*)$", re.MULTILINE)
_ERROR_LINE = re.compile(r"^Error: (?P<why>.+?)\s*$", re.MULTILINE)
_PAIR = re.compile(
    r"^\s*expected(?: value)?:?\s+(?P<expected>.+?)\s*(?:\n\s*|[,;]\s+)"
    r"(?:but\s+)?(?:got|was|received|actual(?: value)?)(?: was)?:?\s+(?P<got>.+?)\s*$",
    re.MULTILINE | re.IGNORECASE,
)
_OUTER_QUOTES = re.compile(r"""^(?:have|be|contain) (?P<kind>[\w -]+?) (?P<value>['"].*)$""")
_LONGEST = 600

_SAYS = {
    ast.Eq: "",
    ast.NotEq: "anything but ",
    ast.Lt: "less than ",
    ast.LtE: "at most ",
    ast.Gt: "more than ",
    ast.GtE: "at least ",
    ast.Is: "",
    ast.IsNot: "anything but ",
}


@dataclass(frozen=True, slots=True)
class Expectation:
    """What should have been, and what was, as texts; `pair` as values where both are literals."""

    expected: str
    got: str
    pair: tuple[object, object] | None = None


def read_expectation(message: str) -> Expectation | None:
    """Read both sides out of a message; None where it does not say them in a form that is known.

    `assert a == b` is read as pytest reads it: the right side was expected, the left one came.
    """
    text = _ERROR_NAME.sub("", message, count=1)
    with warnings.catch_warnings():
        # A message is no module: what Python thinks of its backslashes is nobody's concern.
        warnings.simplefilter("ignore")
        return _read_browser(text) or _read_assert(text) or _read_pair(text)


def _read_browser(text: str) -> Expectation | None:
    what, actual = _LOCATOR.search(text), _ACTUAL.search(text)
    if what is None or actual is None:
        return None
    expected = what["what"]
    got = _show(actual["got"])
    why = _ERROR_LINE.search(text)
    if got == "None" and why is not None:
        got = why["why"]
    return _shorten(
        Expectation(f"not to {expected}" if " not to " in what[0] else _name_value(expected), got)
    )


def _name_value(what: str) -> str:
    quoted = _OUTER_QUOTES.match(what)
    return _show(quoted["value"]) if quoted and quoted["kind"] in {"text", "value", "title", "url"} else what


def _read_assert(text: str) -> Expectation | None:
    found = _ASSERT.search(text)
    if found is None:
        return None
    source = found["rest"]
    try:
        node = ast.parse(source, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _split_equation(source)
    return _shorten(_read_node(node, source))


def _read_node(node: ast.expr, source: str) -> Expectation | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return Expectation("nothing, or false", _segment(source, node.operand))
    if not isinstance(node, ast.Compare) or len(node.ops) != 1:
        return None
    left, right = _segment(source, node.left), _segment(source, node.comparators[0])
    match node.ops[0]:
        case ast.In():
            return Expectation(f"to hold {left}", right)
        case ast.NotIn():
            return Expectation(f"not to hold {left}", right)
        case operator:
            says = _SAYS[type(operator)]
            pair = (_evaluate(node.comparators[0]), _evaluate(node.left)) if not says else None
            return Expectation(f"{says}{right}", left, pair if pair and None not in pair else None)


def _split_equation(source: str) -> Expectation | None:
    # What objects say of themselves is seldom Python.
    left, sign, right = source.partition(" == ")
    if not sign or " == " in right:
        return None
    return _shorten(Expectation(_show(right), _show(left)))


def _read_pair(text: str) -> Expectation | None:
    found = _PAIR.search(text)
    return _shorten(Expectation(_show(found["expected"]), _show(found["got"]))) if found else None


def _segment(source: str, node: ast.expr) -> str:
    return _show(ast.get_source_segment(source, node) or ast.unparse(node))


def _show(text: str) -> str:
    """Show a quoted text without its quotes, unless they show something: an edge of spaces, or nothing."""
    try:
        value = ast.literal_eval(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError, TypeError):
        return text.strip("`")
    if isinstance(value, str) and value and value == value.strip() and value.isprintable():
        return value
    return text


def _evaluate(node: ast.expr) -> object | None:
    try:
        value: object = ast.literal_eval(node)
    except (ValueError, TypeError, RecursionError, MemoryError):
        return None
    return value


def _shorten(found: Expectation | None) -> Expectation | None:
    if found is None:
        return None
    return Expectation(_cut(found.expected), _cut(found.got), found.pair)


def _cut(text: str) -> str:
    # The whole message stands below.
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
