"""A device comes to a gate by a secret that works once, for ten minutes."""

import hashlib
import threading
from datetime import timedelta

import pytest
from django.db import connection

from antoan.domains.places import queries, services
from antoan.domains.places.errors import PlaceUnreadable, TicketRefused, TooManyDevices
from antoan.domains.places.models import Device, EnrolmentTicket
from antoan.domains.places.services.devices import DEVICES_PER_GATE_MAX
from antoan.foundation.accounts.actor import SYSTEM
from tests.factories.places import ENROLLED_AT, a_device, a_gate, an_equipped_place

NINE_59 = timedelta(minutes=9, seconds=59)
TEN = timedelta(minutes=10)


def a_ticket():
    return services.make_enrolment_ticket(actor=SYSTEM, gate_id=a_gate().id, at=ENROLLED_AT)


@pytest.mark.django_db
def test_only_digests_are_kept():
    ticket = a_ticket()
    _, token = services.redeem_ticket(secret=ticket.secret, device_name="Máy 1", at=ENROLLED_AT)
    device = Device.objects.get()
    assert bytes(device.token_digest) == hashlib.sha256(token.encode()).digest()
    kept = bytes(EnrolmentTicket.objects.get().secret_digest)
    assert kept == hashlib.sha256(ticket.secret.encode()).digest()
    assert ticket.secret not in repr(ticket)


@pytest.mark.django_db
def test_ticket_works_until_its_last_second():
    device, _ = services.redeem_ticket(
        secret=a_ticket().secret, device_name="Máy 1", at=ENROLLED_AT + NINE_59
    )
    assert device.is_active


@pytest.mark.django_db
def test_expired_ticket_is_refused():
    with pytest.raises(TicketRefused):
        services.redeem_ticket(secret=a_ticket().secret, device_name="Máy 1", at=ENROLLED_AT + TEN)


@pytest.mark.django_db
def test_ticket_works_once():
    ticket = a_ticket()
    services.redeem_ticket(secret=ticket.secret, device_name="Máy 1", at=ENROLLED_AT)
    with pytest.raises(TicketRefused):
        services.redeem_ticket(secret=ticket.secret, device_name="Máy 2", at=ENROLLED_AT)


@pytest.mark.django_db
@pytest.mark.parametrize("secret", ["", "đoán mò", "A" * 43, "\0"])
def test_guessed_ticket_is_refused(secret):
    a_ticket()
    with pytest.raises(TicketRefused):
        services.redeem_ticket(secret=secret, device_name="Máy 1", at=ENROLLED_AT)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\x07b"])
def test_device_needs_a_readable_name(name):
    ticket = a_ticket()
    with pytest.raises(PlaceUnreadable):
        services.redeem_ticket(secret=ticket.secret, device_name=name, at=ENROLLED_AT)
    services.redeem_ticket(secret=ticket.secret, device_name="Máy 1", at=ENROLLED_AT)


@pytest.mark.django_db
def test_ticket_of_a_closed_place_is_refused():
    gate = a_gate()
    ticket = services.make_enrolment_ticket(actor=SYSTEM, gate_id=gate.id, at=ENROLLED_AT)
    services.close_place(actor=SYSTEM, place_id=gate.place_id, at=ENROLLED_AT)
    with pytest.raises(TicketRefused):
        services.redeem_ticket(secret=ticket.secret, device_name="Máy 1", at=ENROLLED_AT)


@pytest.mark.django_db
def test_unused_tickets_do_not_gather():
    gate = a_gate()
    for minutes in range(0, 60, 11):
        services.make_enrolment_ticket(
            actor=SYSTEM, gate_id=gate.id, at=ENROLLED_AT + timedelta(minutes=minutes)
        )
    assert EnrolmentTicket.objects.count() == 1


@pytest.mark.django_db
def test_gate_has_a_bound_of_devices():
    gate = a_gate()
    for number in range(DEVICES_PER_GATE_MAX):
        Device.objects.create(gate_id=gate.id, name=f"Máy {number}", token_digest=number.to_bytes(32, "big"))
    with pytest.raises(TooManyDevices):
        a_device(gate)


@pytest.mark.django_db
def test_revoked_device_stays_revoked_at_its_first_time():
    equipped = an_equipped_place()
    first = services.revoke_device(actor=SYSTEM, device_id=equipped.device.id, at=ENROLLED_AT)
    later = services.revoke_device(
        actor=SYSTEM, device_id=equipped.device.id, at=ENROLLED_AT + timedelta(days=1)
    )
    assert first.revoked_at == later.revoked_at == ENROLLED_AT
    assert queries.devices_of_gate(SYSTEM, equipped.gate.id) == []
    assert len(queries.devices_of_gate(SYSTEM, equipped.gate.id, with_revoked=True)) == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_devices_with_one_secret_exactly_one_is_enrolled():
    secret = a_ticket().secret
    outcomes = []

    def redeem(number):
        try:
            services.redeem_ticket(secret=secret, device_name=f"Máy {number}", at=ENROLLED_AT)
            outcomes.append("enrolled")
        except TicketRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=redeem, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["enrolled"] + ["refused"] * 7
    assert Device.objects.count() == 1
