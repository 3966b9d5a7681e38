"""People who check themselves in and out, and places to do so."""

from datetime import datetime, timedelta
from uuid import UUID

from antoan.domains.people.services import add_dependant
from antoan.domains.people.values import PersonView
from antoan.domains.visits import services
from antoan.domains.visits.models import Visit
from antoan.domains.visits.own_values import Checked, OwnCheck
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.kit.ids import uuid7
from tests.factories.people import a_person, citizen


def a_family() -> tuple[Actor, PersonView, PersonView]:
    """Return somebody who acts, with their own data and a child's."""
    parent = a_person("Nguyễn Văn An", phones=("0912345678",))
    child = a_person("Nguyễn Thị Bé")
    add_dependant(actor=SYSTEM, guardian_id=parent.id, person_id=child.id, kinship="con")
    return citizen(parent.id), parent, child


def went_in(
    actor: Actor, place_id: int, *people: int, now: datetime, check_id: UUID | None = None, **how: object
) -> list[Checked]:
    """Check people in: the actor alone unless told."""
    check = OwnCheck(
        id=check_id or uuid7(), place_id=place_id, person_ids=people or (actor.person_id,), **how
    )
    return services.check_in(actor=actor, check=check, now=now)


def went_out(
    actor: Actor, place_id: int, *people: int, now: datetime, check_id: UUID | None = None, **how: object
) -> list[Checked]:
    """Check people out: the actor alone unless told."""
    check = OwnCheck(
        id=check_id or uuid7(), place_id=place_id, person_ids=people or (actor.person_id,), **how
    )
    return services.check_out(actor=actor, check=check, now=now)


def a_gates_visit(person_id: int, place, t_in: datetime, *, minutes: int = 40, **facts: object) -> Visit:
    """Return a visit that a gate of an equipped place recorded."""
    facts = {
        "t_out": None, "t_eff": t_in + timedelta(minutes=minutes), "received_at": t_in, "rule": 0, "colour": 1,
        "source": 0, "scan_id": uuid7(), "spot_id": place.spot.id, "gate_id": place.gate.id, **facts,
    }  # fmt: skip
    return Visit.objects.create(person_id=person_id, t_in=t_in, **facts)
