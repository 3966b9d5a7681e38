"""Keeps what a tracer saw of a room: it weighs the exposures there."""

from django.db import transaction

from antoan.domains.tracing.errors import NeverThere, RoomUnreadable
from antoan.domains.tracing.models import Room
from antoan.domains.tracing.parameters import scoring_on
from antoan.domains.tracing.permissions import WORK
from antoan.domains.tracing.queries.places import stays_of_case
from antoan.domains.tracing.services.cases import open_row
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision

AREA_M2_MAX = 100_000.0


@transaction.atomic
def describe_room(
    *, actor: Actor, number: str, spot_id: int, area_m2: float | None, ventilation: str
) -> None:
    """Note area and ventilation of a spot where the case of an open tracing was; None and "" are not known."""
    row = open_row(actor, number, WORK)
    if all(stay.spot_id != spot_id for stay in stays_of_case(row)):
        raise NeverThere
    kinds = scoring_on(row.onset_on).air.air_changes_per_hour
    if ventilation and ventilation not in kinds:
        raise RoomUnreadable
    if area_m2 is not None and not 1 <= area_m2 <= AREA_M2_MAX:
        raise RoomUnreadable
    Room.objects.update_or_create(
        spot_id=spot_id,
        defaults={"area_m2": area_m2, "ventilation": ventilation, "noted_by_account_id": actor.account_id},
    )
    record_decision(
        actor,
        action="tracing.room.describe",
        object_kind="spot",
        object_id=spot_id,
        detail={"area": f"{area_m2 or 0:g}", "ventilation": ventilation},
    )
