"""User text in Markdown."""

import re

_SPECIAL = re.compile(r"([\\|<>*_\[\]#~&])")
_CODE = re.compile(r"(`[^`]*`)")


def escape_markdown(text: str) -> str:
    """Keep user text from being read as markup; code spans stay, but for the bar that ends a cell."""
    parts = _CODE.split(" ".join(text.split()))
    return "".join(
        part.replace("|", "\\|") if part.startswith("`") and len(part) > 1 else _SPECIAL.sub(r"\\\1", part)
        for part in parts
    )
