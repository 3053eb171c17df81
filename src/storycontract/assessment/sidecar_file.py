"""Sidecars on disk: read with the line of every mistake, added to without losing what is there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from pydantic import ValidationError

from storycontract.errors import CannotDecideError, SetUpError, UsageError, say_reason
from storycontract.lint.names import suggest
from storycontract.verdict.sidecar import SidecarModel
from storycontract.whole_file import write_whole

if TYPE_CHECKING:
    from storycontract.assessment.sidecar_yaml import Place, SidecarYaml

FOLDER = ".storycontract"

# An entry is found by the key of the list and its number in it.
ENTRY_DEPTH = 2

Entry = TypeVar("Entry", bound=SidecarModel)


@dataclass(frozen=True, slots=True)
class Placed(Generic[Entry]):
    """An entry, and the line it begins in."""

    entry: Entry
    line: int


@dataclass(frozen=True, slots=True)
class SidecarForm(Generic[Entry]):
    """What a sidecar may hold: the model of the file, that of an entry, and the key of the list of entries.

    `is_double` tells whether an entry cannot stand beside an earlier one. `opening` is what a new file begins
    with.
    """

    name: str
    file_model: type[SidecarModel]
    entry_model: type[Entry]
    key: str
    opening: str
    is_double: Callable[[Entry, Entry], bool]

    @property
    def shown(self) -> str:
        """The path from the project root."""
        return f"{FOLDER}/{self.name}"


def load_entries(form: SidecarForm[Entry], root: Path) -> tuple[Placed[Entry], ...]:
    """Load all entries, in the order of the file; none where there is no file.

    Raises:
        UsageError: the file says something that cannot be.
        CannotDecideError: it cannot be read.
    """
    text = _read(form.shown, root / FOLDER / form.name)
    return () if text is None else _parse(form, text)


def add_entries(form: SidecarForm[Entry], root: Path, entries: Sequence[Entry]) -> None:
    """Add entries behind those that are there; comments and layout stay.

    Raises:
        UsageError: the file says something that cannot be, or an entry is there already.
        CannotDecideError: it cannot be read.
        SetUpError: it cannot be written; it then stays as it was.
    """
    # Whoever only judges and has no sidecar does not wait for YAML.
    from storycontract.assessment.sidecar_yaml import SidecarYamlError, add_to_list  # noqa: PLC0415

    file = root / FOLDER / form.name
    before = _read(form.shown, file)
    known = () if before is None else _parse(form, before)
    _check_new(form, known, entries)
    text = (before or form.opening).replace("\r\n", "\n")
    try:
        for entry in entries:
            text = add_to_list(text, form.key, _plain(entry))
    except SidecarYamlError as error:
        raise _error(form, error.problem, error.line, "mend the file, then try again") from error
    after = [placed.entry for placed in _parse(form, text)]
    if after != [*(placed.entry for placed in known), *entries]:
        raise UsageError(
            "cannot be added to without changing what is there",
            fix="write the entry by hand",
            where=form.shown,
        )
    _save(file, text.replace("\n", "\r\n") if before and "\r\n" in before else text)


def _read(shown: str, file: Path) -> str | None:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise UsageError("is not UTF-8", fix="save the file as UTF-8", where=f"{shown}:{line}") from error
    except OSError as error:
        reason = say_reason(error)
        raise CannotDecideError(
            f"cannot be read: {reason}", fix="make it a file you may read", where=shown
        ) from error


def _parse(form: SidecarForm[Entry], text: str) -> tuple[Placed[Entry], ...]:
    from storycontract.assessment.sidecar_yaml import SidecarYamlError, parse_yaml  # noqa: PLC0415 - as above

    try:
        parsed = parse_yaml(text)
    except SidecarYamlError as error:
        raise _error(form, error.problem, error.line, "mend the file; nothing else reads it") from error
    value = parsed.value
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise _error(form, f"holds no `{form.key}`", 1, f"begin it with `{form.key}:`")
    try:
        loaded = form.file_model.model_validate(
            {name: inner for name, inner in value.items() if inner is not None}
        )
    except ValidationError as error:
        raise _explain(form, error, parsed) from error
    entries: tuple[Entry, ...] = getattr(loaded, form.key)
    placed = tuple(
        Placed(entry, parsed.find_line((form.key, number))) for number, entry in enumerate(entries)
    )
    _check_doubles(form, placed)
    return placed


def _check_doubles(form: SidecarForm[Entry], placed: Sequence[Placed[Entry]]) -> None:
    for number, later in enumerate(placed):
        for earlier in placed[:number]:
            if form.is_double(earlier.entry, later.entry):
                raise _error(
                    form,
                    f"says again what line {earlier.line} says",
                    later.line,
                    "keep one of the two",
                )


def _check_new(form: SidecarForm[Entry], known: Sequence[Placed[Entry]], entries: Sequence[Entry]) -> None:
    for entry in entries:
        for placed in known:
            if form.is_double(placed.entry, entry):
                raise _error(
                    form, "says that already", placed.line, "change this entry, or take it out first"
                )


def _explain(form: SidecarForm[Entry], error: ValidationError, parsed: "SidecarYaml") -> UsageError:
    # A key that is misspelt is missing as well, and the former says more.
    first = min(error.errors(), key=lambda one: one["type"] != "extra_forbidden")
    place: Place = first["loc"]
    line = parsed.find_line(place)
    key = next((part for part in reversed(place) if isinstance(part, str)), form.key)
    match first["type"]:
        case "extra_forbidden":
            known = _list_keys(form, place[:-1])
            return _error(
                form, f"unknown key `{key}`", line, suggest(key, known, f"known keys: {', '.join(known)}")
            )
        case "missing":
            return _error(form, f"`{key}` is missing", line, f"add `{key}:` to this entry")
        case "value_error":
            said = first["msg"].removeprefix("Value error, ")
            problem = said if len(place) == ENTRY_DEPTH else f"`{key}`: {said}"
        case _:
            problem = f"`{key}`: {first['msg'][:1].lower()}{first['msg'][1:]}"
    return _error(form, problem, line, f"change `{key}`")


def _list_keys(form: SidecarForm[Entry], place: "Place") -> tuple[str, ...]:
    model: type[SidecarModel] = form.file_model
    if len(place) == ENTRY_DEPTH:
        model = form.entry_model
    elif len(place) > ENTRY_DEPTH:
        return ("name", "sha256")
    return tuple(field.alias or name for name, field in model.model_fields.items())


def _error(form: SidecarForm[Entry], problem: str, line: int, fix: str) -> UsageError:
    return UsageError(problem, fix=fix, where=f"{form.shown}:{line}")


def _plain(entry: SidecarModel) -> dict[str, object]:
    # Days are written without quotes, as people write them.
    plain: dict[str, object] = entry.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    days = {
        name: value
        for name, value in entry
        if isinstance(value, date) and not isinstance(value, datetime) and name in plain
    }
    return {**plain, **days}


def _save(file: Path, text: str) -> None:
    try:
        write_whole(file.resolve(), text.encode(), keeps_mode=True)
    except OSError as error:
        raise SetUpError(
            f"cannot be written: {say_reason(error)}",
            fix="make the folder writable and free some space, then try again",
            where=str(file),
        ) from error
