"""Records doses."""

from django.db import transaction

from antoan.domains.people.matching import Description
from antoan.domains.people.queries.bulk import Identity
from antoan.domains.people.values import Birth, Gender
from antoan.domains.records.doses import doubts_about_dose
from antoan.domains.records.errors import RecordUnreadable
from antoan.domains.records.models import Vaccination
from antoan.domains.records.queries.bulk import doses_of
from antoan.domains.records.queries.lots import lots_of
from antoan.domains.records.services.keeping import keep_again, keep_new, person_to_write
from antoan.domains.records.vaccines import find_vaccine
from antoan.domains.records.values import Doubt, Hours, NewDose, Origin, RecordState, RecordView, Surroundings
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.text import squeeze

PRODUCT_LETTERS_MAX = 40
LOT_LETTERS_MAX = 40
SITE_LETTERS_MAX = 150
DOSE_NUMBER_MAX = 9


@transaction.atomic
def record_vaccination(
    *, actor: Actor, person_id: int, dose: NewDose, origin: Origin, hours: Hours | None = None
) -> RecordView:
    """Record a dose; the same product on the same day is the same dose, whoever sends it again.

    `hours` are those of the session, where one was held.

    What one says of oneself waits unverified; what cannot be believed is quarantined with its doubts.
    """
    person = person_to_write(actor, person_id, origin)
    check_dose(dose)
    vaccine = find_vaccine(dose.product)
    product = vaccine.key if vaccine else squeeze(dose.product)
    known = (
        Vaccination.objects.filter(person=person_id, product=product, given_on=dose.given_on)
        .exclude(state=RecordState.ANNULLED)
        .first()
    )
    others = [other for other in doses_of([person_id]) if known is None or other.record_id != known.pk]
    doubts = doubts_about_dose(
        dose,
        vaccine=vaccine,
        others=others,
        born_on=person.birth_on,
        today=clock.today(),
        around=_around(person, product, origin, hours),
        source=origin.source,
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


def doubts_if_given(person: Identity, dose: NewDose) -> tuple[Doubt, ...]:
    """Return what would speak against a dose, before anybody gives it. For services: no actor is asked."""
    vaccine = find_vaccine(dose.product)
    return doubts_about_dose(
        dose,
        vaccine=vaccine,
        others=doses_of([person.person_id]),
        born_on=person.birth_on,
        today=clock.today(),
        around=Surroundings(lots=lots_of(vaccine.key if vaccine else "")),
    )


def _around(person: Identity, product: str, origin: Origin, hours: Hours | None) -> Surroundings:
    return Surroundings(
        lots=lots_of(product),
        hours=hours,
        holder=Description(person.full_name, Birth(person.birth_on), Gender(person.gender)),
        is_of_another=_is_of_another(person.person_id, origin),
    )


def _is_of_another(person_id: int, origin: Origin) -> bool:
    """Tell whether the same entry of the same source was recorded for somebody else."""
    if not origin.reference:
        return False
    same = Vaccination.objects.filter(source=origin.source, source_reference=origin.reference)
    return same.exclude(state=RecordState.ANNULLED).exclude(person=person_id).exists()


def check_dose(dose: NewDose) -> None:
    """Refuse a dose whose parts no record could hold; RecordUnreadable."""
    if not 1 <= dose.dose_number <= DOSE_NUMBER_MAX:
        raise RecordUnreadable(f"The number of a dose is 1 to {DOSE_NUMBER_MAX}.")
    if not 1 <= len(squeeze(dose.product)) <= PRODUCT_LETTERS_MAX:
        raise RecordUnreadable(f"The vaccine is named in 1 to {PRODUCT_LETTERS_MAX} letters.")
    if len(squeeze(dose.lot)) > LOT_LETTERS_MAX or len(squeeze(dose.given_at)) > SITE_LETTERS_MAX:
        raise RecordUnreadable(
            f"A lot has at most {LOT_LETTERS_MAX} letters, a vaccination site {SITE_LETTERS_MAX}."
        )
