"""Where copies lie: sealed, apart from the pictures people send, whose sweep knows nothing of copies."""

from pathlib import Path
from typing import Final

from django.conf import settings

from antoan.foundation.files.vault import Vault

_FOLDER: Final = "copies"


def copies_vault() -> Vault:
    """Return the vault of copies in this installation's data folder."""
    return Vault(Path(settings.DATA) / _FOLDER)
