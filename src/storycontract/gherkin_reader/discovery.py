"""Which files hold the contract."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

SUFFIX = ".feature"


def find_feature_files(root: Path, places: Iterable[str]) -> tuple[Path, ...]:
    """Find the feature files in folders (or named files) of a project, in the order of their paths.

    Hidden folders, virtual environments and `node_modules` are passed over; nothing else is, so that the
    denominator can only be too large. A place that is not there and a folder that cannot be listed are named
    like files, so that reading them tells of it.
    """
    found = {file for place in places for file in iter_feature_files(os.path.normpath(root / place))}
    # In the order that they have with forward slashes; texts are sorted in a fraction of the time of paths.
    return tuple([Path(file) for file in sorted(found, key=lambda file: file.replace(os.sep, "/"))])


def relative_path(root: Path, file: Path) -> str:
    """Name a file as contracts do: relative to the project root, with forward slashes."""
    return Path(os.path.relpath(file, root)).as_posix()


def iter_feature_files(place: str) -> Iterator[str]:
    """Give the feature files of one place as they are come upon, as `find_feature_files` does."""
    if not os.path.isdir(place):  # noqa: PTH112 - Path.is_dir raises in a closed folder
        yield place
        return
    failures: list[OSError] = []
    for folder, subfolders, names in os.walk(place, followlinks=True, onerror=failures.append):
        subfolders[:] = [name for name in subfolders if not _is_foreign(Path(folder, name))]
        yield from [os.path.join(folder, name) for name in names if name.endswith(SUFFIX)]  # noqa: PTH118 - a text
    yield from [failure.filename for failure in failures]


def _is_foreign(folder: Path) -> bool:
    return (
        folder.name.startswith(".")
        or folder.name == "node_modules"
        or os.path.exists(folder / "pyvenv.cfg")  # noqa: PTH110 - Path.exists raises in a closed folder
        or _links_above(folder)
    )


def _links_above(folder: Path) -> bool:
    # A link to one of the folders it was reached through would be walked for ever.
    return folder.is_symlink() and folder.resolve() in {above.resolve() for above in folder.parents}
