"""Files that take their place whole or not at all, whoever else writes or reads them at the same time."""

import os
from contextlib import suppress
from pathlib import Path


def write_whole(
    file: Path, content: bytes, *, keeps_mode: bool = False, survives_power_cut: bool = False
) -> None:
    """Write a file, in a folder that is made where there is none; readers see the old content or the new one.

    A file that `keeps_mode` is as open to others as the one it replaces.

    Raises:
        OSError: it cannot be written; what was there before is still there.
    """
    # The name may be as long as a name can be, so the draft's is its own; numbers of processes are alike in
    # two containers.
    draft = file.with_name(f".storycontract-{os.urandom(8).hex()}.tmp")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as target:
            target.write(content)
            if survives_power_cut:
                target.flush()
                os.fsync(target.fileno())
        if keeps_mode and file.exists():
            draft.chmod(file.stat().st_mode)
        draft.replace(file)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
