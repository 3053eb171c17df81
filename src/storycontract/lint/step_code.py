"""The step definitions of a project, and which of them a feature file sees."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from storycontract.contract.step import StepKind
from storycontract.step_binding.matching import StepIndex
from storycontract.step_binding.scanning import ScannedDefinition
from storycontract.step_binding.suggestion import suggest_steps

# Steps of one project share many words, so that less than this is mostly another step.
_NEARLY_SAME = 75.0


@dataclass(frozen=True, slots=True)
class StepModule:
    """The definitions of one module.

    Features in or below the `folders` see them; without any it is not known which features do.
    """

    definitions: tuple[ScannedDefinition, ...]
    folders: tuple[str, ...] = ()


@dataclass(frozen=True)
class StepCode:
    """All definitions of a project; `is_whole` tells that all of its features are at hand, too."""

    modules: Sequence[StepModule]
    is_whole: bool = True

    @cached_property
    def definitions(self) -> tuple[ScannedDefinition, ...]:
        """All definitions of which it is known what they match."""
        return tuple(each for each in self._iter_all() if each.is_verifiable)

    @cached_property
    def is_all_verifiable(self) -> bool:
        """Tell whether what every definition matches is known."""
        return all(each.is_verifiable for each in self._iter_all())

    @cached_property
    def seen_definitions(self) -> tuple[ScannedDefinition, ...]:
        """The definitions of the modules of which it is known which features see them."""
        seen = (each for module in self.modules if module.folders for each in module.definitions)
        return tuple(each for each in seen if each.is_verifiable)

    def find_anywhere(self, kind: StepKind, text: str) -> tuple[ScannedDefinition, ...]:
        """Find the definitions that match a step, whoever sees them."""
        return _match(self._everywhere, kind, text)

    def find_nearest(self, path: str, kind: StepKind, text: str) -> tuple[ScannedDefinition, ...]:
        """Find the definitions that match a step of a file, out of the nearest folder that has any.

        None where something that is as near or nearer may match as well, for all that is known.
        """
        for folder in _iter_folders(path):
            if folder in self._unverifiable_folders:
                return ()
            index = self._by_folder.get(folder)
            if index is not None and (found := _match(index, kind, text)):
                return found
        return ()

    def suggest(self, kind: StepKind, text: str) -> ScannedDefinition | None:
        """Find the definition that comes closest to a step; None where none is close."""
        return next(iter(suggest_steps(kind, text, self.definitions, 1, _NEARLY_SAME)), None)

    def _iter_all(self) -> Iterator[ScannedDefinition]:
        return (definition for module in self.modules for definition in module.definitions)

    @cached_property
    def _everywhere(self) -> StepIndex[ScannedDefinition]:
        return _index(self.definitions)

    @cached_property
    def _by_folder(self) -> dict[str, StepIndex[ScannedDefinition]]:
        grouped: dict[str, list[ScannedDefinition]] = {}
        for module in self.modules:
            for folder in module.folders:
                grouped.setdefault(folder, []).extend(module.definitions)
        return {folder: _index(definitions) for folder, definitions in grouped.items()}

    @cached_property
    def _unverifiable_folders(self) -> frozenset[str]:
        return frozenset(
            folder
            for module in self.modules
            if not all(definition.is_verifiable for definition in module.definitions)
            for folder in module.folders
        )


def _index(definitions: Iterable[ScannedDefinition]) -> StepIndex[ScannedDefinition]:
    index: StepIndex[ScannedDefinition] = StepIndex()
    for definition in definitions:
        if definition.parser is not None:
            index.add(definition.kind, definition.parser, definition)
    return index


def _match(index: StepIndex[ScannedDefinition], kind: StepKind, text: str) -> tuple[ScannedDefinition, ...]:
    try:
        return tuple(index.find_matches(kind, text))
    except Exception:  # noqa: BLE001 - stand-ins of types may not fit; whether it matches is not known
        return tuple(entry.payload for entry in index.find_candidates(kind, text))


def _iter_folders(path: str) -> Iterator[str]:
    """Visit the path itself and the folders above it, the nearest first; the project's own is empty."""
    while path:
        yield path
        path = path.rpartition("/")[0]
    yield ""
