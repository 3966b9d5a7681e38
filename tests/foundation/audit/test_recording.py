"""What the trail keeps."""

import pytest

from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit import services
from antoan.foundation.audit.models import TrailEntry

pytestmark = pytest.mark.django_db

NURSE = Actor(account_id=7, label="Lê Thị Hoa", address="203.0.113.9")


def test_a_read_is_kept_with_who_from_where_and_why():
    services.record_read(
        NURSE,
        action="people:person:read",
        object_kind="person",
        object_id=12,
        person_id=12,
        purpose="tiêm mũi 2",
    )
    entry = TrailEntry.objects.get()
    assert (entry.kind, entry.actor_account_id, entry.actor_label, entry.address) == (
        "read",
        7,
        "Lê Thị Hoa",
        "203.0.113.9",
    )
    assert (entry.action, entry.object_kind, entry.object_id, entry.person_id, entry.purpose) == (
        "people:person:read",
        "person",
        "12",
        12,
        "tiêm mũi 2",
    )
