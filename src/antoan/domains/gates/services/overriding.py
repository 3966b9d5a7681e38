"""A supervisor lets somebody in against the colour: proven, with a reason, within a quota, never forgotten."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from antoan.domains.gates.day import day
from antoan.domains.gates.errors import QuotaSpent, SupervisorRefused, TooManyTries
from antoan.domains.gates.models import Override, WrongCode
from antoan.domains.gates.permissions import APPROVE
from antoan.domains.gates.queries.persons import person_behind
from antoan.domains.gates.values import Because
from antoan.domains.places.queries import DeviceAtGate, scope_of_place
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.services.second_factor import actor_by_second_factor
from antoan.foundation.audit.services import record_decision
from antoan.kit.clock import day_start, local_date
from antoan.kit.text import squeeze

NOTE_MAX: Final = 200
_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the device sends: whom, against what, why, and who answers for it."""

    override_id: UUID
    code: str
    colour: str
    rule: str
    because: Because
    note: str
    supervisor: str  # Login of the supervisor.
    second_factor: str  # Six digits of theirs.


def let_in(*, at: DeviceAtGate, asked: Asked, now: datetime) -> int:
    """Record that a supervisor lets somebody in; return how many more may be today. The same id again is the same.

    SupervisorRefused for a wrong name, a wrong code or no right here, all alike; TooManyTries; QuotaSpent.
    The colour stays what it is, in the visit and everywhere.
    """
    _refuse_guessing(at, now)
    known = Override.objects.filter(pk=asked.override_id, device_id=at.device.id).exists()
    if not known:
        # Outside the transaction below: a wrong code is counted although nothing else happens.
        supervisor = _proven(at, asked, now)
        _keep(at, asked, supervisor, now)
    return max(0, day().overrides_per_gate_day_max - _today(now).filter(gate_id=at.gate.id).count())


def _refuse_guessing(at: DeviceAtGate, now: datetime) -> None:
    WrongCode.objects.filter(at__lt=now - _HOUR).delete()
    if WrongCode.objects.filter(device_id=at.device.id).count() >= day().wrong_codes_per_device_hour_max:
        raise TooManyTries


def _proven(at: DeviceAtGate, asked: Asked, now: datetime) -> Actor:
    supervisor = actor_by_second_factor(login=asked.supervisor, code=asked.second_factor)
    if supervisor is None or not supervisor.may(APPROVE, scope_of_place(at.place.id)):
        WrongCode.objects.create(device_id=at.device.id, at=now)
        raise SupervisorRefused
    return supervisor


@transaction.atomic
def _keep(at: DeviceAtGate, asked: Asked, supervisor: Actor, now: datetime) -> None:
    assert supervisor.account_id is not None  # Proven by an account's own second factor.
    today = _today(now)
    if today.filter(gate_id=at.gate.id).count() >= day().overrides_per_gate_day_max:
        raise QuotaSpent
    if today.filter(supervisor_id=supervisor.account_id).count() >= day().overrides_per_supervisor_day_max:
        raise QuotaSpent
    person_id = person_behind(asked.code, now)
    Override.objects.create(
        id=asked.override_id,
        place_id=at.place.id,
        gate_id=at.gate.id,
        device_id=at.device.id,
        person_id=person_id,
        at=now,
        colour=asked.colour,
        rule=asked.rule,
        because=asked.because,
        note=squeeze(asked.note)[:NOTE_MAX],
        supervisor_id=supervisor.account_id,
        supervisor_name=supervisor.label,
    )
    record_decision(
        supervisor,
        action="gates:override:given",
        object_kind="gate",
        object_id=at.gate.id,
        person_id=person_id,
        purpose=asked.because.value,
        detail={"colour": asked.colour, "rule": asked.rule, "device": at.device.id},
    )


def _today(now: datetime) -> QuerySet[Override]:
    return Override.objects.filter(at__gte=day_start(local_date(now)))
