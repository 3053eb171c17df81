"""Waivers as Allure's known issues."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from storycontract.report.allure_model import AllureContract
from storycontract.report.sidecar_wording import say_waiver
from storycontract.report.stories import CaseEntry, CriterionEntry, StoriesDocument, StoryEntry, WaiverEntry

_TYPE = "ticket"
_ADDRESS = re.compile(r"https?://[^%\s]*\{id\}[^%{}\s]*")
# Allure insists on an address, and shows none.
_NO_TRACKER = "https://tracker.invalid/%s"

Waived = tuple[WaiverEntry, str]
"""A waiver, and the history of what it lets pass."""


def list_waived_stories(stories: Iterable[StoryEntry], histories: Iterable[str]) -> Iterator[Waived]:
    """List the waivers of stories with the histories of these."""
    for story, history in zip(stories, histories, strict=True):
        yield from ((waiver, history) for waiver in story.waivers)


def list_waived_cases(document: StoriesDocument, contract: AllureContract) -> Iterator[Waived]:
    """List the waivers of cases that are what these let pass, with the histories of the cases."""
    for story in document.stories:
        for criterion in story.criteria:
            for waiver in story.waivers:
                if waiver.criterion == criterion.id:
                    yield from ((waiver, history) for history in _list_histories(criterion, waiver, contract))


def render_known_issues(
    waived: Iterable[Waived], issue_link: str | None, clean: Callable[[str], str]
) -> dict[str, object]:
    """Render Allure 3's rules: one for each ticket.

    They name an issue rather than mute or accept a failure: what is waived has not passed, and Allure leaves
    what is muted or accepted out of its rates.
    """
    tickets: dict[str, dict[str, list[str]]] = {}
    for waiver, history in waived:
        said = tickets.setdefault(clean(waiver.ticket), {})
        said.setdefault(clean(say_waiver(waiver)), []).append(history)
    link = issue_link.replace("{id}", "%s") if issue_link and _ADDRESS.fullmatch(issue_link) else _NO_TRACKER
    return {
        "links": {_TYPE: {"urlTemplate": link}},
        "rules": [_render_rule(ticket, said) for ticket, said in tickets.items()],
    }


def _render_rule(ticket: str, said: Mapping[str, list[str]]) -> dict[str, object]:
    histories = dict.fromkeys(history for each in said.values() for history in each)
    return {
        "resolution": "issue",
        "issue": {"id": ticket, "type": _TYPE},
        "comment": "\n".join(said),
        "testCaseId": list(histories),
    }


def _list_histories(
    criterion: CriterionEntry, waiver: WaiverEntry, contract: AllureContract
) -> Iterator[str]:
    for case in criterion.cases:
        if case.verdict in waiver.verdicts:
            yield from (contract.history_of(case.path, case.line, variant) for variant in list_variants(case))


def list_variants(case: CaseEntry) -> list[str]:
    """List the variants that a case was tried in; one without a name where it never was."""
    return list(dict.fromkeys(attempt.variant for attempt in case.attempts)) or [""]
