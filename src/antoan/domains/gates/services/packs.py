"""Gives a device what it needs to go on without network, and takes down how it is doing."""

import os
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from antoan.domains.areas.queries import ancestors_of
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.queries import short_codes_in_force
from antoan.domains.gates.devices import device_actor
from antoan.domains.gates.errors import DeviceKeyChanged, DeviceKeyUnreadable
from antoan.domains.gates.models import DeviceState
from antoan.domains.gates.packs.rosters import expected
from antoan.domains.gates.packs.values import DeviceTold, Expected
from antoan.domains.gates.packs.writing import PACK_LIFE, Contents, digest_of, write_pack
from antoan.domains.gates.queries.rules import rules_of_gate
from antoan.domains.gates.queries.status import bits_of, latest_list
from antoan.domains.gates.rosters import roster_of
from antoan.domains.gates.status.messages import status_message
from antoan.domains.passes.queries import known_by_person
from antoan.domains.places.queries import DeviceAtGate
from antoan.domains.places.values import PlaceView
from antoan.domains.policy.documents import PolicyDocument
from antoan.domains.policy.queries import policy_for
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.audit.services import record_decision
from antoan.kit.clock import local_date
from antoan.kit.sealing_to import read_point

_SALT_BYTES: Final = 16


@transaction.atomic
def give_pack(*, at: DeviceAtGate, told: DeviceTold, now: datetime) -> dict[str, Any]:
    """Answer a device's contact: pack and status list where they are new to it, and whether to empty its stores.

    The first key a device names is its key for good (DeviceKeyChanged): a stolen token alone opens no pack.
    """
    state = _state(at, told, now)
    must_wipe = state.wipe_asked_at is not None and state.wiped_at is None
    answer: dict[str, Any] = {"wipe": must_wipe, "pack": None, "status": None}
    if not must_wipe:
        answer["pack"] = _pack(at, state, told, now)
        answer["status"] = _status(told, now)
    state.save()
    return answer


def _state(at: DeviceAtGate, told: DeviceTold, now: datetime) -> DeviceState:
    try:
        read_point(told.public_key)
    except ValueError:
        raise DeviceKeyUnreadable from None
    DeviceState.objects.get_or_create(device_id=at.device.id, defaults={"contact_at": now})
    state = DeviceState.objects.select_for_update().get(device_id=at.device.id)
    if state.public_key is not None and bytes(state.public_key) != told.public_key:
        raise DeviceKeyChanged
    state.public_key = told.public_key
    state.contact_at, state.page_version, state.queue_rows = now, told.page_version, told.queue_rows
    if told.has_wiped and state.wipe_asked_at is not None and state.wiped_at is None:
        state.wiped_at = now
    return state


def _pack(at: DeviceAtGate, state: DeviceState, told: DeviceTold, now: datetime) -> dict[str, str] | None:
    areas = sorted(ancestors_of(at.place.ward_id)) if at.place.ward_id is not None else []
    in_force = policy_for(areas, at.place.kind, now)
    if in_force is None:
        return None  # No rule, no colour: the gate says unknown.
    roster = _roster(at.place, in_force.document, now)
    ring = SigningRing.load(settings.DATA)
    contents = Contents(
        device_id=at.device.id,
        place_id=at.place.id,
        sequence=state.pack_sequence + 1,
        issued_at=now,
        salt=os.urandom(_SALT_BYTES),
        policy=in_force.document.source,
        keys=ring.published(),
        rules=rules_of_gate(SYSTEM, at.gate.id).as_json(),
    )
    digest = digest_of(contents, roster)
    if _is_held(state, told, digest, now):
        return None
    state.pack_sequence, state.pack_digest, state.pack_made_at = contents.sequence, digest, now
    _tell_trail(at, state, len(roster), now)
    number, key = ring.signing_key()
    return write_pack(contents, roster, point=told.public_key, key_number=number, key=key)


def _is_held(state: DeviceState, told: DeviceTold, digest: bytes, now: datetime) -> bool:
    """Tell whether the device holds a pack that says the same and is good for half its life yet."""
    return (
        told.pack_sequence == state.pack_sequence != 0
        and state.pack_digest is not None
        and bytes(state.pack_digest) == digest
        and state.pack_made_at is not None
        and now < state.pack_made_at + PACK_LIFE / 2
    )


def _roster(place: PlaceView, document: PolicyDocument, now: datetime) -> list[Expected]:
    people = list(known_by_person(roster_of(place.id, now)).values())
    return expected(
        people,
        document,
        place={"kind": place.kind.value, "capacity": place.capacity},
        short_codes=short_codes_in_force(actor=SYSTEM, qids=[person.qid for person in people]),
        now=now,
    )


def _status(told: DeviceTold, now: datetime) -> dict[str, Any] | None:
    newest = latest_list(now)
    if newest is None or newest.pk == told.status_sequence:
        return None
    bits = bits_of(newest.pk)
    assert bits is not None
    held = bits_of(told.status_sequence) if 0 < told.status_sequence < newest.pk else None
    number, key = SigningRing.load(settings.DATA).signing_key()
    return dict(
        status_message(
            bits,
            sequence=newest.pk,
            made_at=newest.made_at,
            expires_at=newest.expires_at,
            policy=newest.policy,
            version=newest.version,
            base=None if held is None else (told.status_sequence, held),
            key_number=number,
            key=key,
        )
    )


def _tell_trail(at: DeviceAtGate, state: DeviceState, people: int, now: datetime) -> None:
    """Note once a day that this device carries colours of so many people."""
    if state.pack_told_on == local_date(now) or not people:
        return
    state.pack_told_on = local_date(now)
    record_decision(
        device_actor(at),
        action="gates:pack:given",
        object_kind="device",
        object_id=at.device.id,
        detail={"people": people, "place": at.place.id},
    )
