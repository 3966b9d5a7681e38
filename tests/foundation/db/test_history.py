"""Every tracked table keeps its history, whichever door a change came by, and knows who made it."""

from datetime import date

import pghistory
import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.module_loading import import_string
from pghistory.models import Context

from antoan.domains.people.models import Person
from antoan.foundation.db.sealed import SealedTextField
from tests.factories.accounts import a_colleague

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    Person.objects.bulk_create(
        Person(
            qid=f"16297938858617110{n}", full_name=f"Nguyễn Văn {n}", name_folded=f"nguyen van {n}",
            birth_on=date(1990, 1, 1),
        )
        for n in range(3)
    )  # fmt: skip


def updates():
    return Person.pgh_event_model.objects.filter(pgh_label="update")


def test_rows_made_in_bulk_have_a_history(people):
    assert Person.pgh_event_model.objects.filter(pgh_label="insert").count() == 3


def test_a_bulk_update_leaves_a_row_for_each(people):
    Person.objects.update(address="Quận 1")
    assert sorted(updates().values_list("address", flat=True)) == ["Quận 1"] * 3


def test_sql_by_hand_leaves_a_row_for_each(people):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET address = 'Quận 3' WHERE qid LIKE '%%1'")
    assert updates().get().address == "Quận 3"


def test_a_change_that_changes_nothing_is_no_history(people):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET address = address")
    assert not updates().exists()


def ask(client_user, work):
    """Do some work inside a request of somebody, as the web process does."""

    def view(request):
        work()
        return HttpResponse()

    chain = view
    names = settings.MIDDLEWARE
    for name in reversed([n for n in names if "HistoryMiddleware" in n or n.startswith("antoan.foundation")]):
        chain = import_string(name)(chain)
    request = RequestFactory().post("/office/people/")
    request.user = client_user
    chain(request)


@pytest.mark.parametrize("door", ["orm", "sql"])
def test_a_change_in_a_request_knows_who_made_it(people, door):
    account = a_colleague("ward_officer", login="officer")

    def work():
        with transaction.atomic():
            if door == "orm":
                Person.objects.update(address="Quận 5")
            else:
                with connection.cursor() as cursor:
                    cursor.execute("UPDATE people_person SET address = %s", ["Quận 5"])

    ask(account, work)
    contexts = Context.objects.filter(pk__in=updates().values("pgh_context"))
    assert [context.metadata["user"] for context in contexts] == [account.pk]
    assert not updates().filter(pgh_context=None).exists()


def test_every_table_with_sealed_columns_has_sealed_history():
    """No event table may hold in the open what its table seals."""
    for model in apps.get_models():
        event_model = getattr(model, "pgh_event_model", None)
        if event_model is None:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedTextField) and field.name in {
                f.name for f in event_model._meta.fields
            }:
                kept = event_model._meta.get_field(field.name)
                assert isinstance(kept, SealedTextField), f"{event_model.__name__}.{field.name}"
                assert kept.place == field.place


def test_every_table_that_people_change_is_tracked():
    """What staff decide must be told later; what is derived, public or a log of its own need not."""
    tracked = {event.pgh_tracked_model._meta.db_table for event in apps.get_models() if issubclass(event, pghistory.models.Event)}  # fmt: skip
    assert {
        "accounts_grant", "people_person", "people_document", "people_phone", "people_dependant",
        "places_place", "places_gate", "places_device", "places_placecode", "policy_policy", "units_unit",
        "codes_issuedcode", "codes_shortcode",
    } <= tracked  # fmt: skip
