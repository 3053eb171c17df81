"""Which scenarios the user's own modules bind, read from their source without importing them."""

import ast
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from storycontract.gherkin_reader.file_reading import read_whole

_BINDERS = frozenset({"scenario", "scenarios"})
_FOREIGN_FOLDERS = frozenset({"node_modules", "__pycache__", "site-packages"})


@dataclass(slots=True)
class Bindings:
    """What modules bind: whole feature files, and scenarios by name, each with the module that does."""

    whole_files: dict[Path, Path] = field(default_factory=dict)
    scenarios: dict[tuple[Path, str], Path] = field(default_factory=dict)

    def find_binder(self, file: Path, scenario_name: str) -> Path | None:
        """Find the module that binds a scenario of a feature file."""
        return self.whole_files.get(file) or self.scenarios.get((file, scenario_name))


def find_bindings(root: Path, patterns: Iterable[str], base_folder: str | None) -> Bindings:
    """Read the bindings of every module below `root` that pytest would collect.

    `patterns` are pytest's `python_files`, `base_folder` is pytest-bdd's `bdd_features_base_dir`. A path that
    is not written out in the source cannot be read; such a scenario is told apart when its module is loaded.
    """
    bindings = Bindings()
    for module in _iter_modules(root, tuple(patterns)):
        try:
            source = read_whole(module)
        except OSError:
            # Nothing that pytest could import: a pipe, a link that leads nowhere.
            continue
        if b"scenario" not in source or b"pytest_bdd" not in source:
            continue
        try:
            tree = ast.parse(source)
        except (SyntaxError, ValueError):
            # pytest reports it when it collects the module.
            continue
        base = root / base_folder if base_folder else module.parent
        _ModuleReader(module, root, base, bindings).read(tree)
    return bindings


def _iter_modules(root: Path, patterns: tuple[str, ...]) -> Iterator[Path]:
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = [
            name
            for name in subfolders
            if not name.startswith(".")
            and name not in _FOREIGN_FOLDERS
            and not (Path(folder) / name / "pyvenv.cfg").exists()
        ]
        for name in names:
            if name.endswith(".py") and any(fnmatch(name, pattern) for pattern in patterns):
                yield Path(folder) / name


class _ModuleReader:
    """Follows the names of pytest-bdd's binders through one module."""

    def __init__(self, module: Path, root: Path, base: Path, bindings: Bindings) -> None:
        self._module = module
        self._root = root
        self._base = base
        self._bindings = bindings
        self._binders: dict[str, tuple[str, tuple[ast.expr, ...]]] = {}
        self._packages: set[str] = set()
        self._constants: dict[str, ast.expr] = {}

    def read(self, tree: ast.Module) -> None:
        for node in tree.body:
            self._read_names(node)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            binder = self._binder(call.func)
            if binder is not None:
                self._read_call(binder[0], (*binder[1], *call.args), call.keywords)

    def _read_names(self, node: ast.stmt) -> None:
        match node:
            case ast.ImportFrom(module="pytest_bdd", names=names):
                for alias in names:
                    if alias.name in _BINDERS or alias.name == "*":
                        for name in _BINDERS if alias.name == "*" else [alias.name]:
                            self._binders[alias.asname or name] = (name, ())
            case ast.Import(names=names):
                self._packages |= {
                    alias.asname or alias.name for alias in names if alias.name == "pytest_bdd"
                }
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                self._read_assignment(name, value)
            case _:
                pass

    def _read_assignment(self, name: str, value: ast.expr) -> None:
        self._constants[name] = value
        # `scenario = partial(pytest_bdd.scenario, "pay.feature")` is the way of pytest-bdd's own manual.
        if isinstance(value, ast.Call) and _last_name(value.func) == "partial" and value.args:
            binder = self._binder(value.args[0])
            if binder is not None:
                self._binders[name] = (binder[0], tuple(value.args[1:]))

    def _binder(self, function: ast.expr) -> tuple[str, tuple[ast.expr, ...]] | None:
        match function:
            case ast.Name(id=name):
                return self._binders.get(name)
            case ast.Attribute(value=ast.Name(id=package), attr=name) if (
                package in self._packages and name in _BINDERS
            ):
                return name, ()
            case _:
                return None

    def _read_call(self, binder: str, arguments: tuple[ast.expr, ...], keywords: list[ast.keyword]) -> None:
        named = {keyword.arg: keyword.value for keyword in keywords if keyword.arg}
        base = self._base
        if "features_base_dir" in named:
            own_base = self._text(named["features_base_dir"])
            if own_base is None:
                return
            # pytest-bdd takes it from where pytest was started, which is the root as a rule.
            base = self._root / own_base
        if binder == "scenarios":
            for argument in arguments:
                self._bind_whole(base, self._text(argument))
            return
        values = dict(zip(("feature_name", "scenario_name"), arguments, strict=False)) | named
        feature, scenario = (self._text(values.get(key)) for key in ("feature_name", "scenario_name"))
        if feature is not None and scenario is not None:
            self._bindings.scenarios[_absolute(base, feature), scenario] = self._module

    def _bind_whole(self, base: Path, place: str | None) -> None:
        if place is None:
            return
        path = _absolute(base, place)
        for file in path.rglob("*.feature") if path.is_dir() else [path]:
            self._bindings.whole_files[file] = self._module

    def _text(self, node: ast.expr | None, depth: int = 0) -> str | None:  # noqa: PLR0911 - one for each form
        """Evaluate the ways in which people write a path; None for any other expression."""
        if node is None or depth > 20:  # noqa: PLR2004 - a name defined by itself must end
            return None
        match node:
            case ast.Constant(value=str(text)):
                return text
            case ast.Name(id="__file__"):
                return str(self._module)
            case ast.Name(id=name) if name in self._constants:
                return self._text(self._constants[name], depth + 1)
            case ast.BinOp(left=left, op=ast.Div(), right=right):
                return _joined(self._text(left, depth + 1), self._text(right, depth + 1))
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                first, second = self._text(left, depth + 1), self._text(right, depth + 1)
                return first + second if first is not None and second is not None else None
            case ast.Attribute(value=value, attr="parent"):
                inner = self._text(value, depth + 1)
                return str(Path(inner).parent) if inner is not None else None
            case ast.Call():
                return self._called_text(node, depth + 1)
            case _:
                return None

    def _called_text(self, call: ast.Call, depth: int) -> str | None:
        name = _last_name(call.func)
        texts = [self._text(argument, depth) for argument in call.args]
        if name in {"Path", "str", "abspath", "realpath", "fspath", "normpath"} and len(texts) == 1:
            return texts[0]
        if name == "dirname" and len(texts) == 1 and texts[0] is not None:
            return str(Path(texts[0]).parent)
        if name == "join" and texts and all(text is not None for text in texts):
            return str(Path(*[text for text in texts if text is not None]))
        if isinstance(call.func, ast.Attribute) and name in {"resolve", "absolute", "as_posix"}:
            return self._text(call.func.value, depth)
        if isinstance(call.func, ast.Attribute) and name == "joinpath":
            return _joined(self._text(call.func.value, depth), *texts)
        return None


def _joined(*parts: str | None) -> str | None:
    known = [part for part in parts if part is not None]
    return str(Path(*known)) if len(known) == len(parts) else None


def _last_name(function: ast.expr) -> str | None:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return None


def _absolute(base: Path, place: str) -> Path:
    return Path(os.path.normpath(base / place))
