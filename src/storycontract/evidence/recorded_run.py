"""One run as far as it can be relied on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from storycontract.evidence.folding import RecordedItem, derive_planned, fold_items, fold_planned
from storycontract.evidence.record import PlannedItem, RunEnd, RunHeader, Withdrawal
from storycontract.evidence.run_file import RunFile
from storycontract.evidence.section import Section

MAIN = "main"


@dataclass(frozen=True, slots=True)
class RecordedRun:
    """One run: what was planned, what was tried, and how far it can be relied on.

    `damage` says why it is unreadable; it then has no items, and `header` and `planned` are what can still be
    read of them: no header means that the run may have been about anything. `scope_digests` are those its
    processes started with. `notes` name copies and leftovers that were passed over. `file` is the folder of
    the journals where the run was not closed.
    """

    run_id: str
    header: RunHeader | None
    planned: tuple[PlannedItem, ...]
    items: tuple[RecordedItem, ...]
    end: RunEnd | None
    damage: str | None
    withdrawal: Withdrawal | None
    file: Path
    scope_digests: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


def record_intact(found: RunFile, withdrawal: Withdrawal | None, notes: tuple[str, ...] = ()) -> RecordedRun:
    """Put together what the processes of an intact run said."""
    header = choose_header(found.sections)
    return RecordedRun(
        run_id=header.run_id,
        header=header,
        planned=fold_planned(found.sections),
        items=fold_items(found.sections),
        end=_find_end(found.sections),
        damage=None,
        withdrawal=withdrawal,
        file=found.file,
        scope_digests=_list_scopes(found.sections),
        notes=notes,
    )


def record_damaged(found: RunFile, withdrawal: Withdrawal | None, damage: str) -> RecordedRun:
    """Keep what can still be read of a run that cannot be relied on, its attempts left out."""
    header = choose_header(found.sections) if found.sections else None
    planned = derive_planned(found.sections)
    return RecordedRun(
        run_id=header.run_id if header else found.file.stem,
        header=header if _is_header_plausible(found) else None,
        planned=planned,
        items=(),
        end=None,
        damage=damage,
        withdrawal=withdrawal,
        file=found.file,
        scope_digests=_list_scopes(found.sections),
    )


def choose_header(sections: Sequence[Section]) -> RunHeader:
    """Choose the header that speaks for a run: that of the process that ended it, or else of the main one.

    A run was optimized where any of its processes was.
    """
    first = min(sections, key=_rank)
    optimized = any(section.header.optimized for section in sections)
    return first.header.model_copy(update={"optimized": optimized})


def _rank(section: Section) -> tuple[bool, bool, str]:
    return (section.end is None, section.header.process != MAIN, section.header.model_dump_json())


def _find_end(sections: Sequence[Section]) -> RunEnd | None:
    return next((section.end for section in sections if section.end is not None), None)


def _list_scopes(sections: Sequence[Section]) -> frozenset[str]:
    return frozenset(section.header.source.scope_digest for section in sections)


def _is_header_plausible(found: RunFile) -> bool:
    """Whether a damaged file still says which code and which cases it was about."""
    if not any(section.planned for section in found.sections):
        return False
    if found.damage is None:
        return True
    # The digest that was damaged may be this very one: it is believed where all that repeat it agree.
    ends = {section.end.scope_digest for section in found.sections if section.end is not None}
    return len(_list_scopes(found.sections) | ends) == 1
