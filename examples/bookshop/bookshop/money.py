"""Amounts, kept as whole cents."""

from decimal import Decimal


def render_money(cents: int) -> str:
    """Write 1250 as `€12.50`."""
    return f"€{cents // 100}.{cents % 100:02d}"


def parse_money(text: str) -> int:
    """Read `€12.50` as 1250."""
    return int(Decimal(text.removeprefix("€")) * 100)
