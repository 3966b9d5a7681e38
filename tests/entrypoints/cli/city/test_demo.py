"""The demo offers what contract §1 promises, and offers the same at every start."""

import stat
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from antoan.domains.areas.services import load_areas
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.queries import judge
from antoan.domains.passes.queries.storage import FACT_NAMES, stored_passes
from antoan.domains.people.queries.persons import person_by_qid
from antoan.domains.policy import documents
from antoan.domains.policy.services import publish_shipped
from antoan.domains.policy.verdict import decide
from antoan.domains.statistics.queries import counted_days, risk_map
from antoan.entrypoints.cli.city.demo import DemoRefused, make_demo
from antoan.entrypoints.cli.city.keepsake import KeepsakeUnreadable
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.queries import actor_for
from antoan.foundation.accounts.roles import roles
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PEOPLE = 4_000


@pytest.fixture(autouse=True)
def installation(tmp_path, settings):
    settings.DATA = tmp_path
    SigningRing.create_missing(tmp_path, today=NOW.date())
    load_areas(actor=SYSTEM)
    publish_shipped(actor=SYSTEM)
    with time_machine.travel(NOW, tick=False):
        yield tmp_path


def test_every_promised_code_is_good_and_has_its_colour():
    offered = make_demo(PEOPLE)
    policy = documents.load_shipped("hcm-2021-10-01")
    assert set(offered["codes"]) == {"green", "yellow", "red", "black"}
    for colour, texts in offered["codes"].items():
        assert len(set(texts)) >= 20
        for text in texts:
            checked = judge(text=text, at=NOW)
            assert checked.valid
            person_id = person_by_qid(checked.head.qid)
            stored = stored_passes([person_id])[person_id]
            facts = {name: getattr(stored, name) for name in FACT_NAMES}
            assert decide(policy, facts, NOW).colour.value == colour


def test_there_is_an_account_for_every_role_with_its_second_factor():
    offered = make_demo(PEOPLE)
    assert {account["role"] for account in offered["accounts"]} == set(roles())
    for told in offered["accounts"]:
        account = Account.objects.get(login=told["login"])
        assert account.check_password(told["password"])
        assert (told["totp_secret"] is not None) is roles()[told["role"]].second_factor
        assert {grant.role for grant in actor_for(account).grants} == {told["role"]}
    citizen = Account.objects.get(login="demo.citizen")
    assert citizen.person_id is not None
    assert actor_for(citizen).grants[0].scope_kind is ScopeKind.SELF


def test_second_start_tells_the_same_and_colours_of_its_own_day():
    first = make_demo(PEOPLE)
    with time_machine.travel(NOW + timedelta(days=40), tick=False):
        second = make_demo(PEOPLE)
    assert second["accounts"] == first["accounts"]
    assert second["gate"] == first["gate"]
    assert second["enrolment"] != first["enrolment"]
    assert all(len(texts) >= 20 for texts in second["codes"].values())


def test_secrets_are_in_a_private_file(installation):
    make_demo(PEOPLE)
    assert stat.S_IMODE((installation / "demo.json").stat().st_mode) == 0o600


def test_lost_file_makes_new_accounts_beside_the_old_ones(installation):
    make_demo(PEOPLE)
    (installation / "demo.json").unlink()
    again = make_demo(PEOPLE)
    assert "demo.unit_admin2" in {account["login"] for account in again["accounts"]}


def test_damaged_file_is_named(installation):
    make_demo(PEOPLE)
    (installation / "demo.json").write_text("{")
    with pytest.raises(KeepsakeUnreadable, match=r"demo\.json"):
        make_demo(PEOPLE)


def test_start_that_was_cut_off_is_finished(installation):
    offered = make_demo(PEOPLE)
    Account.objects.filter(login="demo.tracer").delete()
    assert make_demo(PEOPLE)["accounts"] == offered["accounts"]
    assert Account.objects.filter(login="demo.tracer").exists()


def test_no_demo_among_real_people():
    a_person()
    with pytest.raises(DemoRefused):
        make_demo(PEOPLE)


def test_the_demos_risk_map_is_alive_at_once():
    make_demo()
    seen = risk_map(clock.local_date(NOW))
    levels = Counter(one.level.value for one in seen.wards)
    assert set(levels) == {"low", "medium", "high", "very_high"}
    assert levels["low"] > len(seen.wards) / 2
    assert len(counted_days()) == 14
    assert sum(one.cases or 0 for one in seen.wards) > 50
