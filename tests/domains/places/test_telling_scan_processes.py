"""Every change that concerns a device reaches the scan processes, once it is committed."""

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction

from antoan.domains.places import services
from antoan.domains.places.models import Gate, Place, Spot
from antoan.domains.places.values import GateMode
from antoan.foundation.accounts.actor import SYSTEM
from tests.factories.places import ENROLLED_AT, a_gate, a_place, an_equipped_place

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ear():
    facts = settings.DATABASES["default"]
    with psycopg.connect(
        dbname=connection.settings_dict["NAME"], user=facts["USER"], password=facts["PASSWORD"],
        host=facts["HOST"], port=facts["PORT"] or None, autocommit=True,
    ) as listening:  # fmt: skip
        listening.execute("LISTEN antoan_devices")
        yield listening


def heard(ear):
    # An empty one tells of rules of gates (gates/migrations); the list ends the listening before anything can fail.
    told = [notice.payload for notice in ear.notifies(timeout=0.3)]
    return sorted(int(payload) for payload in told if payload)


def test_enrolment_and_revocation_are_told(ear):
    equipped = an_equipped_place()
    assert heard(ear) == [equipped.device.id]
    services.revoke_device(actor=SYSTEM, device_id=equipped.device.id, at=ENROLLED_AT)
    assert heard(ear) == [equipped.device.id]


def test_change_of_gate_spot_or_place_is_told_for_each_device(ear):
    first, second = an_equipped_place(), an_equipped_place()
    heard(ear)
    services.set_gate_mode(actor=SYSTEM, gate_id=first.gate.id, mode=GateMode.IN)
    assert heard(ear) == [first.device.id]
    Spot.objects.filter(pk=second.spot.id).update(usual_stay_minutes=5)
    assert heard(ear) == [second.device.id]
    Place.objects.update(capacity=10)
    assert heard(ear) == [first.device.id, second.device.id]


def test_closing_a_place_is_told(ear):
    equipped = an_equipped_place()
    heard(ear)
    services.close_place(actor=SYSTEM, place_id=equipped.place.id, at=ENROLLED_AT)
    assert heard(ear) == [equipped.device.id]


def test_deleted_device_is_told(ear):
    equipped = an_equipped_place()
    heard(ear)
    Gate.objects.filter(pk=equipped.gate.id).delete()
    assert heard(ear) == [equipped.device.id]


def test_change_that_is_rolled_back_is_not_told(ear):
    equipped = an_equipped_place()
    heard(ear)
    with transaction.atomic():
        services.revoke_device(actor=SYSTEM, device_id=equipped.device.id, at=ENROLLED_AT)
        transaction.set_rollback(True)
    assert heard(ear) == []


def test_place_without_devices_says_nothing(ear):
    a_gate()
    a_place(name="Vắng")
    Place.objects.update(capacity=3)
    assert heard(ear) == []
