"""Waivers and acceptances as people read them, in one sentence each."""

from storycontract.report.stories import AcceptanceEntry, WaiverEntry
from storycontract.verdict.acceptance import AcceptanceResult

DAY_LENGTH = len("2026-11-23")


def say_waiver(waiver: WaiverEntry) -> str:
    """Say what a waiver lets pass, until when, and who answers for it."""
    return (
        f"waived for the gate until {waiver.expires}: {', '.join(waiver.verdicts)} "
        f"({waiver.owner}, {waiver.ticket}): {waiver.reason}"
    )


def say_acceptance(acceptance: AcceptanceEntry) -> str:
    """Say who checked a case by hand and what came of it; never as if it had been run."""
    said = "found broken" if acceptance.result is AcceptanceResult.FAILED else "accepted"
    version = f", version {acceptance.product_version}" if acceptance.product_version else ""
    where = f"in {acceptance.environment}{version}"
    until = (
        f"until {acceptance.expires}"
        if acceptance.counts
        else f"but this does not count: {acceptance.why_not}"
    )
    note = f": {acceptance.note}" if acceptance.note else ""
    return f"{said} by {acceptance.by} on {acceptance.at_utc[:DAY_LENGTH]}, {where}, {until}{note}"
