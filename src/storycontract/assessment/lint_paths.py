"""What somebody asks to lint, to feature files."""

import glob
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from storycontract.errors import UsageError
from storycontract.gherkin_reader.discovery import SUFFIX, find_feature_files
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
        found = {file for place in places for file in _find_in(here, place)}
    else:
        found = {file for place in features for file in _find_configured(root, place)}
    base = os.path.normpath(root)
    named = ((_name(base, file.as_posix()), file) for file in found)
    return dict(sorted(named))


def _name(root: str, file: str) -> str:
    if file.startswith(f"{root}/"):
        return file[len(root) + 1 :]
    return Path(os.path.relpath(file, root)).as_posix()


def _find_configured(root: Path, place: str) -> Iterable[Path]:
    if not (root / place).exists():
        raise UsageError(
            f"there is no `{place}`, where the stories are to be",
            fix="name a folder of feature files, or set `features` in pyproject.toml [tool.storycontract]",
            where=str(root),
        )
    return _expect_some(find_feature_files(root, (place,)), place)


def _find_in(here: Path, place: str) -> Iterable[Path]:
    path = here / place
    if path.is_dir():
        return _expect_some(find_feature_files(here, (place,)), place)
    if path.exists():
        return [Path(os.path.normpath(path))] if path.name.endswith(SUFFIX) else _expect_some((), place)
    if _WILD & set(place):
        return _expect_some(_expand(here, place), place)
    raise UsageError(f"there is no `{place}`", fix=_suggest_path(path), where=None)


def _expand(here: Path, pattern: str) -> tuple[Path, ...]:
    matches = glob.glob(pattern, root_dir=here, recursive=True)  # noqa: PTH207 - takes absolute ones, too
    wanted = [match for match in matches if match.endswith(SUFFIX) or (here / match).is_dir()]
    return find_feature_files(here, wanted)


def _expect_some(files: Sequence[Path], place: str) -> Sequence[Path]:
    if files:
        return files
    what = "matches" if _WILD & set(place) else "holds"
    raise UsageError(
        f"`{place}` {what} no feature file", fix=f"name a folder, a glob or files that end in `{SUFFIX}`"
    )


def _suggest_path(path: Path) -> str:
    above = next((folder for folder in path.parents if folder.is_dir()), path)
    missing = path.relative_to(above).parts[0]
    remedy = suggest(missing, sorted(entry.name for entry in above.iterdir()), "name one that is there")
    return f"in `{above}`: {remedy}" if "`" in remedy else remedy
