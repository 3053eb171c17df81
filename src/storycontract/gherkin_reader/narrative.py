"""The prose of a description to role, want and benefit."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final

from storycontract.contract.narrative import Narrative

# Bullets, quotation marks and emphasis of Markdown may stand before a part and around its introduction.
_MARKUP: Final = " \t*_>+\N{BULLET}\N{EN DASH}\N{EM DASH}-"
_CLAUSE_START: Final = rf"(?:^|(?<=[,;.:]))(?:\d+[.)])?[{_MARKUP}]*"
_WORD_START: Final = r"(?<![^\W_])"
# An elided word (`d'`) runs straight into the next one.
_WORD_END: Final = r"(?:(?<=')|(?![^\W_]))"


def parse_narrative(description: str, language: str) -> Narrative:
    """Read the three parts of a narrative in either order.

    `language` is a Gherkin language code; a language without a lexicon has its text kept and its parts None.
    A part runs to the next part, or to the end of its paragraph.
    """
    text = "\n".join(line.strip() for line in description.strip().splitlines())
    patterns = _load_patterns(language.partition("-")[0])
    if patterns is None or not text:
        return Narrative(None, None, None, text)
    starts = _find_parts(text, patterns)
    parts = {name: _cut(text, end, starts) for name, (_, end) in starts.items()}
    return Narrative(parts.get("role"), parts.get("want"), parts.get("benefit"), text)


def _find_parts(text: str, patterns: Mapping[str, re.Pattern[str]]) -> dict[str, tuple[int, int]]:
    """Map each part to where its introduction starts and ends; the first of its kind counts."""
    text = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    starts: dict[str, tuple[int, int]] = {}
    if role := patterns["role"].search(text):
        starts["role"] = role.span()
    want = _find_want(text, patterns, role.end() if role else None)
    if want is not None:
        starts["want"] = want.span()
        starts |= _find_inner_role(text, want, patterns) if role is None else {}
    benefits = [match for name in ("benefit", "benefit_clause") if (match := patterns[name].search(text))]
    if benefits:
        starts["benefit"] = min(benefits, key=lambda match: match.start()).span()
    return starts if "want" in starts or _opens_paragraph(text, starts) else {}


def _find_inner_role(
    text: str, want: re.Match[str], patterns: Mapping[str, re.Pattern[str]]
) -> dict[str, tuple[int, int]]:
    """Find the role between the introduction of the want and the want itself, on a line of its own."""
    role = patterns["inner_role"].match(text, want.end())
    line_end = text.find("\n", role.end()) if role is not None else -1
    if role is None or line_end < 0:
        return {}
    return {"role": (want.start(), role.end()), "want": (line_end, line_end + 1)}


def _find_want(text: str, patterns: Mapping[str, re.Pattern[str]], later: int | None) -> re.Match[str] | None:
    candidates: Iterator[re.Match[str]] = patterns["want"].finditer(text)
    if later is not None:
        candidates = chain(candidates, patterns["later_want"].finditer(text, later))
    # `so that I can …` is a benefit, whatever its first words.
    return next((found for found in candidates if not _opens_benefit(text[: found.start()], patterns)), None)


def _opens_benefit(text: str, patterns: Mapping[str, re.Pattern[str]]) -> bool:
    end = len(text.rstrip())
    for name in ("benefit", "benefit_clause"):
        for match in patterns[name].finditer(text):
            if match.end() == end:
                return True
    return False


def _opens_paragraph(text: str, starts: Mapping[str, tuple[int, int]]) -> bool:
    """Tell a narrative from prose in whose sentences the same words happen to stand."""
    return any(start == 0 or text[:start].endswith("\n\n") for start, _ in starts.values())


def _cut(text: str, begin: int, starts: Mapping[str, tuple[int, int]]) -> str | None:
    following = [start for start, _ in starts.values() if start >= begin]
    paragraph = text.find("\n\n", begin)
    end = min([*following, paragraph if paragraph >= 0 else len(text)])
    return " ".join(text[begin:end].split()).strip(f"{_MARKUP},;.:") or None


@cache
def _load_patterns(language: str) -> dict[str, re.Pattern[str]] | None:
    lexicon = _load_lexicons().get(language)
    return None if lexicon is None else _compile(lexicon)


@cache
def _load_lexicons() -> dict[str, dict[str, list[str]]]:
    source = Path(__file__).with_name("narratives.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def _compile(lexicon: Mapping[str, list[str]]) -> dict[str, re.Pattern[str]]:
    def pattern(before: str, *names: str) -> re.Pattern[str]:
        choices = "|".join(choice for name in names for choice in lexicon[name])
        return re.compile(f"{before}(?:{choices}){_WORD_END}", re.IGNORECASE | re.MULTILINE)

    return {
        "role": pattern(_CLAUSE_START, "role"),
        "inner_role": pattern(r"\s+", "role"),
        "want": pattern(_CLAUSE_START, "want"),
        "later_want": pattern(_WORD_START, "want"),
        "benefit": pattern(_WORD_START, "benefit"),
        "benefit_clause": pattern(_CLAUSE_START, "benefit", "benefit_clause"),
    }
