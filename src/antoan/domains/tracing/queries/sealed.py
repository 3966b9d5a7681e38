"""Where this installation keeps its sealed days."""

from pathlib import Path

from django.conf import settings

from antoan.domains.tracing.sealing.layout import Sealed


def sealed_folder() -> Sealed:
    """Return the folder of sealed days."""
    return Sealed(Path(settings.DATA) / "sealed")
