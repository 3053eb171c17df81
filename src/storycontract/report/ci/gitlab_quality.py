"""Stories that are not done as a Code Quality report for GitLab.

Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

import hashlib
import json

from storycontract.report.ci.answer import Answer, StoryTold
from storycontract.verdict.judgement import StoryVerdict

_SEVERITIES = {
    StoryVerdict.FAILING: "critical",
    StoryVerdict.UNPROVEN: "major",
    StoryVerdict.UNSPECIFIED: "major",
    StoryVerdict.UNSTARTED: "minor",
}


def render_gitlab_quality(answer: Answer) -> str:
    """Render one entry for each story."""
    seen: dict[str, int] = {}
    entries = [_render_entry(story, seen) for story in answer.unfinished]
    return json.dumps(entries, indent=2, ensure_ascii=False) + "\n"


def _render_entry(story: StoryTold, seen: dict[str, int]) -> dict[str, object]:
    why = "; ".join(reason.sentence for reason in story.reasons)
    return {
        "description": f"{story.verdict.label}: {story.name}{f': {why}' if why else ''}",
        "check_name": f"story-{story.verdict}",
        "fingerprint": _digest(story, seen),
        "severity": _SEVERITIES[story.verdict],
        "location": {"path": story.path, "lines": {"begin": story.line}},
    }


def _digest(story: StoryTold, seen: dict[str, int]) -> str:
    """Digest what makes a trouble the same one on another commit: neither lines nor counts."""
    key = f"{story.id}\n{story.path}\n{story.verdict}"
    seen[key] = seen.get(key, 0) + 1
    return hashlib.sha256(f"{key}\n{seen[key]}".encode()).hexdigest()
