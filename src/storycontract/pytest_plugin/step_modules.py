"""Step functions from `steps/` folders, visible to the features beside or below them."""

import importlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from _pytest._code import ExceptionInfo

STEPS_FOLDER = "steps"


class StepModules:
    """Imports step modules once and registers their fixtures where they are visible.

    The folders of the settings are visible to every feature of the configured tree; `<folder>/steps` to the
    features in and below that folder only. Modules of the user's own tests never see either.
    """

    def __init__(self, root: Path, features: Iterable[str], steps: Iterable[str]) -> None:
        self._root = root
        self._places = [root / place for place in features]
        self._shared = [root / folder for folder in steps]
        self._registered: set[tuple[pytest.Collector, Path]] = set()
        self._broken: dict[Path, pytest.Collector.CollectError] = {}

    def register_for(self, collector: pytest.Module) -> None:
        """Register what the features of one file may see, before its items are made.

        Raises:
            pytest.Collector.CollectError: a step module cannot be imported.
        """
        nodes = list(self._folder_nodes(collector))
        top = nodes[0] if nodes else collector
        for folder in self._shared:
            self._register(folder, top)
        for node in nodes:
            if node.path / STEPS_FOLDER not in self._shared:
                self._register(node.path / STEPS_FOLDER, node)

    def _folder_nodes(self, collector: pytest.Module) -> Iterator[pytest.Directory]:
        for node in collector.listchain():
            if isinstance(node, pytest.Directory) and any(
                place == node.path or place in node.path.parents for place in self._places
            ):
                yield node

    def _register(self, folder: Path, node: pytest.Collector) -> None:
        if (node, folder) in self._registered or not folder.is_dir():
            return
        for file in sorted(folder.rglob("*.py")):
            module = self._import_once(file)
            # There is no public way to register all fixtures of a module for a part of the tree.
            fixtures = node.session._fixturemanager  # noqa: SLF001
            fixtures.parsefactories(holder=module, node=node)
        # Not before all of it is known: half of the steps could run what the other half would override.
        self._registered.add((node, folder))

    def _import_once(self, file: Path) -> ModuleType:
        if file in self._broken:
            raise self._broken[file]
        try:
            self._check_place(file)
            return self._import(file)
        except pytest.Collector.CollectError as error:
            self._broken[file] = error
            raise

    def _check_place(self, file: Path) -> None:
        place, top = file.resolve(), _find_work_tree(self._root).resolve()
        if not file.is_relative_to(self._root) or not place.is_relative_to(top):
            raise pytest.Collector.CollectError(
                f"{place}: the step module lies outside the project, where a change would go unnoticed "
                "[step-module]\n"
                "  fix: move it into the project, or install it as a package and import it from a step module"
            )

    def _import(self, file: Path) -> ModuleType:
        name = self._dotted_name(file)
        if str(self._root) not in sys.path:
            sys.path.insert(0, str(self._root))
        if name not in sys.modules:
            pytest.register_assert_rewrite(name)
        try:
            module = importlib.import_module(name)
        except (Exception, SystemExit) as error:
            raise self._collect_error(file) from error
        if Path(module.__file__ or "").resolve() != file.resolve():
            raise pytest.Collector.CollectError(
                f"{self._shown(file)}: the name `{name}` already stands for {module.__file__} [step-module]\n"
                "  fix: rename one of the two files or folders"
            )
        return module

    def _dotted_name(self, file: Path) -> str:
        parts = file.relative_to(self._root).with_suffix("").parts
        if any("." in part for part in parts):
            raise pytest.Collector.CollectError(
                f"{self._shown(file)}: a name with a dot in it cannot be imported [step-module]\n"
                "  fix: rename it without the dot"
            )
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def _shown(self, file: Path) -> str:
        return file.relative_to(self._root).as_posix()

    def _collect_error(self, file: Path) -> pytest.Collector.CollectError:
        trace = ExceptionInfo.from_current()
        own = trace.traceback.cut(path=file)
        if own:
            trace.traceback = own
        return pytest.Collector.CollectError(
            f"{self._shown(file)}: the step module cannot be imported [step-module]\n"
            f"{trace.getrepr(style='short')}\n"
            "  fix: mend the module; no feature that sees it was run"
        )


def _find_work_tree(root: Path) -> Path:
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
