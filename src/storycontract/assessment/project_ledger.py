"""The ledger of a project."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storycontract.ledger.ledger import Ledger, open_ledger
from storycontract.settings.settings import Settings


@contextmanager
def open_project_ledger(settings: Settings) -> Iterator[Ledger]:
    """Open the ledger of a project; one that is thrown away where nothing was ever recorded.

    Raises:
        LedgerError: it cannot be opened.
        SettingsError: its address is none.
    """
    with tempfile.TemporaryDirectory() as folder:
        address = settings.ledger_url
        if not settings.ledger and not settings.has_records:
            # Whoever only looks leaves nothing behind.
            address = f"sqlite:///{Path(folder) / 'ledger.sqlite'}"
        with open_ledger(address, evidence=str(settings.evidence_folder)) as ledger:
            yield ledger
