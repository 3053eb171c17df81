"""Secrets and places of this machine, out of everything that is written for Allure."""

import re
from collections.abc import Hashable, Iterable, Sequence
from functools import cache
from pathlib import Path, PurePath
from typing import Any, cast

from storycontract.evidence.masking import mask_text

# All other fields are keys that results are found and told apart by, or words of Allure's.
_FREE_TEXT = frozenset({"name", "fullName", "value", "message", "trace", "description", "descriptionHtml"})


class TextCleaner:
    """Masks what secret patterns match, and makes the paths below `root` and `libraries` relative.

    `root` becomes relative to itself; of a library only its name is left.
    """

    def __init__(
        self, patterns: Sequence[re.Pattern[str]], root: Path, libraries: Iterable[Path] = ()
    ) -> None:
        self._patterns = patterns
        self._folders = _compile_folders([*libraries, root, root.resolve()])

    def clean(self, text: str) -> str:
        """Clean one text."""
        shortened = self._folders.sub(lambda found: "" if found["inside"] else ".", text)
        return mask_text(shortened, self._patterns)

    def clean_value(self, name: str, value: str) -> str:
        """Clean a value whose name may be what tells that it is a secret."""
        start = f"{name}="
        together = self.clean(f"{start}{value}")
        return together.removeprefix(start) if together.startswith(start) else self.clean(value)

    def clean_body(self, body: str | bytes) -> str | bytes:
        """Clean what is attached; anything but text stays as it is."""
        if isinstance(body, str):
            return self.clean(body)
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return body
        return body if "\0" in text else self.clean(text).encode()

    def clean_item(self, item: Any) -> None:
        """Clean all free text within one of Allure's items."""
        for name in list_fields(item):
            value = getattr(item, name)
            if not value:
                continue
            if name in _FREE_TEXT and isinstance(value, str):
                setattr(item, name, self._clean_field(item, name, value))
            elif name == "titlePath":
                setattr(item, name, [self.clean(each) for each in value])
            else:
                self._clean_parts(value)

    def _clean_field(self, item: object, name: str, value: str) -> str:
        label: object = getattr(item, "name", None)
        if name == "value" and isinstance(label, str):
            return self.clean_value(label, value)
        return self.clean(value)

    def _clean_parts(self, value: object) -> None:
        for part in value if isinstance(value, list) else (value,):
            if list_fields(part):
                self.clean_item(part)


def list_fields(item: object) -> tuple[str, ...]:
    """List the fields of one of Allure's items; anything else has none."""
    return _list_fields_of(cast("Hashable", type(item)))


@cache
def _list_fields_of(kind: Hashable) -> tuple[str, ...]:
    # As attrs keeps it: to ask attrs each time takes a good part of the time that writing does.
    return tuple(each.name for each in getattr(kind, "__attrs_attrs__", ()))


def _compile_folders(folders: Iterable[Path]) -> re.Pattern[str]:
    spellings = {
        spelling
        for folder in folders
        if len(folder.parts) > 1
        for spelling in (str(folder), PurePath(folder).as_posix())
    }
    # The longest first: an environment often stands within the project.
    ordered = sorted(spellings, key=len, reverse=True)
    names = "|".join(re.escape(spelling) for spelling in ordered) or r"(?!)"
    return re.compile(rf"(?:{names})(?:(?P<inside>[/\\])|(?![\w.-]))")
