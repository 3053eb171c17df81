"""Steps and wants that speak of how the product is built."""

import re
from functools import lru_cache

from storycontract.lint.lexicon import load_lexicon
from storycontract.lint.prose import KEPT_TEXTS, read_prose

# A selector stands inside quotes as often as outside.
_SELECTOR = re.compile(
    r"""
      (?<![\w/&#.=?-])[#](?!\d)[a-z]\w*(?:[-_]\w+)+                   # #main-menu
    | (?<![\w/.*=~-])\.[a-z]+(?:[-_]+[a-z0-9]+)+
        (?![\w.]*\.[a-z]{1,5}\b)(?!\s+(?:file|folder|director))     # .nav-item, but no name of a file
    | (?:within|inside|element|selector|css|under)\s+["'][.#][a-zA-Z][\w-]*   # within ".stream"
    | //[a-z*]+\[@?[\w-]+                                         # //div[@id
    | \b(?:a|div|span|input|button|form|li|ul|tr|td|th|table|section|body|select|textarea|label|img|p)
        \[[\w-]+[*^$~|]?=                                        # a[href=
    | (?<![\w-])(?:css|xpath)\s?=\s?\S+
    | \b(?:div|span|ul|li|tr|td|table|section|body|nav|form|a|p)(?:[.#][a-z][\w-]*)*
        \s+>\s+[a-z.#]+                                         # div.menu > li
    | :(?:nth-child|first-child|last-child|contains|nth-of-type|not)\(
    | \b(?:css\s+selector|xpath|css\s+class|data-testid)\b
    """,
    re.VERBOSE,
)
_CODE_SPAN = re.compile(r"`[^`]*`")
_LITERAL_PARAMETER = re.compile(r"`[^`]*`|<[^<>\s][^<>]*>")
_SQL = re.compile(
    r"\b(?:SELECT\b.+\bFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE|DROP\s+TABLE|ALTER\s+TABLE)\b"
)
_HTTP = re.compile(
    r"""
      \b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|PROPFIND)\s+(?:request|call|to\b|on\b|/|["'<]/)
    | \b(?:HTTP|http)\s+(?:status|response|request|header|code|GET|POST|PUT|DELETE|verb|method|basic)\w*
    | \bHTTPS?\s+requests?\b
    | \b(?:status|response)\s+code\b
    | \b(?:status|response)\s+(?:is|of|should\s+be|should\s+have\s+been)\s+["']?[1-5]\d\d\b
    | \b(?:request|response)\s+(?:headers?|body|payload)\b
    | \b[Cc]ontent-[Tt]ype\b
    | \b(?:JSON|XML|json|xml)\s+(?:body|payload|response|object|node|path|schema|document|data)\b
    | \bresponse\s+JSON\b
    """,
    re.VERBOSE,
)
# Only outside quotes, where a stakeholder reads it as a word.
_CODE = re.compile(
    r"""
      (?<![\w.])[A-Za-z_]\w*(?:(?:\.|::|->)\w+)*\(\)              # order.place()
    | \b\w+::\w+(?:::\w+)*\b                                      # Shop::Order
    | (?<![\w.@/])(?!iOS|iP|eB|eM|e[A-Z])[a-z]+(?:[A-Z][a-z]+)+\b(?!\s+user)  # orderTotal
    | (?<![\w.@/:-])[a-z]+(?:_[a-z]+)+(?![\w]|\.\w|\s+file)          # order_total, but no file
    | (?<![\w.@/:-])[A-Z]+(?:_[A-Z0-9]+)+\b                         # ORDER_TOTAL
    """,
    re.VERBOSE,
)
_TABLE = re.compile(
    r"\b(?:database|db|SQL|sql)\s+(?:table|row|record|column|query|schema|transaction)s?\b|\bin\s+the\s+database\b"
)
# Without one of these none of the patterns above can match, and most steps have none. They start with the set
# of the signs that any of them starts with, since such a pattern is the fastest to search.
_SELECTOR_HINT = re.compile(
    r"[#\[=>/.:cdx](?:(?<=[#\[=>])|(?<=/)/|(?<=:)[A-Za-z]|(?<!\w\.)(?<=\.)[A-Za-z]"
    r"|(?<=c)ss|(?<=x)path|(?<=d)ata-testid)"
)
_PROTOCOL_HINT = re.compile(
    "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|PROPFIND|HTTP|http|tatus|esponse|equest|ontent-|JSON|XML|json|xml"
    "|database|db|SQL|sql|SELECT|INSERT|UPDATE|CREATE|DROP|ALTER"
)
_CODE_HINT = re.compile(r"[A-Z_:(](?:(?<=[a-z][A-Z])|(?<=_)|(?<=:):|(?<=\()\))")
_COMMAND_OPTION = re.compile(r"(?<![\w-])--[a-z][\w-]+")
_URL = re.compile(r"\b(?:https?|ftp|wss?)://[^\s\"'<>]+", re.IGNORECASE)
_PATH = re.compile(r"(?<![\w:/.<])/[a-z][\w-]*(?:/[\w{}<>:.-]+)+(?:\?\S*)?")


@lru_cache(maxsize=KEPT_TEXTS)
def find_selector(text: str) -> str | None:
    """Find a CSS, XPath or DOM selector, inside quotes or outside; a code span is a command."""
    if not hints_at_selector(text):
        return None
    match = _SELECTOR.search(_LITERAL_PARAMETER.sub(_blank, text))
    return match[0] if match else None


def hints_at_selector(text: str) -> bool:
    """Tell whether a text, or a word of it, may hold a selector."""
    return _SELECTOR_HINT.search(text) is not None


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def hints_at_implementation(text: str) -> bool:
    """Tell whether a text, or a word of it, may hold what `find_protocol` or `find_code` finds."""
    return _PROTOCOL_HINT.search(text) is not None or _CODE_HINT.search(text) is not None


@lru_cache(maxsize=KEPT_TEXTS)
def find_protocol(text: str) -> str | None:
    """Find words of SQL or HTTP, of the database or of a response's body."""
    if not _PROTOCOL_HINT.search(text):
        return None
    shown = _CODE_SPAN.sub(_blank, text)
    for pattern in (_SQL, _HTTP, _TABLE):
        if match := pattern.search(shown):
            return match[0]
    return None


@lru_cache(maxsize=KEPT_TEXTS)
def find_code(text: str) -> str | None:
    """Find a name of the code outside quotes: a call, `camelCase`, `snake_case`, `A::B`."""
    if not _CODE_HINT.search(text):
        return None
    match = _CODE.search(read_prose(text).masked)
    return match[0] if match else None


def find_command_option(text: str) -> str | None:
    """Find an option of a command, such as `--dry-run`."""
    match = _COMMAND_OPTION.search(text)
    return match[0] if match else None


@lru_cache(maxsize=KEPT_TEXTS)
def find_url(text: str) -> str | None:
    """Find a URL, or the path of one."""
    match = _URL.search(text)
    if match is None and load_lexicon("en").word_set("page_words") & set(read_prose(text).words):
        match = _PATH.search(text)
    return match[0] if match else None
