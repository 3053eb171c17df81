"""Secrets in a text, by the forms that real ones have."""

import re
from functools import lru_cache

from storycontract.lint.prose import KEPT_TEXTS

# Source: the forms are those that the issuers document, and that secret scanners look for.
_SECRET = re.compile(
    r"""
      \b(?:sk|rk|pk)_live_[0-9A-Za-z]{16,}                     # Stripe
    | \bAKIA[0-9A-Z]{16}\b                                      # Amazon
    | \bgh[pousr]_[0-9A-Za-z]{30,}\b                            # GitHub
    | \bglpat-[0-9A-Za-z_-]{20,}\b                              # GitLab
    | \bxox[baprs]-[0-9A-Za-z-]{10,}\b                          # Slack
    | \bAIza[0-9A-Za-z_-]{35}\b                                 # Google
    | \beyJ[0-9A-Za-z_-]{10,}\.eyJ[0-9A-Za-z_-]{10,}\.[0-9A-Za-z_-]{10,}  # JSON web token
    | -----BEGIN\s(?:RSA\s|EC\s|OPENSSH\s)?PRIVATE\sKEY-----
    | \b[a-z][a-z0-9+]*://[^\s/:@"']+:(?!pass|secret|\*)[^\s/:@"']{8,}@      # user and password of an address
    """,
    re.VERBOSE,
)
# Each of the forms holds one of these; most texts hold none, and this tells so sooner.
_HINT = re.compile("_live_|AKIA|gh[pousr]_|glpat-|xox|AIza|eyJ|-----BEGIN|://")


@lru_cache(maxsize=KEPT_TEXTS)
def find_secret(text: str) -> str | None:
    """Find a key, a token or the password of an address."""
    if not hints_at_secret(text):
        return None
    match = _SECRET.search(text)
    return match[0] if match else None


def hints_at_secret(text: str) -> bool:
    """Tell whether a text, or a word of it, may hold a secret."""
    return _HINT.search(text) is not None
