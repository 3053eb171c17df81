"""What our Allure results have in common: names, histories, labels and links."""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from typing import Any

from allure_commons.model2 import Label, Link

# Allure knows five severities; a story says how much it matters with MoSCoW words.
SEVERITY_BY_PRIORITY = {"must": "critical", "should": "normal", "could": "minor", "wont": "trivial"}
LINK_TYPE = "issue"


def history_id(*parts: str) -> str:
    """Make the id under which Allure keeps the history of a thing, whatever becomes of its text."""
    return hashlib.md5("\0".join(parts).encode(), usedforsecurity=False).hexdigest()


def name_case(name: str, scenario_name: str, values: Sequence[str]) -> str:
    """Name a case so that the rows of an outline can be told apart."""
    return f"{name} ({', '.join(values)})" if values and name == scenario_name else name


def list_labels(  # noqa: PLR0913 - one argument for each label
    *,
    story_id: str,
    feature: str,
    epic: str | None,
    owner: str | None,
    priority: str | None,
    rule: str | None = None,
) -> list[tuple[str, str]]:
    """List the labels of a story as pairs of name and value."""
    labels = {
        "epic": epic,
        "feature": feature,
        "story": story_id,
        "owner": owner,
        "severity": SEVERITY_BY_PRIORITY.get(priority or ""),
        "rule": rule,
    }
    return [(name, value) for name, value in labels.items() if value]


def render_labels(labels: Iterable[tuple[str, str]]) -> list[Label]:
    """Render labels for a result."""
    return [Label(name=name, value=value) for name, value in labels]


def render_link(story_id: str, pattern: str | None) -> list[Link]:
    """Render the link to the story in its tracker; none where no pattern is set."""
    url = link_url(story_id, pattern)
    return [Link(type=LINK_TYPE, url=url, name=story_id)] if url else []


def link_url(story_id: str, pattern: str | None) -> str | None:
    """Fill a story id into the pattern of the tracker's addresses."""
    return pattern.replace("{id}", story_id) if pattern else None


def render_table(rows: Sequence[Sequence[Any]]) -> str:
    """Render a data table as CSV, which Allure shows as a table."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
