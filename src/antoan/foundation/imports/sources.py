"""Where files wait until they are read: sealed, in a folder of their own, for minutes."""

from pathlib import Path
from typing import Final

from django.conf import settings

from antoan.foundation.files.vault import Vault

_FOLDER: Final = "imports"


def sources() -> Vault:
    """Return the vault of files that wait."""
    return Vault(Path(settings.DATA) / _FOLDER)
