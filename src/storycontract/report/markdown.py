"""Text from outside in Markdown that a server renders: shown as it is, whatever it looks like."""

import re

# Everything that CommonMark, GFM, GitHub and GitLab read as markup, the bar that ends a cell included, and
# what is markup only where text begins. A character reference is text wherever it stands.
# Source: https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~&$]|^[-+=:]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|^/")

# What is made a link of wherever it stands, and what only outside code: mentions, references, emoji. A tag in
# code is to be copied, and stays as it is.
_ADDRESSES = r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=[\w.+-]@)(?=\w)"
_LINKED_IN_CODE = re.compile(_ADDRESSES, re.IGNORECASE)
_LINKED = re.compile(
    rf"{_ADDRESSES}|(?<=[@#!~$%&^])(?=[\w\"])|(?<=GH)(?=-\d)|(?<=:)(?=[\w+-]+:)", re.IGNORECASE
)
_NOTHING = "\u200b"

_CODE = re.compile(r"`([^`]+)`")


def escape_text(text: str) -> str:
    """Keep text from being read as markup, or made a link or a mention; it becomes one line."""
    return _escape(" ".join(text.split()))


def render_code(text: str) -> str:
    """Render text to be copied, as one line; unlike backquotes, this holds whatever the text holds."""
    line = " ".join(text.splitlines())
    return f"<code>{_escape_markup(_LINKED_IN_CODE.sub(_NOTHING, line))}</code>"


def render_sentence(text: str) -> str:
    """Render a sentence of ours, in which backquotes stand around the words of others."""
    # Backquotes among those words gain nothing: what is code and what is not are both escaped.
    parts = _CODE.split(" ".join(text.split()))
    return "".join(
        _escape(part) if number % 2 == 0 else render_code(part) for number, part in enumerate(parts)
    )


def _escape(line: str) -> str:
    return _escape_markup(_LINKED.sub(_NOTHING, line))


def _escape_markup(text: str) -> str:
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", text)
