"""Text from outside in Markdown that a server renders: shown as it is, whatever it looks like."""

import re

# Everything that CommonMark, GFM, GitHub and GitLab read as markup, the bar that ends a cell included, and
# what is markup only where text begins. A character reference is text wherever it stands.
# Source: https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$]|^[-+=:]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|^/")

# What is made a link of wherever it stands, and what only outside code: mentions, references, emoji.
_ADDRESSES = r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\w)"
_LINKED_IN_CODE = re.compile(_ADDRESSES, re.IGNORECASE)
_LINKED = re.compile(
    rf"{_ADDRESSES}|(?<=[#!~$%&^])(?=[\w\"])|(?<=GH)(?=-\d)|(?<=:)(?=[\w+-]+:)", re.IGNORECASE
)
_NOTHING = "\u200b"


def escape_text(text: str) -> str:
    """Keep text from being read as markup, or made a link or a mention."""
    return _escape_markup(_LINKED.sub(_NOTHING, text))


def render_code(text: str) -> str:
    """Render text to be copied; unlike backquotes, this holds whatever the text holds."""
    return f"<code>{_escape_markup(_LINKED_IN_CODE.sub(_NOTHING, text))}</code>"


def _escape_markup(text: str) -> str:
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", text)
