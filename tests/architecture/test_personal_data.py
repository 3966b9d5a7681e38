"""No table keeps something of people that their copy and the certificate of their erasure would not know of."""

import pytest
from django.apps import apps
from django.db import models

from antoan.domains.people.models import Person
from antoan.domains.privacy import retention
from antoan.domains.privacy.copying.document import schema_of
from antoan.domains.privacy.law import hold, kept_after_erasure
from antoan.domains.privacy.registry import _holds, parts, sweeps
from antoan.foundation.accounts.models import Account
from antoan.foundation.db.sealed import SealedTextField

NAMES = {"person_id", "guardian_id", "qid", "number_index", "username", "user_id"}
# Tables that name somebody and are not anybody's data; each with the reason.
OTHERWISE = {
    "people_erasure": "the tombstone: kept_after_erasure",
    "privacy_erasurecertificate": "kept_after_erasure",
    "identity_phonecheck": "found by number; deleted with the person, else after two days",
    "monitoring_alertcontact": "the number of a unit",
    "messaging_numberchoice": "a keyed digest of a number, which others may share; deleted with its last person",
    "messaging_incoming": "found by number; number and text are forgotten once answered, the rest after 30 days",
    "care_dutyline": "the number of an office on duty",
    "workers_unitcontact": "the number of a unit",
    "imports_importrun": "the name of a file; no person is found by it",
    "imports_importrow": "found by the blind index of a paper; deleted with the person, else emptied after 7 days",
    "units_registration": "who speaks for a unit; emptied with the person by number, else 30 days after the decision",
    "units_staffinvitation": "found by number; deleted with the person, emptied when accepted, else after 30 days",
    "axes_accessattempt": "found by login; deleted with the account, else after 30 days",
    "axes_accessfailurelog": "found by login; deleted with the account",
    "axes_accesslog": "switched off in settings",
    "gates_visitorrequest": "a tracer's reason; found by its case and deleted with it",
    "gates_specimenscan": "its numbers are of test codes: of nobody",
    "gates_vehicle": "a plate and numbers of scans; whose they were goes with the visits; deleted after 28 days",
    "pghistory_events": "a view over the tables of history",
}


def tables() -> dict[str, type[models.Model]]:
    return {
        model._meta.db_table: model
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and not hasattr(model, "pgh_tracked_model")
    }


def is_about_people(model: type[models.Model]) -> bool:
    for field in model._meta.concrete_fields:
        if field.attname in NAMES or isinstance(field, SealedTextField):
            return True
        if isinstance(field, models.ForeignKey) and field.related_model in {Person, Account}:
            return True
    return model in {Person, Account}


def known() -> set[str]:
    return {kept.table for part in parts() for kept in part.kept}


def test_every_table_about_people_is_registered_with_privacy():
    about_people = {table for table, model in tables().items() if is_about_people(model)}
    # Staff grant rights to each other: the account that gave one is no person of the table.
    assert about_people - known() - OTHERWISE.keys() == set()


def test_nothing_is_excused_that_does_not_exist():
    assert set(OTHERWISE) <= set(tables())


def test_what_outlives_an_erasure_is_told_in_the_certificate():
    told = {one.table for one in kept_after_erasure()}
    assert {"audit_trailentry", "people_erasure", "privacy_erasurecertificate"} <= told
    assert told - set(tables()) == {"backups"}


def test_every_period_with_days_has_its_sweep_and_every_sweep_its_period():
    assert set(sweeps()) == {one.key for one in retention.periods() if one.days is not None}


def test_every_hold_has_its_legal_ground():
    assert [key for key in _holds if not hold(key).basis] == []


@pytest.mark.parametrize("kept", [kept for part in parts() for kept in part.kept], ids=lambda kept: kept.name)
def test_no_binary_column_is_in_a_copy(kept):
    binary = {
        field.attname
        for field in kept.model._meta.concrete_fields
        if isinstance(field, models.BinaryField) and not isinstance(field, SealedTextField)
    }
    assert binary & {column.name for column in kept.columns()} == set()
    assert set(kept.hidden) - {"ward_id", *_columns_of_any_table()} == set()


def _columns_of_any_table() -> set[str]:
    return {field.attname for model in tables().values() for field in model._meta.concrete_fields}


def test_no_two_tables_of_a_copy_have_one_name():
    names = [kept.name for part in parts() for kept in part.kept if kept.in_copy]
    assert len(names) == len(set(names))
    assert schema_of(parts())["properties"]["parts"]["additionalProperties"] is False
