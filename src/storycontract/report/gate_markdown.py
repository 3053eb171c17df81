"""The answer of the gate as Markdown, for a comment or the summary of a job."""

from collections.abc import Iterator

from storycontract.report.gate_answer import GateAnswer, GateReason
from storycontract.report.markdown import escape_text, render_sentence
from storycontract.report.sidecar_wording import say_waiver


def render_gate_markdown(answer: GateAnswer) -> str:
    """Render a headline, and a table of the stories that are not done."""
    return "\n".join(_iter_lines(answer)) + "\n"


def _iter_lines(answer: GateAnswer) -> Iterator[str]:
    yield f"**gate: {render_sentence(answer.sentence)}**"
    if answer.reasons:
        yield ""
        yield "| story | verdict | why | where |"
        yield "|---|---|---|---|"
        yield from map(_row, answer.reasons)
    if answer.notes:
        yield ""
        yield from (f"- {render_sentence(note)}" for note in answer.notes)


def _row(reason: GateReason) -> str:
    title = "" if reason.title == reason.story else f" {escape_text(reason.title)}"
    verdict = f"{reason.verdict_label}, allowed by waiver" if reason.allowed else reason.verdict_label
    waivers = [f"{waiver.criterion} {say_waiver(waiver)}" for waiver in reason.waivers]
    why = "<br>".join(map(render_sentence, (*reason.sentences, *waivers)))
    place = "" if reason.path is None else f"{escape_text(reason.path)}:{reason.line}"
    return f"| **{escape_text(reason.story)}**{title} | {verdict} | {why} | {place} |"
