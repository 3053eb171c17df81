"""Step definitions, read from Python source without importing it."""

import ast
import sys
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pytest_bdd import parsers

from storycontract.contract.step import StepKind
from storycontract.step_binding.body_reader import Check
from storycontract.step_binding.module_names import FunctionDef, ModuleNames, iter_module_statements
from storycontract.step_binding.step_definition import ParserKind, name_parser_kind
from storycontract.step_binding.written_body import find_written_check, states_expectation
from storycontract.step_binding.written_parser import build_parser

_KINDS: dict[str, StepKind | None] = {
    "given": StepKind.CONTEXT,
    "when": StepKind.ACTION,
    "then": StepKind.OUTCOME,
    "step": None,
}
_PACKAGE = "pytest_bdd"
_DECORATORS = frozenset(f"{package}.{name}" for package in (_PACKAGE, f"{_PACKAGE}.steps") for name in _KINDS)
# They have decorators that look like those of steps, and define none for pytest-bdd.
_FOREIGN = sys.stdlib_module_names | frozenset(
    ["allure", "behave", "hypothesis", "parse", "parse_type", "pytest", "radish", "schemathesis"]
)


@dataclass(frozen=True, slots=True)
class ScannedDefinition:
    """What one decorator, or something that may be one, makes a step of.

    `parser` is None where the text alone does not tell what it matches: it is unverifiable, and may match
    anything. `kind` is None where it runs for every kind of step. `line` is that of the decorator,
    `function_line` that of `def`; both count from 1. `states_expectation` tells whether the function itself
    compares something in an assertion.
    """

    path: str
    line: int
    kind: StepKind | None
    pattern: str
    parser: parsers.StepParser | None
    function_name: str = ""
    function_line: int = 0
    is_async: bool = False
    check: Check = Check.UNKNOWN
    states_expectation: bool = False

    @property
    def is_verifiable(self) -> bool:
        """Tell whether it is known what it matches."""
        return self.parser is not None

    @property
    def is_hollow(self) -> bool:
        """Tell whether it is certain that the function checks nothing."""
        return self.check is Check.HOLLOW

    @property
    def parser_kind(self) -> ParserKind:
        """How the pattern is read."""
        return name_parser_kind(self.parser) if self.parser else ParserKind.CUSTOM

    @property
    def place(self) -> str:
        """Where it is written, as path:line."""
        return f"{self.path}:{self.line}"


def scan_step_definitions(source: bytes, path: str) -> tuple[ScannedDefinition, ...]:
    """Scan a module for what pytest-bdd would register when it is imported, in its order.

    What may register a step without showing which is among them, unverifiable.
    """
    return scan_step_modules({path: source})[path]


def scan_step_modules(sources: Mapping[str, bytes]) -> dict[str, tuple[ScannedDefinition, ...]]:
    """Scan modules by path, relative to the project root, for what pytest-bdd would register.

    They know the constants that they import from each other.
    """
    modules = _Modules({path: _parse(source) for path, source in sources.items()})
    return {path: modules.scan(path) for path in sources}


class _Modules:
    """Modules by path, None for what is no Python."""

    def __init__(self, trees: Mapping[str, ast.Module | None]) -> None:
        self._trees = trees
        self._paths = {_name_module(path): path for path in trees}
        self._names: dict[str, ModuleNames] = {}

    def scan(self, path: str) -> tuple[ScannedDefinition, ...]:
        tree = self._trees[path]
        if tree is None:
            return (_unverifiable(path, 1),)
        scanner = _Scanner(tree, path, self._find_names(path, tree))
        return tuple(sorted(scanner.iter_definitions(), key=lambda each: each.line))

    def _find_names(self, path: str, tree: ast.Module) -> ModuleNames:
        if path not in self._names:
            self._names[path] = ModuleNames(tree, lambda name: self._find_module(path, name))
        return self._names[path]

    def _find_module(self, importer: str, name: str) -> ModuleNames | None:
        bare = name.lstrip(".")
        # One dot is the package of the importer, each further one a package above.
        above = importer.rsplit("/", len(name) - len(bare))[0].replace("/", ".") if bare != name else ""
        places = [above] if bare != name else ["", _name_folder(importer), "src"]
        found = (self._paths.get(f"{place}.{bare}" if place else bare) for place in places)
        path = next(filter(None, found), None)
        tree = self._trees[path] if path else None
        return self._find_names(path, tree) if path and tree else None


def _parse(source: bytes) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python warns of this file when it is imported
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):
        return None


def _name_module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _name_folder(path: str) -> str:
    return path.rpartition("/")[0].replace("/", ".")


def _unverifiable(path: str, line: int) -> ScannedDefinition:
    return ScannedDefinition(path, line, None, "", None)


class _Scanner:
    def __init__(self, tree: ast.Module, path: str, names: ModuleNames) -> None:
        self._tree = tree
        self._path = path
        self._names = names
        self._doubtful = self._names.list_doubtful(_DECORATORS)
        self._understood: set[ast.expr] = set()
        self._steps: set[FunctionDef] = set()

    def iter_definitions(self) -> Iterator[ScannedDefinition]:
        # What a module brings that nobody has read may be steps.
        if self._names.list_unread_stars():
            yield _unverifiable(self._path, 1)
        for statement in iter_module_statements(self._tree.body):
            if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from self._read_function(statement)
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Name | ast.Attribute) and node not in self._understood:
                # Called in a loop, inside a function, or under another name: what it registers is not told.
                if self._find_decorator(node) is not None or self._is_doubtful(node):
                    yield _unverifiable(self._path, node.lineno)
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node not in self._steps:
                yield from self._read_strange(node)

    def _read_function(self, node: FunctionDef) -> Iterator[ScannedDefinition]:
        own = [(each, each.func) for each in node.decorator_list if isinstance(each, ast.Call)]
        steps = [(call, name) for call, func in own if (name := self._find_decorator(func)) is not None]
        if not steps:
            return
        self._steps.add(node)
        is_wrapped = len(steps) < len(node.decorator_list)
        check = find_written_check(node, self._names, is_wrapped=is_wrapped)
        # The decorator next to the function registers first.
        for call, name in reversed(steps):
            self._understood.add(call.func)
            kind, is_known = self._find_kind(call, name)
            pattern = _find_pattern(call)
            parser = build_parser(pattern, self._names) if pattern is not None and is_known else None
            yield ScannedDefinition(
                path=self._path,
                line=call.lineno,
                kind=kind,
                pattern=str(parser.name) if parser else "",
                parser=parser,
                function_name=node.name,
                function_line=node.lineno,
                is_async=isinstance(node, ast.AsyncFunctionDef),
                check=check,
                states_expectation=states_expectation(node),
            )

    def _find_decorator(self, expression: ast.expr) -> str | None:
        dotted = self._names.find_dotted(expression)
        return dotted.rpartition(".")[2] if dotted in _DECORATORS else None

    def _is_doubtful(self, node: ast.Name | ast.Attribute) -> bool:
        return isinstance(node, ast.Name) and node.id in self._doubtful

    def _find_kind(self, call: ast.Call, name: str) -> tuple[StepKind | None, bool]:
        if name != "step":
            return _KINDS[name], True
        named = [keyword.value for keyword in call.keywords if keyword.arg == "type_"]
        wanted = [*call.args[1:2], *named]
        if not wanted:
            return None, True
        if isinstance(wanted[0], ast.Constant) and wanted[0].value is None:
            return None, True
        text = self._names.find_text(wanted[0])
        return _KINDS.get(text or ""), text in ("given", "when", "then")

    def _read_strange(self, node: FunctionDef) -> Iterator[ScannedDefinition]:
        """Read decorators of elsewhere that may make steps of functions, `@our_given("...")` say."""
        for decorator in node.decorator_list:
            maker = decorator.func if isinstance(decorator, ast.Call) else decorator
            dotted = self._names.find_dotted(maker)
            if dotted is None or dotted.split(".")[0] in _FOREIGN or self._find_decorator(maker) is not None:
                continue
            first = decorator.args[0] if isinstance(decorator, ast.Call) and decorator.args else None
            if first is not None and self._names.find_text(first) is not None:
                yield _unverifiable(self._path, decorator.lineno)


def _find_pattern(call: ast.Call) -> ast.expr | None:
    if call.args:
        return None if isinstance(call.args[0], ast.Starred) else call.args[0]
    return next((keyword.value for keyword in call.keywords if keyword.arg == "name"), None)
