"""What the identity domain does when people are erased or turn out to be one."""

from django.db.models import F

from antoan.domains.identity.models import (
    ActivationCode,
    Invitation,
    PhoneCheck,
    Registration,
    Resemblance,
    WrongAnswer,
)
from antoan.domains.identity.queries.counting import index_of_number
from antoan.domains.identity.services.merging import end_merges_of
from antoan.domains.identity.values import UNDECIDED, CaseState
from antoan.domains.people.events import PersonErased, PersonMerged
from antoan.domains.people.matching import Confidence
from antoan.domains.people.queries.phones import own_numbers_of
from antoan.domains.people.services import award_contested_papers
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.db.history import history
from antoan.foundation.events.bus import subscribe


def subscribe_all() -> None:
    """Hear of erasures and mergers."""
    subscribe(PersonErased, _forget)
    subscribe(PersonMerged, _merged)


def _forget(event: PersonErased) -> None:
    person_id = event.person_id
    end_merges_of(person_id)
    numbers = [index_of_number(number) for number in own_numbers_of(person_id)]
    PhoneCheck.objects.filter(number_index__in=numbers).delete()
    for rows in (Registration.objects.all(), history(Registration)):  # Of others, done on this number.
        rows.filter(number_index__in=numbers).update(number_index=b"")
    WrongAnswer.objects.filter(person_id=person_id).delete()
    _forget_resemblances(person_id)
    for table in (Registration, ActivationCode, Invitation):
        table._default_manager.filter(person=person_id).delete()
        history(table).filter(person=person_id).delete()
    Invitation.objects.filter(guardian=person_id).delete()
    history(Invitation).filter(guardian=person_id).delete()
    Registration.objects.filter(guardian_id=person_id).update(guardian_id=None)
    history(Registration).filter(guardian_id=person_id).update(guardian_id=None)


def _forget_resemblances(person_id: int) -> None:
    """Settle the cases that only this person made doubtful: what they contested is uncontested now."""
    Resemblance.objects.filter(person=person_id).delete()
    cases = Registration.objects.filter(state__in=sorted(UNDECIDED), resemblances=None)
    for row in cases.exclude(confidence=Confidence.NONE).exclude(person=person_id):
        award_contested_papers(actor=SYSTEM, person_id=row.person_id)
        row.state, row.confidence = CaseState.SETTLED, Confidence.NONE
        row.save()


def _merged(event: PersonMerged) -> None:
    Registration.objects.filter(guardian_id=event.dropped_id).update(guardian_id=event.kept_id)
    Resemblance.objects.filter(person=F("registration__person")).delete()
