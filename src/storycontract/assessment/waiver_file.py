"""`.storycontract/waivers.yaml`: what the gate lets pass for a while."""

from collections.abc import Sequence
from pathlib import Path

from storycontract.assessment.sidecar_file import SidecarForm, add_entries, load_entries
from storycontract.verdict.waiver import Waiver, WaiverFile
from storycontract.verdict.waiving import PlacedWaiver

OPENING = """\
# What the gate lets pass for a while; no verdict changes for it. `storycontract waive` adds to this file.
version: 1
waivers:
"""

WAIVER_FORM = SidecarForm(
    name="waivers.yaml",
    file_model=WaiverFile,
    entry_model=Waiver,
    key="waivers",
    opening=OPENING,
    is_double=Waiver.overlaps,
)


def load_waivers(root: Path) -> tuple[PlacedWaiver, ...]:
    """Load the waivers of the project at `root`, in the order of the file; none where there is no file.

    Raises:
        UsageError: the file says something that cannot be.
        CannotDecideError: it cannot be read.
    """
    return tuple(PlacedWaiver(placed.entry, placed.line) for placed in load_entries(WAIVER_FORM, root))


def add_waivers(root: Path, waivers: Sequence[Waiver]) -> None:
    """Add waivers behind those that are there; comments and layout stay.

    Raises:
        UsageError: the file says something that cannot be, or one of them is there already.
        CannotDecideError: it cannot be read.
        SetUpError: it cannot be written; it then stays as it was.
    """
    add_entries(WAIVER_FORM, root, waivers)
