"""`storycontract init`: switch a project on, and give it a first story that runs."""

import os
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from storycontract.errors import SettingsError, SetUpError, UsageError

if TYPE_CHECKING:
    from storycontract.assessment.giving_ids import Tagging
    from storycontract.contract.new_ids import NewId
    from storycontract.settings.settings import Settings

STARTER = Path(__file__).parent / "starter"
TABLE = "[tool.storycontract]"
OUTPUTS = ("__pycache__/", ".pytest_cache/", "test-results/", "allure-results/", "allure-results-stories/")
MOST_TAGS_SHOWN = 4
NOT_OURS = frozenset({"node_modules", "site-packages", "__pycache__", "build", "dist"})


class Change(NamedTuple):
    """A file of the project as it will be; no text means that it stays as it is."""

    path: str
    report: str
    text: str | None = None

    def write(self, root: Path) -> None:
        """Write the file, with the folders it needs."""
        if self.text is None:
            return
        target = root / self.path
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(self.text, encoding="utf-8", newline="")
        except OSError as error:
            raise SetUpError(
                f"not written: {error.strerror}",
                where=str(target),
                fix="make its folder writable, then run init again",
            ) from error


def init(
    path: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Folder of the project; made where it is missing.")
    ] = Path(),
    *,
    ids: Annotated[
        bool, typer.Option("--ids", help="Give an id tag to every story and criterion that has none.")
    ] = False,
    prefix: Annotated[
        str | None,
        typer.Option(
            metavar="PREFIX",
            help="What new ids begin with, such as SHOP; by default the name of the product.",
        ),
    ] = None,
) -> None:
    """Switch storycontract on in a project.

    Adds what is missing: settings, lines in .gitignore, a first story that runs, and with --ids a tag for
    each story and criterion. Nothing is overwritten.
    """
    root = path.resolve()
    if root.exists() and not root.is_dir():
        raise UsageError("not a folder", where=str(path), fix="name the folder of your project")
    if prefix is not None and not ids:
        raise UsageError("only new ids have a prefix", where="--prefix", fix="add --ids")
    settings, changes = plan_changes(root)
    tagging = _plan_ids(settings, prefix) if ids else None
    for change in changes:
        change.write(root)
    if tagging is not None:
        tagging.write()
    for line in _report(settings, changes, tagging):
        typer.echo(line)


def plan_changes(root: Path) -> "tuple[Settings, tuple[Change, ...]]":
    """Plan what the project at `root` still lacks, with the settings it will have; nothing is written.

    Raises:
        SettingsError: pyproject.toml cannot be read, or its table cannot be used.
    """
    from storycontract.settings.loading import has_settings, load_settings  # noqa: PLC0415 - pydantic is slow

    settings = load_settings(root)
    table = Change("pyproject.toml", f"it has {TABLE}")
    if not has_settings(root):
        features = () if _has_feature_file(root / "features") else _find_feature_folders(root)
        table = _plan_table(root, features)
        settings = settings.model_copy(update={"features": features or settings.features})
    return settings, (table, _plan_ignored_files(root, settings), *_plan_first_story(root, settings))


def _plan_ids(settings: "Settings", prefix: str | None) -> "Tagging":
    from storycontract.assessment.giving_ids import plan_tagging  # noqa: PLC0415 - only --ids reads features

    return plan_tagging(settings, prefix)


def _plan_table(root: Path, features: tuple[str, ...]) -> Change:
    file = root / "pyproject.toml"
    before = _read(file)
    lines = [TABLE, *([f"features = [{', '.join(map(_quote, features))}]"] if features else [])]
    text = _append(before, lines)
    _require_nothing_lost(file, before or "", text, features)
    report = f"added {TABLE}" if before else f"created with {TABLE}"
    return Change(
        "pyproject.toml", f"{report}, features: {', '.join(features)}" if features else report, text
    )


def _quote(text: str) -> str:
    # A JSON string is a TOML string, too.
    import json  # noqa: PLC0415

    return json.dumps(text, ensure_ascii=False)


def _require_nothing_lost(file: Path, before: str, after: str, features: tuple[str, ...]) -> None:
    import tomllib  # noqa: PLC0415

    expected = tomllib.loads(before.removeprefix("\ufeff"))
    try:
        expected.setdefault("tool", {})["storycontract"] = {"features": list(features)} if features else {}
        kept = tomllib.loads(after.removeprefix("\ufeff")) == expected
    except (tomllib.TOMLDecodeError, TypeError):
        kept = False
    if not kept:
        raise SettingsError(
            f"cannot take {TABLE}: `tool` is written in a way that admits no further table",
            where=str(file),
            fix="write `tool` as tables of the form [tool.<name>], then run init again",
        )


def _plan_ignored_files(root: Path, settings: "Settings") -> Change:
    before = _read(root / ".gitignore")
    known = {line.strip().strip("/").removeprefix("**/") for line in (before or "").splitlines()}
    wanted = (f"/{settings.reports.strip('/')}/", *OUTPUTS)
    missing = [entry for entry in wanted if entry.strip("/") not in known]
    if not missing:
        return Change(".gitignore", "it has all that is needed")
    verb = "created with" if before is None else "added"
    return Change(".gitignore", f"{verb} {', '.join(missing)}", _append(before, missing))


def _plan_first_story(root: Path, settings: "Settings") -> Iterator[Change]:
    if any(_has_feature_file(root / folder) for folder in settings.features):
        yield Change(", ".join(settings.features), "feature files are there")
        return
    folders = {"features": settings.features[0], "steps": settings.steps[0]}
    for folder, name, starter in (
        (folders["features"], "first_story.feature", "first_story.feature"),
        (folders["steps"], "first_story_steps.py", "first_story_steps.txt"),
    ):
        path = f"{folder.rstrip('/')}/{name}"
        if (root / path).exists():
            yield Change(path, "it is there")
        else:
            text = Template((STARTER / starter).read_text(encoding="utf-8")).substitute(folders)
            yield Change(path, "created", text)


def _has_feature_file(place: Path) -> bool:
    return (place.suffix == ".feature" and place.is_file()) or any(place.rglob("*.feature"))


def _find_feature_folders(root: Path) -> tuple[str, ...]:
    """Find the topmost folders that hold feature files, environments and hidden folders aside."""
    found: list[str] = []
    for folder, below, files in os.walk(root):
        if any(name.endswith(".feature") for name in files):
            found.append(Path(folder).relative_to(root).as_posix())
            below.clear()
        below[:] = sorted(name for name in below if _may_hold_features(Path(folder) / name))
    return tuple(found)


def _may_hold_features(folder: Path) -> bool:
    return (
        not folder.name.startswith(".")
        and folder.name not in NOT_OURS
        and not (folder / "pyvenv.cfg").exists()
    )


def _read(file: Path) -> str | None:
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            return stream.read()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"not readable: {error}", where=str(file), fix="mend the file, then run init again"
        ) from error


def _append(before: str | None, lines: list[str]) -> str:
    ending = "\r\n" if before and "\r\n" in before else "\n"
    text = ending.join([*lines, ""])
    if not before:
        return text
    gap = "" if before.endswith("\n") else ending
    return before + gap + (ending if lines[0] == TABLE else "") + text


def _report(settings: "Settings", changes: tuple[Change, ...], tagging: "Tagging | None") -> Iterator[str]:
    if all(change.text is None for change in changes) and not (tagging and tagging.contents):
        yield "nothing to do: everything is there"
        yield from _report_left_alone(tagging)
        return
    for change in changes:
        yield _report_file("wrote" if change.text is not None else "kept", change.path, change.report)
    if tagging is not None:
        yield from _report_ids(tagging, only_tags=all(change.text is None for change in changes))
    yield "next:"
    if settings.root != Path.cwd():
        yield f"  cd {settings.root}"
    if not (tagging and tagging.contents):
        yield f"  {'pytest ' + ' '.join(settings.features):<24}runs the stories"
    yield f"  {'storycontract status':<24}shows which of them are done"


def _report_file(verb: str, path: str, report: str) -> str:
    return textwrap.fill(f"{verb:<6}{path}: {report}", 78, initial_indent="  ", subsequent_indent=" " * 8)


def _report_ids(tagging: "Tagging", *, only_tags: bool) -> Iterator[str]:
    for path, new_ids in tagging.new_ids.items():
        yield _report_file("wrote", path, _describe(new_ids))
    yield from _report_left_alone(tagging)
    everywhere = tuple(new_id for new_ids in tagging.new_ids.values() for new_id in new_ids)
    if everywhere:
        # A change of any other file makes evidence stale.
        kept = "; evidence recorded so far counts on" if only_tags else ""
        yield f"{_count(everywhere)} have an id now{kept}"
    else:
        yield "every story and criterion has an id"


def _report_left_alone(tagging: "Tagging | None") -> Iterator[str]:
    for path in tagging.left_alone if tagging else ():
        yield _report_file("kept", path, "it belongs to an installed package")


def _describe(new_ids: "Sequence[NewId]") -> str:
    names = [new_id.tag for new_id in new_ids]
    shown = names if len(names) <= MOST_TAGS_SHOWN else [*names[: MOST_TAGS_SHOWN - 1], "…", names[-1]]
    return " ".join(name if name == "…" else f"@{name}" for name in shown)


def _count(new_ids: "Sequence[NewId]") -> str:
    stories = sum(new_id.is_story for new_id in new_ids)
    criteria = len(new_ids) - stories
    return (
        f"{stories} {'story' if stories == 1 else 'stories'} and "
        f"{criteria} {'criterion' if criteria == 1 else 'criteria'}"
    )
