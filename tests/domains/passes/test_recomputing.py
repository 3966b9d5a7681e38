"""A pass follows its records."""

from datetime import date

import pytest

from antoan.domains.passes.queries.storage import stored_passes
from antoan.domains.passes.services import recompute
from antoan.domains.records.models import Vaccination
from tests.factories.people import a_person

TODAY = date(2026, 11, 22)


@pytest.mark.django_db
def test_a_new_person_has_a_pass_without_records():
    person = a_person()
    stored = stored_passes([person.id])[person.id]
    assert (stored.qid, stored.qid_is_local, stored.label) == (person.qid, True, "N.V. An")
    assert (stored.doses_valid, stored.has_records, stored.birth_on) == (0, False, date(1990, 2, 1))


@pytest.mark.django_db
def test_recomputing_takes_up_what_was_loaded_in_bulk_and_then_rests():
    person = a_person()
    Vaccination.objects.create(
        person_id=person.id, product="comirnaty", dose_number=1, given_on=date(2021, 9, 1), state="verified"
    )
    assert recompute([person.id], today=TODAY) == 1
    assert recompute([person.id], today=TODAY) == 0
    assert stored_passes([person.id])[person.id].first_dose_on == date(2021, 9, 1)
