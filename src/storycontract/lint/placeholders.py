"""Text that stands for text nobody has written yet."""

import re
from functools import lru_cache

from storycontract.lint.masking import mask_literals
from storycontract.lint.prose import KEPT_TEXTS

_PLACEHOLDER = re.compile(
    r"\b(?:TBD|TBA|TODO|FIXME|XXX)\b|\?{3,}|\blorem ipsum\b|^\W*\[[A-Za-z][a-z ]+\]\W*$"
    r"|\[(?:role|name|user|action|context|outcome|value|feature|goal|benefit|capability|description|title)\]"
)


@lru_cache(maxsize=KEPT_TEXTS)
def find_placeholder(text: str) -> str | None:
    """Find a placeholder such as `TBD`, `???` or `[role]`, outside quotes."""
    match = _PLACEHOLDER.search(mask_literals(text))
    return match[0] if match else None
