"""A vehicle at a checkpoint, told when it drives on."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from antoan.domains.gates.services.vehicles import PEOPLE_MAX, SEATS_MAX, NewVehicle, keep_vehicle
from antoan.domains.places.queries import DeviceAtGate
from antoan.domains.policy.values import Colour
from antoan.entrypoints.web.gate.asking import RequestUnreadable, for_devices, text, whole
from antoan.kit import clock

_PLATE_LETTERS_MAX: Final = 20


@for_devices
def vehicle(at: DeviceAtGate, sent: Mapping[str, Any]) -> dict[str, Any]:
    """Keep which scans were made in one vehicle."""
    scans = sent.get("scans")
    if not isinstance(scans, list) or not 1 <= len(scans) <= PEOPLE_MAX:
        raise RequestUnreadable
    try:
        told = NewVehicle(
            vehicle_id=UUID(text(sent, "id", letters_max=36)),
            plate=text(sent, "plate", letters_max=_PLATE_LETTERS_MAX),
            seats=whole(sent, "seats", high=SEATS_MAX) or None,
            colour=Colour(text(sent, "colour", letters_max=8)),
            scan_ids=[UUID(str(one)) for one in scans],
            at=clock.parse_moment(text(sent, "at", letters_max=40)),
        )
    except ValueError:
        raise RequestUnreadable from None
    keep_vehicle(at=at, vehicle=told, now=clock.now())
    return {"kept": True}
