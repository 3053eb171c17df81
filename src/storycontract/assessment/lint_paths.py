"""What somebody asks to lint, to feature files."""

import glob
import os
from collections.abc import Container, Iterable, Sequence
from itertools import takewhile
from pathlib import Path

from storycontract.errors import UsageError
from storycontract.gherkin_reader.discovery import SUFFIX, find_feature_files, iter_feature_files
from storycontract.lint.names import suggest

_WILD = frozenset("*?[")


def find_files_to_lint(
    root: Path, here: Path, places: Sequence[str], features: Sequence[str]
) -> dict[str, Path]:
    """Find feature files by what contracts call them, in order; `places` are files, folders or globs.

    `places` are relative to `here`. Without any it is the configured tree, `features`, relative to `root`.

    Raises:
        UsageError: a place holds no feature file.
    """
    if places:
        found = [file for place in places for file in _find_in(here, place)]
    else:
        found = [file for place in features for file in _find_configured(root, place)]
    base = os.path.normpath(root)
    named = {_name(base, file.as_posix()): file for file in found}
    return {name: named[name] for name in sorted(named)}


def holds_all(files: Container[str], root: Path, features: Sequence[str]) -> bool:
    """Tell whether some files, by what contracts call them, are all of the configured tree, or more."""
    base = os.path.normpath(root)
    return all(_holds_place(files, base, os.path.normpath(root / place)) for place in features)


def _holds_place(files: Container[str], root: str, place: str) -> bool:
    # Whoever lints one file of many is not to wait until all are found.
    is_empty = True
    for file in iter_feature_files(place):
        if _name(root, Path(file).as_posix()) not in files:
            return False
        is_empty = False
    return not is_empty


def _name(root: str, file: str) -> str:
    if file.startswith(f"{root}/"):
        return file[len(root) + 1 :]
    return Path(os.path.relpath(file, root)).as_posix()


def _find_configured(root: Path, place: str) -> Iterable[Path]:
    path = root / place
    if not os.path.exists(path):  # noqa: PTH110 - Path.exists raises in a closed folder
        remedy = "name a folder of feature files, or set `features` in pyproject.toml [tool.storycontract]"
        nearest = _suggest_path(path, otherwise="")
        raise UsageError(
            f"there is no `{place}`, where the stories are to be",
            fix=f"{nearest} Or {remedy}" if nearest else remedy,
            where=str(root),
        )
    return _expect_some(find_feature_files(root, (place,)), place)


def _find_in(here: Path, place: str) -> Iterable[Path]:
    path = here / place
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises in a closed folder, and where names are too long
        return _expect_some(find_feature_files(here, (place,)), place)
    if os.path.exists(path):  # noqa: PTH110 - as above
        return [Path(os.path.normpath(path))] if path.name.endswith(SUFFIX) else _expect_some((), place)
    if _WILD & set(place):
        return _expect_some(_expand(here, place), place, _suggest_for_glob(here, place))
    raise UsageError(f"there is no `{place}`", fix=_suggest_path(path, otherwise="name one that is there"))


def _expand(here: Path, pattern: str) -> tuple[Path, ...]:
    matches = glob.glob(pattern, root_dir=here, recursive=True)  # noqa: PTH207 - takes absolute ones, too
    wanted = [match for match in matches if match.endswith(SUFFIX) or os.path.isdir(here / match)]  # noqa: PTH112 - as above
    return find_feature_files(here, wanted)


def _expect_some(files: Sequence[Path], place: str, remedy: str = "") -> Sequence[Path]:
    if files:
        return files
    what = "matches" if _WILD & set(place) else "holds"
    otherwise = f"name a folder, a glob or files that end in `{SUFFIX}`"
    raise UsageError(f"`{place}` {what} no feature file", fix=remedy or otherwise)


def _suggest_for_glob(here: Path, pattern: str) -> str:
    """Offer what comes nearest to the folders above the first wildcard; nothing where these are there."""
    parts = takewhile(lambda part: not _WILD & set(part), Path(pattern).parts)
    folder = here.joinpath(*parts)
    return "" if os.path.isdir(folder) else _suggest_path(folder, otherwise="")  # noqa: PTH112 - as above


def _suggest_path(path: Path, *, otherwise: str) -> str:
    above = next((each for each in path.parents if os.path.isdir(each)), path)  # noqa: PTH112 - as above
    missing = path.relative_to(above).parts[0]
    try:
        names = sorted(os.listdir(above))  # noqa: PTH208 - names are all that is needed
    except OSError:
        return f"make the folder `{above}` readable"
    nearest = suggest(missing, names, "")
    return f"in `{above}`: {nearest}" if nearest else otherwise
