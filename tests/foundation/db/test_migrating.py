"""Tables come up to date quickly, and Python in a migration still sees whole models."""

import pytest
from django.db import connection, models
from django.db.migrations import AddField, CreateModel, Migration, RunPython
from django.db.migrations.state import ProjectState

from antoan.foundation.db.migrating import rendering_alone

pytestmark = pytest.mark.django_db(transaction=True)


def a_house_and_who_lives_there(apps, schema_editor) -> None:
    house = apps.get_model("db", "House").objects.create(street="Lê Lợi")
    apps.get_model("db", "Resident").objects.create(house=house)
    assert list(apps.get_model("db", "House").objects.values_list("resident__house__street")) == [("Lê Lợi",)]


def test_python_in_a_migration_sees_related_models_after_each_of_them_changed():
    migration = Migration("0001", "db")
    key = [("id", models.BigAutoField(primary_key=True))]
    migration.operations = [
        CreateModel("House", list(key)),
        CreateModel("Resident", [*key, ("house", models.ForeignKey("db.House", models.CASCADE))]),
        AddField("House", "street", models.TextField(default="")),
        RunPython(a_house_and_who_lives_there),
    ]
    state = ProjectState()
    assert state.apps  # As the executor does: everything is rendered once, before the first operation.
    with rendering_alone(), connection.schema_editor() as editor:
        after = migration.apply(state, editor)
    with connection.schema_editor() as editor:
        for name in ("Resident", "House"):
            editor.delete_model(after.apps.get_model("db", name))


def test_django_renders_related_models_again_once_migrating_is_over():
    before = ProjectState.reload_model
    with rendering_alone():
        assert ProjectState.reload_model is not before
    assert ProjectState.reload_model is before
