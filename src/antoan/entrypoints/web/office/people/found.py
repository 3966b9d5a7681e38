"""Somebody a search found, as a line of a page."""

from typing import Any

from antoan.domains.areas.queries import area
from antoan.domains.people.queries import Found
from antoan.entrypoints.web.office.people.words import birth_in_words
from antoan.entrypoints.web.shared.identity.words import CONFIDENCES, GENDERS


def line_of(one: Found) -> dict[str, Any]:
    """Return what it takes to recognise the right one."""
    return {
        "id": one.person_id,
        "name": one.full_name,
        "birth": birth_in_words(one.birth),
        "gender": GENDERS[one.gender],
        "ward": area(one.ward_id).name if one.ward_id else "",
        "how": CONFIDENCES[one.match.confidence],
    }
