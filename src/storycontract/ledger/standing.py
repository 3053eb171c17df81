"""Whether a file of evidence counts beside all others that are known."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from storycontract.evidence.journal import SUFFIX
from storycontract.evidence.record import Withdrawal


class Standing(IntEnum):
    """How far a run counts; the numbers are stored."""

    COUNTS = 0
    WITHDRAWN = 1
    DISPUTED = 2
    COPY = 3


@dataclass(frozen=True, slots=True)
class Claimant:
    """One of the files that claim to be the same shard of the same run."""

    digest: str
    run_id: str
    lines_digest: str


def judge_standings(
    claimants: Iterable[Claimant], withdrawn: Mapping[str, Withdrawal]
) -> dict[str, Standing]:
    """Judge files that claim to be the same shard of the same run, by their digest.

    Two that say something else make each other useless; of two that say the same in another order one counts.
    `withdrawn` is as `index_withdrawals` gives it.
    """
    alike: defaultdict[str, list[Claimant]] = defaultdict(list)
    for claimant in sorted(claimants, key=lambda each: each.digest):
        alike[claimant.lines_digest].append(claimant)
    in_force = [
        copies for copies in alike.values() if not any(find_taken_back(each, withdrawn) for each in copies)
    ]
    standings: dict[str, Standing] = {}
    for first, *copies in alike.values():
        standings[first.digest] = _judge(first, in_force)
        standings.update((copy.digest, Standing.COPY) for copy in copies)
    return standings


def index_withdrawals(withdrawals: Iterable[Withdrawal]) -> dict[str, Withdrawal]:
    """Index withdrawals by the run id or the file name that they name; the latest of each."""
    ordered = sorted(withdrawals, key=lambda each: (each.at_utc, each.model_dump_json()))
    # A path names a folder of somebody's machine before the file: the digest says which file is meant.
    return {each.run.rsplit("/", maxsplit=1)[-1]: each for each in ordered}


def find_taken_back(claimant: Claimant, withdrawn: Mapping[str, Withdrawal]) -> Withdrawal | None:
    """Find why a file was withdrawn; None where it was not."""
    found = [withdrawn[name] for name in (claimant.run_id, claimant.digest + SUFFIX) if name in withdrawn]
    return max(found, key=lambda each: (each.at_utc, each.model_dump_json()), default=None)


def _judge(claimant: Claimant, in_force: Sequence[Sequence[Claimant]]) -> Standing:
    if not any(claimant in copies for copies in in_force):
        return Standing.WITHDRAWN
    return Standing.COUNTS if len(in_force) == 1 else Standing.DISPUTED
