"""What passes do when something below them changes, in the same transaction."""

from antoan.domains.codes.events import PersonalCodeChanged
from antoan.domains.declarations.events import DeclarationsForgotten, HealthDeclared
from antoan.domains.passes.queries.storage import drop_passes
from antoan.domains.passes.services import recompute
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.events import PersonChanged, PersonErased, PersonRegistered
from antoan.domains.people.queries import person_by_qid
from antoan.domains.records.events import DosesRecorded, HealthRecordChanged
from antoan.foundation.events.bus import subscribe


def subscribe_all() -> None:
    """Hear all that a pass is derived from."""
    subscribe(PersonRegistered, _person_changed)
    subscribe(PersonChanged, _person_changed)
    subscribe(HealthRecordChanged, _person_changed)
    subscribe(HealthDeclared, _person_changed)
    subscribe(DeclarationsForgotten, _people_changed)
    subscribe(DosesRecorded, _people_changed)
    subscribe(PersonalCodeChanged, _code_changed)
    subscribe(PersonErased, _person_erased)


def _person_changed(event: PersonRegistered | PersonChanged | HealthRecordChanged | HealthDeclared) -> None:
    recompute([event.person_id])


def _people_changed(event: DeclarationsForgotten | DosesRecorded) -> None:
    recompute(event.person_ids)


def _code_changed(event: PersonalCodeChanged) -> None:
    try:
        person_id = person_by_qid(event.qid)
    except PersonNotFound:
        return  # Codes may be issued before their bearer is registered.
    recompute([person_id])


def _person_erased(event: PersonErased) -> None:
    drop_passes([event.person_id])
