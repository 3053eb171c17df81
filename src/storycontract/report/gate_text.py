"""The answer of the gate on a terminal."""

from collections.abc import Iterator

from storycontract.report.gate_answer import GateAnswer, GateReason
from storycontract.report.sidecar_wording import say_waiver
from storycontract.report.terminal_layout import STORY_STYLES, Screen, Style, indent, wrap
from storycontract.verdict.judgement import StoryVerdict

_COLUMN = 4


def render_gate_text(answer: GateAnswer, width: int, *, colour: bool, unicode: bool) -> str:
    """Render the answer in lines of at most `width` cells; ends with a line break."""
    screen = Screen(width, colour, unicode)
    style = Style.GREEN if answer.exit_code == 0 else Style.RED
    blocks = [
        [screen.paint(line, Style.BOLD, style) for line in _wrap(f"gate: {answer.sentence}", 0, screen)]
    ]
    blocks += [list(_reason(reason, screen)) for reason in answer.reasons]
    blocks += [[screen.paint(line, Style.YELLOW) for line in _wrap(note, 0, screen)] for note in answer.notes]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _reason(reason: GateReason, screen: Screen) -> Iterator[str]:
    style = STORY_STYLES[reason.verdict or StoryVerdict.FAILING]
    symbol = screen.symbol(reason.verdict or StoryVerdict.FAILING)
    title = f"  {reason.title}" if reason.title != reason.story else ""
    allowed = ", allowed by waiver" if reason.allowed else ""
    head = screen.paint(f"{symbol} {reason.verdict_label}{allowed}", Style.BOLD, style)
    yield f"{head}  {screen.paint(screen.spell(reason.story), Style.BOLD)}{screen.spell(title)}"
    for sentence in reason.sentences:
        yield from _wrap(sentence, _COLUMN, screen)
    for waiver in reason.waivers:
        yield from _wrap(f"{waiver.criterion} {say_waiver(waiver)}", _COLUMN, screen)
    if reason.path is not None:
        yield screen.paint(f"{' ' * _COLUMN}{screen.spell(reason.path)}:{reason.line}", Style.DIM)


def _wrap(text: str, column: int, screen: Screen) -> list[str]:
    return indent(wrap(screen.spell(text), screen.width - column), column, screen.width)
