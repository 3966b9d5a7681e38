"""Sealed columns: nothing readable in the table, keys that rotate, history that stays sealed."""

import json
from datetime import date

import pytest
from django.conf import settings
from django.db import connection, transaction
from typer.testing import CliRunner

from antoan.domains.people.models import Document, Person, Phone
from antoan.entrypoints.cli import keys as command
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.db import resealing
from antoan.foundation.db.resealing import SealedColumn, ValueBroken, sealed_stores
from antoan.foundation.db.sealed import blind_index, field_ring
from antoan.foundation.keystore.store import KeyStore
from antoan.kit.sealing import SealBroken
from tests.factories.accounts import SECRET, a_colleague

pytestmark = pytest.mark.django_db

NUMBER = "079090001234"
PHONE = "+84912345678"


@pytest.fixture(autouse=True)
def keys_of_this_test(tmp_path, settings):
    """Give every test keys of its own, so that a rotation disturbs nobody."""
    store = KeyStore.of(tmp_path)
    store.create_missing()
    settings.KEYS = store
    settings.FIELD_KEY_RING = store.field_ring()
    return store


def a_person():
    return Person.objects.create(
        qid="162979388586171100",
        full_name="Nguyễn Văn An",
        name_folded="nguyen van an",
        birth_on=date(1990, 1, 1),
    )


def a_document(number=NUMBER, person=None):
    return Document.objects.create(
        person=person or a_person(),
        kind="cccd",
        number=number,
        number_index=blind_index("document:cccd", number),
    )


def raw(table, column="number"):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{table}" ORDER BY 1')
        return [bytes(row[0]) for row in cursor.fetchall()]


def documents():
    return SealedColumn(Document, "number", "people_document.number")


def rotate(store):
    number = store.rotate_field_key()
    settings.FIELD_KEY_RING = store.field_ring()
    return number


def test_the_number_comes_back_and_the_table_does_not_show_it():
    document = a_document()
    assert Document.objects.get(pk=document.pk).number == NUMBER
    assert NUMBER.encode() not in raw("people_document")[0]
    found = Document.objects.get(number_index=blind_index("document:cccd", NUMBER))
    assert found == document


def test_nobody_searches_by_the_number_itself():
    for lookup in ("number", "number__startswith", "number__in", "number__gt"):
        with pytest.raises(TypeError, match="look it up by its blind index"):
            Document.objects.filter(**{lookup: NUMBER}).exists()
    assert not Document.objects.filter(number__isnull=True).exists()


@pytest.mark.parametrize("value", [79090001234, NUMBER.encode(), [NUMBER]])
def test_only_text_is_sealed(value):
    with pytest.raises(TypeError, match="takes text"):
        a_document(value) if isinstance(value, str) else Document(person=a_person(), number=value).save()


def test_checking_a_whole_model_leaves_the_number_alone():
    document = a_document()
    document.full_clean()
    assert document.number == NUMBER


def test_a_number_moved_to_another_column_does_not_open():
    a_document()
    phone = Phone.objects.create(
        person=Person.objects.get(), number=PHONE, number_index=blind_index("phone", PHONE)
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_phone SET number = (SELECT number FROM people_document)")
    with pytest.raises(SealBroken):
        Phone.objects.get(pk=phone.pk)


def test_history_holds_no_open_number_and_opens_as_the_table_does():
    document = a_document()
    Document.objects.filter(pk=document.pk).update(number="079090005678")
    assert [event.number for event in Document.pgh_event_model.objects.order_by("pgh_id")] == [
        NUMBER,
        "079090005678",
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(events::text, ' ') FROM people_documentevent events")
        assert NUMBER not in cursor.fetchone()[0]


def test_every_sealed_column_is_known():
    names = {store.name for store in sealed_stores()}
    assert {
        "people_document.number", "people_documentevent.number", "people_phone.number",
        "people_phoneevent.number", "mfa_authenticator.data",
    } <= names  # fmt: skip


def test_a_rotation_seals_everything_again_and_tells_history_nothing(keys_of_this_test):
    for serial in range(7):
        a_document(f"07909000{serial:04}", person=a_person() if serial == 0 else Person.objects.get())
    before = raw("people_document")
    events = Document.pgh_event_model.objects.count()
    rotate(keys_of_this_test)
    for store in sealed_stores():
        list(store.reseal(3))
    assert {sealed[0] for sealed in raw("people_document") + raw("people_documentevent")} == {2}
    assert not set(before) & set(raw("people_document"))
    assert sorted(Document.objects.values_list("number", flat=True)) == [f"07909000{n:04}" for n in range(7)]
    assert Document.pgh_event_model.objects.count() == events


def test_history_is_written_again_after_a_rotation(keys_of_this_test):
    document = a_document()
    rotate(keys_of_this_test)
    list(documents().reseal())
    Document.objects.filter(pk=document.pk).update(kind="cmnd")
    assert Document.pgh_event_model.objects.filter(pgh_label="update").count() == 1


def test_a_rotation_goes_in_batches_and_goes_on_where_it_stopped(keys_of_this_test):
    person = a_person()
    for serial in range(7):
        a_document(f"07909000{serial:04}", person)
    rotate(keys_of_this_test)
    first = documents().reseal(3)
    assert next(first) == 3
    first.close()
    assert dict(documents().rows_by_key()) == {1: 4, 2: 3}
    assert list(documents().reseal(3)) == [3, 1]
    assert list(documents().reseal(3)) == []


def test_a_value_that_does_not_open_is_named(keys_of_this_test):
    document = a_document()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_document SET number = set_byte(number, 20, 255 - get_byte(number, 20))")
    rotate(keys_of_this_test)
    with (
        pytest.raises(ValueBroken, match=rf"people_document\.number of row {document.pk} does not open"),
        transaction.atomic(),
    ):
        list(documents().reseal())


def test_second_factors_still_work_after_a_rotation(keys_of_this_test):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.utils import decrypt

    account = a_colleague("tracer")
    before = Authenticator.objects.get(user=account).data["secret"]
    rotate(keys_of_this_test)
    store = next(store for store in resealing.sealed_stores() if store.name == "mfa_authenticator.data")
    assert dict(store.rows_by_key()) == {1: 1}
    assert sum(store.reseal()) == 1
    after = Authenticator.objects.get(user=account).data["secret"]
    assert after != before
    assert decrypt(after) == SECRET
    assert dict(store.rows_by_key()) == {2: 1}
    assert sum(store.reseal()) == 0


def test_the_command_rotates_lists_and_leaves_a_trail():
    a_document()
    runner = CliRunner()
    done = runner.invoke(command.app, ["rotate"])
    assert done.exit_code == 0, done.output
    assert "key 2 seals from now on" in done.output
    assert "people_document.number: 1 values sealed again" in done.output
    assert TrailEntry.objects.filter(action="keys:fields:rotated", object_id="2").count() == 1
    told = json.loads(runner.invoke(command.app, ["list", "--json"]).output)
    assert (told["current"], told["rows"]["people_document.number"]) == (2, {"2": 1})
    assert runner.invoke(command.app, ["list"]).output == "key 1: 0 values\nkey 2 (current): 2 values\n"
    assert runner.invoke(command.app, ["reseal"]).output == ""
    assert Document.objects.get().number == NUMBER
    assert field_ring().current == 2
