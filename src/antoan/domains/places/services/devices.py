"""Devices come to a gate by a one-time ticket, and leave it by revocation."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from antoan.domains.places.errors import GateNotFound, TicketRefused, TooManyDevices
from antoan.domains.places.models import Device, EnrolmentTicket
from antoan.domains.places.permissions import ENROL_DEVICE, REVOKE_DEVICE
from antoan.domains.places.queries.gates import device_in, device_view, gate_in
from antoan.domains.places.rules import PART_NAME_MAX, readable_name
from antoan.domains.places.services.places import open_place
from antoan.domains.places.values import DeviceView, Ticket
from antoan.foundation.accounts.actor import Actor

SECRET_BYTES: Final = 32
TICKET_VALID_FOR: Final = timedelta(minutes=10)
DEVICES_PER_GATE_MAX: Final = 50


@transaction.atomic
def make_enrolment_ticket(*, actor: Actor, gate_id: int, at: datetime) -> Ticket:
    """Make a one-time secret that turns the device which presents it within ten minutes into the gate's."""
    gate = gate_in(actor, gate_id, ENROL_DEVICE)
    open_place(actor, gate.spot.place_id, ENROL_DEVICE)
    if gate.closed_at is not None:
        raise GateNotFound
    # Unused tickets of this gate would otherwise gather for ever.
    EnrolmentTicket.objects.filter(gate=gate, redeemed_at__isnull=True, expires_at__lte=at).delete()
    secret = secrets.token_urlsafe(SECRET_BYTES)
    ticket = EnrolmentTicket.objects.create(
        gate=gate,
        secret_digest=digest_of(secret),
        made_by=actor.account_id,
        made_at=at,
        expires_at=at + TICKET_VALID_FOR,
    )
    return Ticket(gate_id=gate.pk, expires_at=ticket.expires_at, secret=secret)


@transaction.atomic
def redeem_ticket(*, secret: str, device_name: str, at: datetime) -> tuple[DeviceView, str]:
    """Enrol the device that holds a ticket's secret; return it and its token, which is shown this once.

    The secret is the right to do so; nobody signs in. Unknown, used and expired tickets are refused
    alike (TicketRefused). Of two devices with one secret, the first wins: the row is locked.
    """
    name = readable_name(device_name, "device", PART_NAME_MAX)
    tickets = EnrolmentTicket.objects.select_for_update(of=("self",)).select_related("gate__spot__place")
    ticket = tickets.filter(secret_digest=digest_of(secret)).first()
    if ticket is None or ticket.redeemed_at is not None or at >= ticket.expires_at:
        raise TicketRefused
    if ticket.gate.closed_at is not None or ticket.gate.spot.place.closed_at is not None:
        raise TicketRefused
    if ticket.gate.devices.filter(revoked_at__isnull=True).count() >= DEVICES_PER_GATE_MAX:
        raise TooManyDevices
    ticket.redeemed_at = at
    ticket.save(update_fields=["redeemed_at"])
    token = secrets.token_urlsafe(SECRET_BYTES)
    device = Device.objects.create(
        gate=ticket.gate, name=name, token_digest=digest_of(token), enrolled_by=ticket.made_by
    )
    return device_view(device), token


@transaction.atomic
def revoke_device(*, actor: Actor, device_id: int, at: datetime) -> DeviceView:
    """Stop accepting a device's token. Revoking twice keeps the first time."""
    device = device_in(actor, device_id, REVOKE_DEVICE)
    if device.revoked_at is None:
        device.revoked_at = at
        device.save(update_fields=["revoked_at", "updated_at"])
    return device_view(device)


def digest_of(secret: str) -> bytes:
    """Return what is stored of a secret or a token: its SHA-256."""
    return hashlib.sha256(secret.encode()).digest()
