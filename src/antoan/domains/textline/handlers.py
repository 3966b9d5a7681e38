"""What the text line hears: messages that came in, merged entries, erasures."""

from collections.abc import Mapping
from typing import Any

from antoan.domains.messaging.events import SmsReceived
from antoan.domains.people.events import PersonErased, PersonMerged
from antoan.domains.textline.models import Application
from antoan.domains.textline.services import answer_sms
from antoan.foundation.events.bus import subscribe, subscribe_later


def subscribe_all() -> None:
    """Hear of all three."""
    subscribe_later(SmsReceived, _answer)
    subscribe(PersonMerged, _follow)
    subscribe(PersonErased, _forget)


def _answer(event: Mapping[str, Any]) -> None:
    answer_sms(event["incoming_id"])


def _forget(event: PersonErased) -> None:
    Application.objects.filter(person_id=event.person_id).delete()


def _follow(event: PersonMerged) -> None:
    Application.objects.filter(person_id=event.dropped_id).update(person_id=event.kept_id)
