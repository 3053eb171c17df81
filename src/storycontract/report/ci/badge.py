"""A badge: how many stories are done, as an SVG of our own and as an endpoint for shields.io."""

import json
from dataclasses import dataclass

from storycontract.report.ci.answer import Answer
from storycontract.report.stories import VerdictCounts
from storycontract.verdict.judgement import StoryVerdict

_GREY = "#57606a"
_GREEN = "#1a7f37"
_LEFT = "#24292f"
_CHARACTER = 6.6
_PADDING = 8
_HEIGHT = 20


@dataclass(frozen=True, slots=True)
class _Look:
    """What is said of the worst verdict, and the colour that goes with it: white on it can be read."""

    words: str
    colour: str


_COLOURS = {
    StoryVerdict.FAILING: "#b62324",
    StoryVerdict.UNPROVEN: "#8a5a00",
    StoryVerdict.UNSPECIFIED: "#8250df",
    StoryVerdict.UNSTARTED: "#0a58ca",
}
_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" role="img" aria-label="{label}">
  <title>{label}</title>
  <rect width="{width}" height="{height}" rx="3" fill="{colour}"/>
  <path fill="{left}" d="M3 0H{split}V{height}H3A3 3 0 0 1 0 {bottom}V3A3 3 0 0 1 3 0Z"/>
  <g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11" aria-hidden="true">
    <text x="{padding}" y="14" textLength="{headline_width}">{headline}</text>
    <text x="{words_x}" y="14" textLength="{words_width}">{words}</text>
  </g>
</svg>
"""


def render_badge(answer: Answer) -> str:
    """Render the SVG; nothing in it comes from outside but numbers."""
    look = _look_of(answer.counts)
    headline_width = round(len(answer.headline) * _CHARACTER)
    words_width = round(len(look.words) * _CHARACTER)
    split = headline_width + 2 * _PADDING
    return _SVG.format(
        width=split + words_width + 2 * _PADDING,
        height=_HEIGHT,
        bottom=_HEIGHT - 3,
        label=f"{answer.headline}: {look.words}",
        left=_LEFT,
        colour=look.colour,
        split=split,
        padding=_PADDING,
        headline=answer.headline,
        headline_width=headline_width,
        words=look.words,
        words_x=split + _PADDING,
        words_width=words_width,
    )


def render_shields(answer: Answer) -> str:
    """Render what shields.io asks an endpoint for.

    Source: https://shields.io/badges/endpoint-badge
    """
    look = _look_of(answer.counts)
    return (
        json.dumps(
            {
                "schemaVersion": 1,
                "label": answer.headline,
                "message": look.words,
                "color": look.colour,
                "labelColor": _LEFT,
            },
            indent=2,
        )
        + "\n"
    )


def _look_of(counts: VerdictCounts) -> _Look:
    if counts.total == 0:
        return _Look("nothing to show", _GREY)
    for verdict, colour in _COLOURS.items():
        count = getattr(counts, verdict.value)
        if count:
            return _Look(f"{count} {verdict.label.lower()}", colour)
    return _Look("all of them", _GREEN) if counts.done == counts.total else _Look("nothing to show", _GREY)
