"""Records that somebody came where a desk took them in instead of a gate."""

from datetime import datetime, timedelta
from uuid import UUID

from antoan.domains.places.queries import spots_of_place
from antoan.domains.policy.values import DEFAULT_RULE, Colour
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services.longest import raise_longest_stay
from antoan.domains.visits.values import EntrySource
from antoan.foundation.accounts.actor import SYSTEM


def record_visit(
    *, person_id: int, gate_id: int, place_id: int, spot_id: int, at: datetime, colour: Colour, scan_id: UUID
) -> None:
    """Record a stay; sent twice it is one. Nobody scans out, so the end is the usual stay.

    For services, in their transaction: the caller has checked who may.
    """
    stay = next(spot.usual_stay_minutes for spot in spots_of_place(SYSTEM, place_id) if spot.id == spot_id)
    Visit.objects.get_or_create(
        person_id=person_id,
        t_in=at,
        spot_id=spot_id,
        defaults={
            "t_eff": at + timedelta(minutes=stay),
            "received_at": at,
            "gate_id": gate_id,
            "policy_id": None,
            "rule": DEFAULT_RULE,
            "colour": colour.number,
            "source": EntrySource.SCAN,
            "scan_id": scan_id,
        },
    )
    raise_longest_stay(spot_id, timedelta(minutes=stay))
