"""Policies are published once, begin and end to the moment, and the narrowest governs."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
import time_machine
from django.db import connection

from antoan.domains.policy import queries, services
from antoan.domains.policy.documents import load_shipped, shipped
from antoan.domains.policy.errors import (
    ActivationClash,
    DocumentInvalid,
    NoSuchPolicy,
    NothingToRollBack,
    PolicyFrozen,
)
from antoan.domains.policy.events import PolicyActivated, PolicyPublished
from antoan.domains.policy.models import Policy, PolicyActivation
from antoan.domains.policy.permissions import ACTIVATE, PUBLISH, READ
from antoan.domains.policy.values import Colour
from antoan.domains.policy.verdict import decide
from antoan.foundation.accounts.actor import STRANGER, SYSTEM, Actor, HeldGrant
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit.errors import Forbidden
from tests.factories.areas import district, ward

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
DEMO, OTHER = "hcm-2021-10-01", "hcm-2021-10-15"
OFFICER = Actor(
    account_id=1,
    label="Sở Y tế",
    grants=(HeldGrant("city_health", frozenset({READ, PUBLISH, ACTIVATE}), ScopeKind.CITY, None),),
)
pytestmark = pytest.mark.django_db


def a_document(version="1.0.0", colour="green", key="test"):
    text = {"vi": "a", "en": "b"}
    rule = {"id": "always", "colour": colour, "if": True, "text": text}
    return {
        "policy": key,
        "version": version,
        "validFrom": "2026-01-01T00:00:00+07:00",
        "rules": [rule],
        "default": {"id": "no_data", "colour": "black", "text": text},
    }


def published(**changes):
    return services.publish_document(actor=SYSTEM, document=a_document(**changes))


def governing(at=NOW, areas=(), kind="office"):
    found = queries.policy_for(areas, kind, at)
    return found and found.document.policy


def test_shipped_policies_are_published_once_and_the_demo_governs():
    first = services.publish_shipped(actor=SYSTEM)
    again = services.publish_shipped(actor=SYSTEM)
    assert [p.key for p in first] == [p.key for p in again] == [d.policy for d in shipped()]
    assert PolicyActivation.objects.count() == 1
    assert governing() == DEMO
    assert governing(at=datetime(2021, 9, 30, tzinfo=UTC)) is None


def test_published_policy_decides_as_its_file_does():
    services.publish_shipped(actor=SYSTEM)
    found = queries.policy_for([], "office", NOW)
    assert decide(found.document, {"case_active": True}, NOW).colour is Colour.RED
    assert queries.document_of(found.policy_id).source == load_shipped(DEMO).source


def test_shipped_document_does_not_overrule_what_the_city_has_in_force():
    services.publish_shipped(actor=SYSTEM)
    changed = deepcopy(dict(load_shipped(DEMO).source))
    changed["title"] = {"vi": "Khác", "en": "Other"}
    Policy.objects.filter(key=DEMO).update(document=changed)
    services.publish_shipped(actor=SYSTEM)
    assert Policy.objects.get(key=DEMO).document == changed


def test_draft_may_change_and_what_was_in_force_may_not():
    published()
    published(colour="yellow")
    services.activate(actor=SYSTEM, key="test", starts_at=NOW)
    published(colour="yellow")
    with pytest.raises(PolicyFrozen, match=r"1\.0\.0"):
        published(colour="green")
    assert queries.policy_for([], "", NOW).document.rules[0].colour is Colour.YELLOW


def test_draft_that_changed_is_compiled_anew():
    id_ = published().id
    assert queries.document_of(id_).rules[0].colour is Colour.GREEN
    published(colour="yellow")
    assert queries.document_of(id_).rules[0].colour is Colour.YELLOW


def test_document_with_a_fault_or_an_unknown_fact_is_not_published():
    with pytest.raises(DocumentInvalid, match="at /rules"):
        services.publish_document(actor=SYSTEM, document=a_document() | {"rules": []})
    unknown = a_document()
    unknown["rules"][0]["if"] = {"var": "f.case_activ"}
    with pytest.raises(DocumentInvalid, match="case_activ"):
        services.publish_document(actor=SYSTEM, document=unknown)
    assert not Policy.objects.exists()


def test_newest_version_begins_unless_another_is_named():
    published(version="1.0.0")
    published(version="1.1.0")
    begun = services.activate(actor=SYSTEM, key="test", starts_at=NOW)
    assert begun.document.version == "1.1.0"
    older = services.activate(actor=SYSTEM, key="test", version="1.0.0", starts_at=NOW + DAY)
    assert older.document.version == "1.0.0"
    with pytest.raises(NoSuchPolicy, match=r"version 2\.0"):
        services.activate(actor=SYSTEM, key="test", version="2.0", starts_at=NOW)


def test_next_policy_ends_the_one_before_to_the_moment():
    services.publish_shipped(actor=SYSTEM)
    services.activate(actor=SYSTEM, key=OTHER, starts_at=NOW)
    assert governing(NOW - timedelta(microseconds=1)) == DEMO
    assert governing(NOW) == OTHER


def test_activating_what_governs_changes_nothing():
    services.publish_shipped(actor=SYSTEM)
    services.activate(actor=SYSTEM, key=DEMO, starts_at=NOW)
    assert PolicyActivation.objects.count() == 1


def test_planned_policy_still_follows_one_put_before_it():
    services.publish_shipped(actor=SYSTEM)
    services.activate(actor=SYSTEM, key=OTHER, starts_at=NOW + 2 * DAY)
    published()
    services.activate(actor=SYSTEM, key="test", starts_at=NOW + DAY)
    assert [governing(NOW + n * DAY) for n in range(3)] == [DEMO, "test", OTHER]


def test_two_policies_cannot_begin_at_one_moment():
    services.publish_shipped(actor=SYSTEM)
    services.activate(actor=SYSTEM, key=OTHER, starts_at=NOW)
    published()
    with pytest.raises(ActivationClash):
        services.activate(actor=SYSTEM, key="test", starts_at=NOW)


@time_machine.travel(NOW, tick=False)
def test_past_is_not_judged_anew():
    services.publish_shipped(actor=SYSTEM)
    with pytest.raises(ActivationClash, match="past"):
        services.activate(actor=OFFICER, key=OTHER, starts_at=NOW - DAY)
    services.activate(actor=OFFICER, key=OTHER, starts_at=NOW)


@time_machine.travel(NOW, tick=False)
def test_rolling_back_is_one_step():
    services.publish_shipped(actor=SYSTEM)
    services.activate(actor=OFFICER, key=OTHER, starts_at=NOW)
    services.roll_back(actor=OFFICER, at=NOW + DAY)
    assert governing(NOW) == OTHER
    assert governing(NOW + DAY) == DEMO


def test_nothing_to_roll_back_to():
    with pytest.raises(NothingToRollBack):
        services.roll_back(actor=SYSTEM, at=NOW)
    services.publish_shipped(actor=SYSTEM)
    with pytest.raises(NothingToRollBack):
        services.roll_back(actor=SYSTEM, at=NOW)


def test_narrowest_governs():
    services.publish_shipped(actor=SYSTEM)
    ours, above = ward("26740", datetime(2021, 10, 1, tzinfo=UTC).date()), district()
    areas = [ours.id, above.id]
    for key, area, kind in [
        ("district", above.id, ""),
        ("hospitals", None, "hospital"),
        ("ward", ours.id, ""),
    ]:
        published(key=key)
        services.activate(actor=SYSTEM, key=key, area_id=area, place_kind=kind, starts_at=NOW)
    assert governing(areas=[]) == DEMO
    assert governing(areas=[above.id]) == "district"
    assert governing(areas=areas) == "ward"
    assert governing(kind="hospital") == "hospitals"
    assert governing(areas=areas, kind="hospital") == "ward"
    published(key="ward-hospitals")
    services.activate(
        actor=SYSTEM, key="ward-hospitals", area_id=ours.id, place_kind="hospital", starts_at=NOW
    )
    assert governing(areas=areas, kind="hospital") == "ward-hospitals"
    assert governing(areas=areas) == "ward"


def test_strangers_neither_publish_nor_activate_nor_list():
    for attempt in (
        lambda: services.publish_document(actor=STRANGER, document=a_document()),
        lambda: services.activate(actor=STRANGER, key=DEMO, starts_at=NOW),
        lambda: services.roll_back(actor=STRANGER, at=NOW),
        lambda: queries.published(actor=STRANGER),
        lambda: queries.in_force(actor=STRANGER, at=NOW),
    ):
        with pytest.raises(Forbidden):
            attempt()


def test_lists_say_what_is_there_and_what_governs():
    services.publish_shipped(actor=SYSTEM)
    assert {p.key: p.was_activated for p in queries.published(actor=OFFICER)}[DEMO] is True
    assert [p.document.policy for p in queries.in_force(actor=OFFICER, at=NOW)] == [DEMO]


def test_publication_and_activation_are_announced_and_kept_in_the_trail(monkeypatch):
    announced = []
    monkeypatch.setattr(services, "announce", announced.append)
    id_ = published().id
    published()
    services.activate(actor=SYSTEM, key="test", starts_at=NOW)
    assert announced == [
        PolicyPublished(id_, "test", "1.0.0"),
        PolicyActivated(id_, None, "", "2026-11-22T01:00:00+00:00"),
    ]
    actions = TrailEntry.objects.filter(object_kind="policy").order_by("id").values_list("action", flat=True)
    assert list(actions) == [PUBLISH, ACTIVATE]


@pytest.mark.django_db(transaction=True)
def test_scan_processes_are_told():
    with psycopg.connect(
        **connection.get_connection_params() | {"cursor_factory": None}, autocommit=True
    ) as hearer:
        hearer.execute("LISTEN antoan_policy")
        id_ = published().id
        services.activate(actor=SYSTEM, key="test", starts_at=NOW)
        heard = next(hearer.notifies(timeout=5, stop_after=1))
    assert heard.payload == str(id_)
