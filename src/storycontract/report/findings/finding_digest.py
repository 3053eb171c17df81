"""What tools know a finding by from one run to the next."""

import hashlib
from collections import Counter
from collections.abc import Sequence

from storycontract.lint.baseline import key_of
from storycontract.lint.finding import Finding
from storycontract.lint.lint_result import LintResult


def digest_findings(findings: Sequence[Finding], result: LintResult) -> list[str]:
    """Digest findings one by one, each unlike all others; moving lines about changes none."""
    seen = Counter[str]()
    digests = []
    for finding in findings:
        key = repr(key_of(finding, lambda found: result.find_line(found) or ""))
        seen[key] += 1
        digests.append(hashlib.sha256(f"{key}\n{seen[key]}".encode()).hexdigest()[:32])
    return digests
