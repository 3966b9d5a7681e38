"""Finds personal codes of every colour, as the policy of the demo's gate judges them at this moment."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from antoan.domains.codes.queries import code_in_force
from antoan.domains.passes.queries.storage import FACT_NAMES, StoredPass, stored_passes
from antoan.domains.people.queries.bulk import all_person_ids
from antoan.domains.places import queries as places
from antoan.domains.policy.documents import PolicyDocument
from antoan.domains.policy.queries import policy_for
from antoan.domains.policy.values import Colour
from antoan.domains.policy.verdict import decide
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import CITY
from antoan.kit.clock import local_date
from antoan.kit.errors import NotConfigured

CODES_PER_COLOUR: Final = 25
CODES_PER_COLOUR_MIN: Final = 20  # contract.md §1
_BATCH_PEOPLE: Final = 1_000
_COLOURS: Final = (Colour.GREEN, Colour.YELLOW, Colour.RED, Colour.BLACK)


class NoPolicyGoverns(NotConfigured):
    """No policy is in force at the demo's gate: activate one."""

    code = "demo:policy:missing"


def codes_by_colour(place_id: int, now: datetime) -> dict[str, list[str]]:
    """Return for each colour the codes of people who have it at this place now.

    Fewer than 25 where the city has not so many people of a colour, or their codes have run out.
    """
    document = _document_at(place_id, now)
    found: dict[Colour, list[str]] = {colour: [] for colour in _COLOURS}
    for stored in _everybody():
        colour = _colour(document, stored, now)
        if colour in found and len(found[colour]) < CODES_PER_COLOUR:
            found[colour] += _code_of(stored, now)
        if all(len(codes) >= CODES_PER_COLOUR for codes in found.values()):
            break
    return {colour.value: codes for colour, codes in found.items()}


def green_people(place_id: int, now: datetime) -> Iterator[StoredPass]:
    """Return the grown-up people who are green at this place now."""
    document = _document_at(place_id, now)
    year = local_date(now).year
    return (
        stored
        for stored in _everybody()
        if year - stored.birth_on.year > 20 and _colour(document, stored, now) is Colour.GREEN
    )


def _document_at(place_id: int, now: datetime) -> PolicyDocument:
    place = places.place_for(SYSTEM, place_id)
    governs = policy_for(sorted(places.scope_of_place(place_id).areas), place.kind, now)
    if governs is None:
        raise NoPolicyGoverns
    return governs.document


def _everybody() -> Iterator[StoredPass]:
    for batch in all_person_ids(_BATCH_PEOPLE):
        passes = stored_passes(batch)
        yield from (passes[person_id] for person_id in batch if person_id in passes)


def _colour(document: PolicyDocument, stored: StoredPass, now: datetime) -> Colour:
    facts: dict[str, Any] = {name: getattr(stored, name) for name in FACT_NAMES}
    return decide(document, facts, now).colour


def _code_of(stored: StoredPass, now: datetime) -> list[str]:
    """Return the text of somebody's code in force, or nothing."""
    if stored.code_digest is None:
        return []
    code = code_in_force(actor=SYSTEM, qid=stored.qid, scope=CITY, today=local_date(now))
    return [code.text] if code else []
