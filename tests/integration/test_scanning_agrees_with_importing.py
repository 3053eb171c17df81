"""What is read from the source of step modules is what importing them registers."""

import importlib
import sys
from pathlib import Path
from types import ModuleType

import pytest
from pytest_bdd.steps import StepFunctionContext, step_function_context_registry

from storycontract.step_binding.assertion_scan import find_check
from storycontract.step_binding.body_reader import Check
from storycontract.step_binding.scanning import ScannedDefinition, scan_step_modules

ROOT = Path(__file__).parents[2]
BOOKSHOP = ROOT / "examples" / "bookshop"
PLACES = [(root, file) for root in (ROOT, BOOKSHOP) for file in sorted((root / "steps").glob("*_steps.py"))]

each_module = pytest.mark.parametrize(
    ("root", "file"), PLACES, ids=[str(file.relative_to(ROOT)) for _, file in PLACES]
)


def scan(root: Path, file: Path) -> tuple[ScannedDefinition, ...]:
    sources = {
        path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "steps").rglob("*.py")
    }
    return scan_step_modules(sources)[file.relative_to(root).as_posix()]


def load(root: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(root))
    for name in [name for name in sys.modules if name.split(".")[0] in ("steps", "bookshop")]:
        monkeypatch.delitem(sys.modules, name)
    return importlib.import_module(f"steps.{file.stem}")


def list_contexts(module: ModuleType) -> list[StepFunctionContext]:
    return [
        context
        for context in step_function_context_registry.values()
        if context.step_func.__globals__ is vars(module)
    ]


@each_module
def test_the_same_steps_are_found(root: Path, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = {"given": "context", "when": "action", "then": "outcome", None: None}

    found = {
        (each.kind, each.pattern, each.parser_kind.value, each.function_name) for each in scan(root, file)
    }

    assert found == {
        (kinds[context.type], context.parser.name, type(context.parser).__name__, context.step_func.__name__)
        for context in list_contexts(load(root, file, monkeypatch))
    }


@each_module
def test_what_reads_hollow_without_importing_reads_hollow_with_it(
    root: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contexts = list_contexts(load(root, file, monkeypatch))
    hollow = {context.parser.name for context in contexts if find_check(context.step_func) is Check.HOLLOW}

    assert {each.pattern for each in scan(root, file) if each.is_hollow} <= hollow
