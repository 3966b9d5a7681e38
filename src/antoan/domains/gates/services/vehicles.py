"""Keeps which scans belong to one vehicle at a checkpoint."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from antoan.domains.gates.day import day
from antoan.domains.gates.errors import PlateUnreadable
from antoan.domains.gates.models import Vehicle
from antoan.domains.places.queries import DeviceAtGate
from antoan.domains.policy.values import Colour
from antoan.foundation.db.history import history
from antoan.foundation.db.sealed import blind_index

PEOPLE_MAX: Final = 60  # A coach with its crew.
SEATS_MAX: Final = 60
BACK_MAX: Final = timedelta(days=7)  # As for the scans themselves (contract.md, section 2).
_PLATE: Final = re.compile(r"[0-9A-ZĐ]{4,12}")


@dataclass(frozen=True, slots=True)
class NewVehicle:
    """What a device tells of a vehicle."""

    vehicle_id: UUID
    plate: str
    seats: int | None
    colour: Colour
    scan_ids: Sequence[UUID]
    at: datetime


@transaction.atomic
def keep_vehicle(*, at: DeviceAtGate, vehicle: NewVehicle, now: datetime) -> None:
    """Keep a vehicle; the same id again is the same. PlateUnreadable."""
    plate = readable_plate(vehicle.plate)
    moment = min(max(vehicle.at, now - BACK_MAX), now)
    Vehicle.objects.get_or_create(
        id=vehicle.vehicle_id,
        defaults={
            "place_id": at.place.id,
            "gate_id": at.gate.id,
            "device_id": at.device.id,
            "at": moment,
            "plate": plate,
            "plate_index": blind_index("plate", plate),
            "seats": vehicle.seats,
            "colour": vehicle.colour,
            "scan_ids": [str(scan_id) for scan_id in vehicle.scan_ids[:PEOPLE_MAX]],
        },
    )


def readable_plate(text: str) -> str:
    """Return a plate without spaces, dots and dashes, in capitals: 51F-123.45 is 51F12345. PlateUnreadable."""
    plate = re.sub(r"[\s.\-]", "", text).upper()
    if not _PLATE.fullmatch(plate):
        raise PlateUnreadable
    return plate


@transaction.atomic
def forget_old_vehicles(*, now: datetime) -> int:
    """Delete vehicles when visitors' notes are deleted, history too; return how many."""
    old = now - day().visitor_notes_kept
    history(Vehicle).filter(at__lt=old).delete()
    return Vehicle.objects.filter(at__lt=old).delete()[0]
