"""Evidence of other machines taken into one's own folder: checked, whole, and each piece once.

What is there is never changed for the worse, so that neither the order of merges nor doing them again nor two
at once make a difference.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from storycontract.errors import EvidenceError
from storycontract.evidence.artefacts import FOLDER as ARTEFACTS
from storycontract.evidence.brought import Brought, is_below
from storycontract.evidence.closing import close_run, render_closed
from storycontract.evidence.evidence_file import write_evidence
from storycontract.evidence.record import Artefact
from storycontract.evidence.recorded_run import choose_header
from storycontract.evidence.run_file import (
    RunFile,
    is_closed_name,
    is_journal_name,
    name_closed,
    read_closed,
    read_content,
    read_open,
)
from storycontract.evidence.scope import MANIFESTS, load_manifest
from storycontract.evidence.withdrawal_file import FILE_NAME as WITHDRAWALS
from storycontract.evidence.withdrawal_file import append_withdrawal, load_withdrawals

DIGEST_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that was not taken as it should be, and why, in a clause."""

    file: Path
    why: str


@dataclass(slots=True)
class Merged:
    """What became of the evidence that was brought; runs by their ids.

    `foreign` is evidence of other projects, which is left where it is; `damaged` is taken in as it is, since
    nobody knows what it would say; `lost` are files that the evidence names and that are not there;
    `outside` are links out of what was named, which are not followed.
    """

    new: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    new_files: int = 0
    withdrawals: int = 0
    foreign: list[Refusal] = field(default_factory=list)
    damaged: list[Refusal] = field(default_factory=list)
    lost: list[Refusal] = field(default_factory=list)
    outside: list[Refusal] = field(default_factory=list)


class Merger:
    """Takes what was brought to a project into its evidence folder."""

    def __init__(self, evidence_folder: Path, project: str, brought: Brought) -> None:
        self._folder = evidence_folder
        self._project = project
        self._brought = brought
        self._merged = Merged()

    def merge(self) -> Merged:
        """Take in everything.

        Raises:
            EvidenceError: a file cannot be written; what was written stands, and merging again goes on.
        """
        for file in self._brought.closed:
            self._take_closed(file)
        for folder in self._brought.open_runs:
            self._take_open(folder)
        for file in self._brought.renamed:
            self._take_renamed(file)
        for folder in self._brought.unlistable:
            self._merged.damaged.append(Refusal(folder, "cannot be looked into"))
        for link in self._brought.links:
            why = f"a link out of what was named, to `{link.readlink()}`"
            self._merged.outside.append(Refusal(link, why))
        for file in self._brought.withdrawals:
            self._take_withdrawals(file)
        if self._merged.new:
            for folder in self._brought.manifests:
                self._take_manifests(folder)
        self._merged.known -= self._merged.new
        return self._merged

    def _take_closed(self, file: Path) -> None:
        content = _try_to_read(file)
        found = read_closed(file) if content is None else read_content(file, content)
        if found.damage is not None or content is None:
            self._keep_damaged(found, content)
        elif not self._is_foreign(found):
            # Pictures come first: whoever sees a run then finds what it names.
            self._take_artefacts(found)
            self._take_content(found, content)

    def _take_content(self, found: RunFile, content: bytes) -> None:
        target = self._folder / name_closed(content)
        run_id = choose_header(found.sections).run_id
        if self._is_own(found.file) or read_closed(target).damage is None:
            self._merged.known.add(run_id)
        else:
            write_evidence(target, content)
            self._merged.new.add(run_id)
        if (self._folder / run_id).is_dir():
            # It came before as a run that had broken off.
            close_run(self._folder / run_id)

    def _take_open(self, folder: Path) -> None:
        found = read_open(folder)
        if found.damage is None and self._is_foreign(found):
            return
        if found.damage is not None:
            self._merged.damaged.append(Refusal(folder, found.damage))
        else:
            self._take_artefacts(found)
        with suppress(OSError):
            content = render_closed(folder)
            if content is not None:
                self._take_content(read_content(folder, content), content)
                return
        self._take_journals(folder, self._folder / folder.absolute().name)

    def _take_journals(self, folder: Path, target: Path) -> None:
        known, new = self._merged.known, self._merged.new
        if self._is_own(folder):
            known.add(target.name)
            return
        is_new = False
        for journal in sorted(path for path in folder.iterdir() if is_journal_name(path.name)):
            is_new |= _take_journal(_try_to_read(journal) or b"", target / journal.name)
        # Where it was closed meanwhile, and says no more than that, it goes again.
        if close_run(target) != target:
            is_new = False
        (new if is_new else known).add(target.name)

    def _take_renamed(self, file: Path) -> None:
        content = _try_to_read(file)
        if content is not None:
            as_named = read_content(Path(name_closed(content)), content)
            if as_named.damage is None and self._is_foreign(replace(as_named, file=file)):
                return
        self._keep_damaged(read_closed(file), content)

    def _keep_damaged(self, found: RunFile, content: bytes | None) -> None:
        name = found.file.name
        if not is_closed_name(name):
            name = f"renamed-{hashlib.sha256(content or b'').hexdigest()}.jsonl"
        target = self._folder / name
        if is_closed_name(name) and read_closed(target).damage is None:
            # The name is the digest of what it held: here is what it held.
            return
        self._merged.damaged.append(Refusal(found.file, found.damage or "cannot be read"))
        if content is None or self._is_own(found.file):
            return
        known = _try_to_read(target)
        if known is None or (len(known), known) < (len(content), content):
            write_evidence(target, content)

    def _is_own(self, path: Path) -> bool:
        return path.resolve().is_relative_to(self._folder.resolve())

    def _is_foreign(self, found: RunFile) -> bool:
        project = choose_header(found.sections).project
        if project != self._project:
            self._merged.foreign.append(Refusal(found.file, f"it is about `{project}`"))
        return project != self._project

    def _take_artefacts(self, found: RunFile) -> None:
        if self._is_own(found.file):
            return
        for artefact in {
            artefact.path: artefact
            for section in found.sections
            for attempt in section.attempts
            for artefact in attempt.artefacts
        }.values():
            self._take_artefact(artefact, found)

    def _take_artefact(self, artefact: Artefact, found: RunFile) -> None:
        name = PurePosixPath(artefact.path).name
        target = self._folder / ARTEFACTS / name
        beside = found.file.parent / ARTEFACTS / name
        if name.startswith(artefact.sha256) and _read_intact(target, artefact) is not None:
            return
        own = [beside] if is_below(beside, [found.file.parent.resolve()]) else []
        places = [*own, *self._brought.kept_files.get(artefact.sha256, ())]
        intact = (content for place in places if (content := _read_intact(place, artefact)) is not None)
        content = next(intact, None)
        if content is not None and name.startswith(artefact.sha256):
            write_evidence(target, content)
            self._merged.new_files += 1
            return
        there = next((place for place in places if place.exists()), None)
        why = "was not brought along" if there is None else "is not what was recorded"
        self._merged.lost.append(Refusal(there or beside, f"{artefact.kind} `{artefact.name}` {why}"))

    def _take_withdrawals(self, file: Path) -> None:
        if self._is_own(file):
            return
        brought = load_withdrawals(file)
        own = set(load_withdrawals(self._folder / WITHDRAWALS).records)
        for record in brought.records:
            if record not in own:
                append_withdrawal(self._folder / WITHDRAWALS, record)
                self._merged.withdrawals += 1
        if brought.damage is not None:
            # Without it a run could count that was withdrawn.
            content = _try_to_read(file) or b""
            name = f"withdrawn-{hashlib.sha256(content).hexdigest()[:DIGEST_SHOWN]}"
            write_evidence(self._folder / name / WITHDRAWALS, content)
            self._merged.damaged.append(Refusal(file, brought.damage))

    def _take_manifests(self, folder: Path) -> None:
        for file in sorted(file for file in folder.glob("*.json") if not file.is_symlink()):
            target = self._folder / MANIFESTS / file.name
            if not target.exists() and load_manifest(folder.parent, file.stem) is not None:
                # Evidence stands without; only what made it stale could not be named.
                with suppress(EvidenceError):
                    write_evidence(target, _try_to_read(file) or b"")


def merge_evidence(evidence_folder: Path, project: str, brought: Brought) -> Merged:
    """Take evidence of a project into its folder.

    Raises:
        EvidenceError: a file cannot be written; what was written before stands, and merging again goes on.
    """
    return Merger(evidence_folder, project, brought).merge()


def _take_journal(content: bytes, target: Path) -> bool:
    """Take one process's part of a run that has no end; tell whether it says anything new."""
    known = _try_to_read(target) or b""
    if known.startswith(content):
        return False
    if not content.startswith(known):
        # Two that contradict each other both stay: nobody knows which one is right.
        digest = hashlib.sha256(content).hexdigest()[:DIGEST_SHOWN]
        return _take_journal(content, target.with_name(f"{target.stem}-{digest}{target.suffix}"))
    write_evidence(target, content)
    return True


def _read_intact(file: Path, artefact: Artefact) -> bytes | None:
    content = _try_to_read(file)
    is_intact = content is not None and hashlib.sha256(content).hexdigest() == artefact.sha256
    return content if is_intact else None


def _try_to_read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
