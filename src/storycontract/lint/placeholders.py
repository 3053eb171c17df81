"""Text that stands for text nobody has written yet."""

import re
from functools import lru_cache

from storycontract.lint.prose import KEPT_TEXTS, read_prose

_PLACEHOLDER = re.compile(
    r"\b(?:TBD|TBA|TODO|FIXME|XXX)\b|\?{3,}|\blorem ipsum\b|^\W*\[[A-Za-z][a-z ]+\]\W*$"
    r"|\[(?:role|name|user|action|context|outcome|value|feature|goal|benefit|capability|description|title)\]"
)
# Each placeholder holds one of these; most texts hold none, and this tells so sooner.
_HINTS = ("TBD", "TBA", "TODO", "FIXME", "XXX", "???", "lorem", "[")


@lru_cache(maxsize=KEPT_TEXTS)
def find_placeholder(text: str) -> str | None:
    """Find a placeholder such as `TBD`, `???` or `[role]`, outside quotes."""
    if not hints_at_placeholder(text):
        return None
    match = _PLACEHOLDER.search(read_prose(text).masked)
    return match[0] if match else None


def hints_at_placeholder(text: str) -> bool:
    """Tell whether a text may hold a placeholder."""
    return any([hint in text for hint in _HINTS])  # noqa: C419 - a list is built faster than a generator runs
