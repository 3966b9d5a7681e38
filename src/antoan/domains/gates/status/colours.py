"""Which colour may be kept in a status list: only one that will hold as long as the list does. Pure."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from antoan.domains.gates.status.bits import Cached
from antoan.domains.policy.documents import PolicyDocument
from antoan.domains.policy.verdict import decide


def is_the_same_everywhere(document: PolicyDocument) -> bool:
    """Tell whether a policy judges without looking at the place: else nobody has one colour for the whole city."""
    return '"place' not in json.dumps(document.source["rules"])


def kept_colour(
    document: PolicyDocument, facts: Mapping[str, Any], *, at: datetime, until: datetime
) -> Cached:
    """Return the colour of a person, unless it will change by itself before the list ends."""
    verdict = decide(document, facts, at)
    if verdict.until is not None and verdict.until < until:
        return Cached.NOT_KNOWN
    return Cached.of(verdict.colour)
