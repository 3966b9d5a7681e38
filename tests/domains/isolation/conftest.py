"""People, officers and outbreaks for the tests of isolation."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine

from antoan.domains.isolation.services.ordering import give_order
from antoan.domains.isolation.values import Evidence, NewOrder, OrderView
from antoan.domains.records.values import IsolationKind
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind
from tests.factories.areas import ward
from tests.factories.people import a_person
from tests.factories.units import someone_as

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
LAST_MET = date(2026, 11, 18)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOON, tick=False) as travelled:
        yield travelled


def an_officer(account_id: int = 11, *, ward_code: str = "26740") -> Actor:
    return someone_as("ward_officer", ScopeKind.AREA, ward(ward_code).id, account_id=account_id)


@pytest.fixture
def an():
    return a_person("Lê Văn An", ward_id=ward("26740").id, phones=("0912345678",))


def proposed(person_id: int, *, actor: Actor | None = None, **known) -> OrderView:
    """Return a red by hand as one officer proposes it."""
    new = {
        "id": uuid4(),
        "person_id": person_id,
        "kind": IsolationKind.CONTACT,
        "anchor_on": LAST_MET,
        "reason": "household",
        "evidence": Evidence.DOCUMENT,
        "reference": "DS-12/TYT",
    }
    return give_order(actor=actor or an_officer(), new=NewOrder(**new | known))
