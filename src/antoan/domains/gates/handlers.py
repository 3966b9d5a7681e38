"""What gates do when a person is erased or found to be another, and with what the scan process tells."""

from collections.abc import Mapping
from typing import Any

from antoan.domains.gates.events import CodeCopied, SpecimenShown
from antoan.domains.gates.models import CodeAlarm, GateRegistration, Override, SpecimenScan, VisitorNote
from antoan.domains.gates.services.copies import keep_alarm
from antoan.domains.gates.values import Copy
from antoan.domains.people.events import PersonErased, PersonMerged
from antoan.foundation.db.history import history
from antoan.foundation.events.bus import subscribe, subscribe_later
from antoan.kit.clock import parse_moment


def subscribe_all() -> None:
    """Hear of all."""
    subscribe(PersonErased, _forget)
    subscribe(PersonMerged, _hand_over)
    subscribe_later(CodeCopied, _copied)
    subscribe_later(SpecimenShown, _tested)


def _forget(event: PersonErased) -> None:
    for table in (VisitorNote, GateRegistration, CodeAlarm):
        table._default_manager.filter(person_id=event.person_id).delete()
    history(VisitorNote).filter(person_id=event.person_id).delete()
    # That somebody was let in stays counted, of whom and with which words does not.
    Override.objects.filter(person_id=event.person_id).update(person_id=None, note=None)
    history(Override).filter(person_id=event.person_id).delete()


def _hand_over(event: PersonMerged) -> None:
    for table in (VisitorNote, GateRegistration, CodeAlarm, Override):
        table._default_manager.filter(person_id=event.dropped_id).update(person_id=event.kept_id)


def _copied(told: Mapping[str, Any]) -> None:
    moments = {name: parse_moment(told[name]) for name in ("first_at", "at")}
    keep_alarm(Copy(**{**told, **moments}))


def _tested(told: Mapping[str, Any]) -> None:
    SpecimenScan.objects.get_or_create(
        id=told["scan_id"],
        defaults={
            "qid": told["qid"], "gate_id": told["gate_id"], "device_id": told["device_id"], "at": parse_moment(told["at"]),
        },
    )  # fmt: skip
