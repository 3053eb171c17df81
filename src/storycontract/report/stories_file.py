"""stories.json on disk."""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from storycontract.errors import CannotDecideError, say_reason
from storycontract.report.stories import SCHEMA_VERSION, StoriesDocument
from storycontract.whole_file import write_whole


def render_stories(document: StoriesDocument) -> str:
    """Render the document as it stands on disk."""
    return document.model_dump_json(indent=2) + "\n"


def render_schema() -> str:
    """Render the JSON schema of the document."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **StoriesDocument.model_json_schema(mode="serialization"),
        "title": f"stories.json, version {SCHEMA_VERSION}",
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def save_stories(document: StoriesDocument, file: Path) -> None:
    """Save the document whole or not at all.

    Raises:
        CannotDecideError: the file cannot be written.
    """
    try:
        # Another process may write at the same time; the last one to finish stands.
        write_whole(file, render_stories(document).encode())
    except OSError as error:
        raise CannotDecideError(
            f"the result cannot be written: {say_reason(error)}",
            fix="make the folder writable and free some space, then run again",
            where=str(file),
        ) from error


def remove_stories(file: Path) -> None:
    """Remove the document, so that nobody takes it for the result of a run that is killed.

    Raises:
        CannotDecideError: it is there and stays.
    """
    try:
        file.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        raise CannotDecideError(
            f"the result of an earlier run cannot be removed: {say_reason(error)}",
            fix="delete it or make its folder writable, then run again",
            where=str(file),
        ) from error


def load_stories(file: Path) -> StoriesDocument:
    """Load the document.

    Raises:
        CannotDecideError: there is none, it is no such document, or it is of a version not known here.
    """
    try:
        text = file.read_text(encoding="utf-8")
        content = json.loads(text)
    except OSError as error:
        reason = say_reason(error)
        raise CannotDecideError(
            f"cannot be read: {reason}", fix="run pytest first", where=str(file)
        ) from error
    except ValueError as error:
        raise CannotDecideError(f"is no JSON: {error}", fix="run pytest again", where=str(file)) from error
    _check_version(content, file)
    try:
        return StoriesDocument.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise CannotDecideError(
            f"`{place}`: {first['msg'].lower()}", fix="run pytest again", where=str(file)
        ) from error


def _check_version(content: Any, file: Path) -> None:
    version = content.get("schema_version") if isinstance(content, dict) else None
    if version == SCHEMA_VERSION and type(version) is int:
        return
    if type(version) is int and version > SCHEMA_VERSION:
        problem = f"has schema version {version}, this storycontract knows version {SCHEMA_VERSION}"
        fix = "update storycontract"
    else:
        problem, fix = "has no `schema_version`, so it is no stories.json", "run pytest again"
    raise CannotDecideError(problem, fix=fix, where=str(file))
