"""The health parts of a copy as one FHIR R4 Bundle. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from antoan.domains.privacy.copying.pieces import Piece


def bundle_of(pieces: Iterable[Piece], *, made_at: datetime) -> dict[str, Any]:
    """Return a Bundle of type collection; every resource is reached by the URN of its id."""
    resources = [resource for piece in pieces for resource in piece.resources]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": made_at.isoformat(),
        "entry": [{"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource} for resource in resources],
    }
