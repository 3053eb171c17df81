"""What the page shows beside the document: the words of the feature files, findings, pictures."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from storycontract.evidence.masking import mask_text
from storycontract.lint.finding import Finding
from storycontract.report.stories import WrittenStepEntry

_MASKED_TEXTS_KEPT = 65_536


def _is_defined(_: WrittenStepEntry) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class PageSources:
    """What the page shows beside the document.

    `texts` are feature files by path, as they are today. `files` are the kept files of the evidence, by the
    path the document gives, to their address seen from the page: what is not among them is not linked.
    `reports` is the folder of the page, from the project root.
    `secrets` are masked in all text. `is_defined` tells whether any function runs a step.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    findings: Sequence[Finding] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    reports: str = "reports"
    issue_link: str | None = None
    secrets: tuple[re.Pattern[str], ...] = ()
    is_defined: Callable[[WrittenStepEntry], bool] = _is_defined

    @cached_property
    def mask(self) -> Callable[[str], str]:
        """Take the secrets out of a text; what is said a thousand times is looked at once."""
        patterns = self.secrets

        @lru_cache(maxsize=_MASKED_TEXTS_KEPT)
        def mask(text: str) -> str:
            return mask_text(text, patterns)

        return mask

    @cached_property
    def findings_by_path(self) -> Mapping[str, Sequence[Finding]]:
        """The findings of each file, in the order given."""
        by_path: dict[str, list[Finding]] = {}
        for finding in self.findings:
            by_path.setdefault(finding.location.path, []).append(finding)
        return by_path
