"""Makes codes that test a gate, good for one day."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from antoan.domains.codes import payload
from antoan.domains.codes.keys import SigningRing
from antoan.domains.gates.permissions import REPORT
from antoan.domains.gates.specimens import head_of_specimen
from antoan.domains.places.queries import scope_of_place
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.audit.services import record_decision
from antoan.kit.clock import local_date


@transaction.atomic
def make_specimen(*, actor: Actor, place_id: int, is_drill: bool, at: datetime) -> str:
    """Return a code of nobody, signed, for today. Every gate refuses it; where it was shown is counted."""
    require(actor, REPORT, scope_of_place(place_id))
    number, key = SigningRing.load(settings.DATA).signing_key()
    today = local_date(at)
    head = head_of_specimen(is_drill=is_drill)
    record_decision(
        actor,
        action="gates:specimen:made",
        object_kind="place",
        object_id=place_id,
        detail={"code": head.qid},
    )
    return payload.sign(head, key_number=number, key=key, issued_on=today, expires_on=today)
