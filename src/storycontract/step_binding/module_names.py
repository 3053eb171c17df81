"""What the names at the top of a module stand for, as far as its text alone tells."""

import ast
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterator

_FLOW = (ast.If, ast.Try, ast.With, ast.For, ast.While)
_DEEPEST = 20  # a name that is defined by itself must end

FunctionDef = ast.FunctionDef | ast.AsyncFunctionDef
FindModule = Callable[[str], "ModuleNames | None"]


def _find_none(_: str) -> "ModuleNames | None":
    return None


class ModuleNames:
    """The imports, functions and constants of a module; a name that is bound twice stands for nothing.

    `find_module` gives the names of another module by its full name, None for those whose text is not at
    hand.
    """

    def __init__(self, tree: ast.Module, find_module: FindModule = _find_none) -> None:
        self._find_module = find_module
        self.functions: dict[str, FunctionDef] = {}
        self.star_imports: list[str] = []
        self._imports: dict[str, str] = {}
        self._imported: list[tuple[str, str]] = []
        self._constants: dict[str, ast.expr] = {}
        self._bound: Counter[str] = Counter()
        for statement in iter_module_statements(tree.body):
            self._read(statement)

    def is_bound(self, name: str) -> bool:
        """Tell whether the module gives the name a meaning, or may do so by importing everything."""
        return name in self._bound or bool(self.star_imports)

    def list_unread_stars(self) -> list[str]:
        """List the modules that everything is imported from, and of which nothing is known."""
        unread = (name for name in self.star_imports if name.partition(".")[0] not in sys.stdlib_module_names)
        return [name for name in unread if self._find_module(name) is None]

    def list_doubtful(self, dotted: Container[str]) -> frozenset[str]:
        """List the names that are imported as one of some full names, and bound to something else, too."""
        return frozenset(name for name, full in self._imported if full in dotted and self._bound[name] > 1)

    def find_function(self, name: str) -> FunctionDef | None:
        """Find the function that a name stands for."""
        return self.functions.get(name) if self._bound[name] == 1 else None

    def find_dotted(self, expression: ast.expr) -> str | None:
        """Find the full name of what is imported, such as `pytest_bdd.given`; None for anything else."""
        match expression:
            case ast.Name(id=name):
                return self._imports.get(name) if self._bound[name] == 1 else None
            case ast.Attribute(value=owner, attr=name):
                dotted = self.find_dotted(owner)
                return f"{dotted}.{name}" if dotted else None
            case _:
                return None

    def find_constant(self, expression: ast.expr, depth: int = 0) -> ast.expr:
        """Follow a name to the expression it was given; other expressions stay what they are."""
        if isinstance(expression, ast.Name) and self._bound[expression.id] == 1 and depth < _DEEPEST:
            value = self._constants.get(expression.id)
            return expression if value is None else self.find_constant(value, depth + 1)
        return expression

    def find_text(self, expression: ast.expr, depth: int = 0) -> str | None:
        """Evaluate a text whose parts are all written out; None for any other expression."""
        if depth > _DEEPEST:
            return None
        match self.find_constant(expression):
            case ast.Constant(value=str(text)):
                return text
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return _join([self.find_text(left, depth + 1), self.find_text(right, depth + 1)])
            case ast.JoinedStr(values=parts):
                return _join([self._find_part(part, depth + 1) for part in parts])
            case ast.Name() | ast.Attribute() as imported:
                return self._find_imported(imported, depth + 1)
            case _:
                return None

    def _find_imported(self, expression: ast.expr, depth: int) -> str | None:
        module, _, name = (self.find_dotted(expression) or "").rpartition(".")
        names = self._find_module(module) if module else None
        return names.find_text(ast.Name(name, ctx=ast.Load()), depth) if names else None

    def _find_part(self, part: ast.expr, depth: int) -> str | None:
        match part:
            case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
                constant = self.find_constant(value)
                if isinstance(constant, ast.Constant) and type(constant.value) is int:
                    return str(constant.value)
                return self.find_text(value, depth)
            case ast.FormattedValue():
                return None
            case _:
                return self.find_text(part, depth)

    def _read(self, statement: ast.stmt) -> None:
        match statement:
            case ast.ImportFrom(module=module, names=aliases, level=level):
                self._read_import_from("." * level + (module or ""), aliases)
            case ast.Import(names=aliases):
                for alias in aliases:
                    first = alias.name.partition(".")[0]
                    self._imports[alias.asname or first] = alias.name if alias.asname else first
                # Submodules of one package share its name.
                self._bound.update({alias.asname or alias.name.partition(".")[0] for alias in aliases})
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                self.functions[name] = statement
                self._bound[name] += 1
            case ast.ClassDef(name=name):
                self._bound[name] += 1
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            ):
                self._constants[name] = value
                self._bound.update(_iter_stored(statement))
            case _:
                self._bound.update(_iter_stored(statement))

    def _read_import_from(self, module: str, aliases: list[ast.alias]) -> None:
        for alias in aliases:
            if alias.name == "*":
                self.star_imports.append(module)
                continue
            name = alias.asname or alias.name
            self._imports[name] = f"{module}.{alias.name}"
            self._imported.append((name, self._imports[name]))
            self._bound[name] += 1


def iter_module_statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Visit the statements that run when the module is imported, those under a condition, too."""
    for statement in body:
        yield statement
        if isinstance(statement, _FLOW):
            for block in ("body", "orelse", "finalbody"):
                yield from iter_module_statements(getattr(statement, block, []))
            for handler in getattr(statement, "handlers", []):
                yield from iter_module_statements(handler.body)


def _iter_stored(statement: ast.stmt) -> Iterator[str]:
    """Visit the names that a statement itself binds, not those that statements inside it do."""
    if isinstance(statement, ast.Global):
        yield from statement.names
    heads = ast.iter_child_nodes(statement)
    for head in heads:
        if not isinstance(head, ast.stmt | ast.ExceptHandler):
            for node in ast.walk(head):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store | ast.Del):
                    yield node.id


def _join(parts: list[str | None]) -> str | None:
    known = [part for part in parts if part is not None]
    return "".join(known) if len(known) == len(parts) else None
