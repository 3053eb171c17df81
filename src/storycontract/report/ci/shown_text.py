"""Text from outside as CI outputs may show it: without secrets, and without what would act on a reader."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from storycontract.evidence.masking import mask_text

# Escape sequences, control characters but tab and line feed, what reverses the text after it, lone surrogates
# and noncharacters (XML 1.0 and JSON readers refuse these).
_ACTING = re.compile(
    r"\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
    r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")

LONGEST_LINE = 500
LONGEST_BLOCK = 4_000
CUT = "…"


@dataclass(frozen=True, slots=True)
class ShownText:
    """Makes text fit to be shown; `secrets` are the patterns of what must not be."""

    secrets: Sequence[re.Pattern[str]]

    def line(self, *words: str, longest: int = LONGEST_LINE) -> str:
        """Give one line, the words joined by a space."""
        return _cut(" ".join(self._clean(" ".join(filter(None, words))).split()), longest)

    def block(self, text: str, longest: int = LONGEST_BLOCK) -> str:
        """Give the text with its lines."""
        return _cut(self._clean(text), longest)

    def _clean(self, text: str) -> str:
        # A secret may be seen only before the text is made clean, or only after.
        masked = mask_text(text, self.secrets)
        cleaned = _ACTING.sub(" ", _LINE_ENDS.sub("\n", masked))
        return cleaned if cleaned == text else mask_text(cleaned, self.secrets)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - len(CUT)] + CUT
