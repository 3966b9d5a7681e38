"""Records doses."""

from django.db import transaction

from antoan.domains.records.errors import RecordUnreadable
from antoan.domains.records.models import Vaccination
from antoan.domains.records.queries.bulk import doses_of
from antoan.domains.records.rules import doubts_about_dose
from antoan.domains.records.services.keeping import keep_again, keep_new, person_to_write
from antoan.domains.records.vaccines import find_vaccine
from antoan.domains.records.values import NewDose, Origin, RecordState, RecordView
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.text import squeeze

PRODUCT_LETTERS_MAX = 40
LOT_LETTERS_MAX = 40
SITE_LETTERS_MAX = 150
DOSE_NUMBER_MAX = 9


@transaction.atomic
def record_vaccination(*, actor: Actor, person_id: int, dose: NewDose, origin: Origin) -> RecordView:
    """Record a dose; the same product on the same day is the same dose, whoever sends it again.

    What one says of oneself waits unverified; what cannot be believed is quarantined with its doubts.
    """
    person = person_to_write(actor, person_id, origin)
    _check(dose)
    vaccine = find_vaccine(dose.product)
    product = vaccine.key if vaccine else squeeze(dose.product)
    known = (
        Vaccination.objects.filter(person=person_id, product=product, given_on=dose.given_on)
        .exclude(state=RecordState.ANNULLED)
        .first()
    )
    others = [other for other in doses_of([person_id]) if known is None or other.record_id != known.pk]
    doubts = doubts_about_dose(
        dose, vaccine=vaccine, others=others, born_on=person.birth_on, today=clock.today()
    )
    if known is not None:
        return keep_again(known, actor=actor, origin=origin, doubts=doubts)
    row = Vaccination(
        person_id=person_id,
        product=product,
        dose_number=dose.dose_number,
        given_on=dose.given_on,
        lot=squeeze(dose.lot),
        given_at=squeeze(dose.given_at),
    )
    return keep_new(row, actor=actor, origin=origin, doubts=doubts)


def _check(dose: NewDose) -> None:
    if not 1 <= dose.dose_number <= DOSE_NUMBER_MAX:
        raise RecordUnreadable(f"The number of a dose is 1 to {DOSE_NUMBER_MAX}.")
    if not 1 <= len(squeeze(dose.product)) <= PRODUCT_LETTERS_MAX:
        raise RecordUnreadable(f"The vaccine is named in 1 to {PRODUCT_LETTERS_MAX} letters.")
    if len(squeeze(dose.lot)) > LOT_LETTERS_MAX or len(squeeze(dose.given_at)) > SITE_LETTERS_MAX:
        raise RecordUnreadable(
            f"A lot has at most {LOT_LETTERS_MAX} letters, a vaccination site {SITE_LETTERS_MAX}."
        )
