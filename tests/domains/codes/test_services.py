"""Personal codes are issued, shown again, replaced and revoked."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction

from antoan.domains.codes import queries, services, short
from antoan.domains.codes.errors import NoNewCode, ReasonMissing
from antoan.domains.codes.events import PersonalCodeChanged
from antoan.domains.codes.models import IssuedCode, ShortCode
from antoan.domains.codes.payload import digest
from antoan.domains.codes.values import Reason
from antoan.foundation.accounts.actor import STRANGER, SYSTEM, Actor, HeldGrant
from antoan.foundation.accounts.scopes import CITY, Scope, ScopeKind
from antoan.foundation.events import bus
from antoan.kit.errors import Forbidden
from tests.factories.codes import a_head

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
QID = a_head().qid


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def heard(monkeypatch):
    events: list[PersonalCodeChanged] = []
    monkeypatch.setitem(bus._subscribers, PersonalCodeChanged, [events.append])
    return events


def holding(*permissions: str, kind: ScopeKind = ScopeKind.AREA, scope_id: int | None = 7) -> Actor:
    grant = HeldGrant("some_role", frozenset(permissions), kind, scope_id)
    return Actor(account_id=5, label="somebody", person_id=3, grants=(grant,))


def issue(**changes):
    return services.issue_personal_code(actor=SYSTEM, subject=a_head(**changes))


def test_an_issued_code_is_believed_and_announced(heard) -> None:
    issued = issue()
    assert queries.judge(text=issued.text, at=NOON).valid
    assert issued.digest == digest(issued.text)
    assert issued.expires_on == TODAY + timedelta(365)
    assert heard == [PersonalCodeChanged(qid=QID)]


def test_the_same_text_can_be_shown_again() -> None:
    issued = issue()
    shown = queries.code_in_force(actor=SYSTEM, qid=QID, scope=CITY, today=TODAY)
    assert shown is not None
    assert (shown.text, shown.digest, shown.short_code) == (issued.text, issued.digest, issued.short_code)


def test_the_text_is_sealed_in_the_table() -> None:
    issued = issue()
    with transaction.get_connection().cursor() as cursor:
        cursor.execute("SELECT text FROM codes_issuedcode")
        (sealed,) = cursor.fetchone()
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'codes_issuedcodeevent'"
        )
        history = {name for (name,) in cursor.fetchall()}
    assert QID.encode() not in bytes(sealed)
    assert issued.text.encode()[:20] not in bytes(sealed)
    assert "text" not in history


def test_codes_of_one_day_differ_and_all_are_in_force() -> None:
    texts = [issue() for _ in range(3)]
    assert len({one.text for one in texts}) == 3
    assert [one.expires_on for one in texts] == [TODAY + timedelta(365)] * 3
    assert all(queries.judge(text=one.text, at=NOON).valid for one in texts)


def test_the_codes_of_one_day_are_bounded(monkeypatch) -> None:
    monkeypatch.setattr(services, "_CODES_A_DAY_MAX", 2)
    issue()
    issue()
    with pytest.raises(NoNewCode):
        issue()
    issue(qid="2")


def test_a_masked_card_signs_what_is_printed() -> None:
    issued = services.issue_personal_code(actor=SYSTEM, subject=a_head(), masked=True)
    assert issued.text.startswith("******004567|NGUYEN VAN AN|")
    assert "0944713700" not in issued.text
    assert queries.judge(text=issued.text, at=NOON).valid
    assert queries.code_in_force(actor=SYSTEM, qid=QID, scope=CITY, today=TODAY) is None
    assert queries.code_in_force(actor=SYSTEM, qid=QID, scope=CITY, today=TODAY, masked=True) is not None


def test_a_reissue_revokes_what_was_before_even_on_the_same_day(heard) -> None:
    old = issue()
    new = services.reissue(actor=SYSTEM, subject=a_head(), because="mất thẻ")
    assert queries.judge(text=old.text, at=NOON).reason is Reason.REVOKED
    assert queries.judge(text=new.text, at=NOON).valid
    assert new.short_code != old.short_code
    assert heard == [PersonalCodeChanged(qid=QID)] * 2


def test_revoking_ends_every_code_of_a_person_and_of_nobody_else() -> None:
    mine, other = issue(), issue(qid="2")
    assert services.revoke_codes(actor=SYSTEM, qid=QID, because="mất thẻ") == 1
    assert services.revoke_codes(actor=SYSTEM, qid=QID, because="mất thẻ") == 0
    assert queries.judge(text=mine.text, at=NOON).reason is Reason.REVOKED
    assert queries.judge(text=other.text, at=NOON).valid
    assert queries.qid_of_short_code(actor=SYSTEM, typed=mine.short_code, scope=CITY) is None


def test_a_revocation_needs_a_reason() -> None:
    issue()
    with pytest.raises(ReasonMissing):
        services.revoke_codes(actor=SYSTEM, qid=QID, because="  ")


def test_what_was_revoked_never_comes_back() -> None:
    """Lesson L8: the table itself refuses."""
    issue()
    services.revoke_codes(actor=SYSTEM, qid=QID, because="mất thẻ")
    for table in (IssuedCode, ShortCode):
        with pytest.raises(DatabaseError), transaction.atomic():
            table.objects.update(revoked_at=None)


def test_the_leak_drill_reaches_one_account_on_its_days() -> None:
    """Lesson L7: revocation by issuer and time range."""
    helper = holding("codes:personal:issue")
    inside = Scope(areas=frozenset({7}))
    leaked = services.issue_personal_code(actor=helper, subject=a_head(), scope=inside)
    others = issue(qid="2")
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        later = services.issue_personal_code(actor=helper, subject=a_head(qid="3"), scope=inside)
    count = services.revoke_batch(actor=SYSTEM, because="rò rỉ", first_on=TODAY, last_on=TODAY, issued_by=5)
    assert count == 1
    assert [queries.judge(text=one.text, at=NOON + timedelta(days=1)).reason for one in (leaked, others, later)] == [
        Reason.REVOKED, Reason.OK, Reason.OK,
    ]  # fmt: skip


def test_the_leak_drill_reaches_one_key_and_tells_each_person_once(heard) -> None:
    issue()
    issue()
    issue(qid="2")
    heard.clear()
    assert (
        services.revoke_batch(actor=SYSTEM, because="rò rỉ", first_on=TODAY, last_on=TODAY, key_number=1) == 3
    )
    assert heard == [PersonalCodeChanged(qid=QID), PersonalCodeChanged(qid="2")]
    with pytest.raises(ReasonMissing):
        services.revoke_batch(actor=SYSTEM, because="rò rỉ", first_on=TODAY, last_on=TODAY)


def test_a_code_of_yesterday_is_not_in_force_after_its_last_day() -> None:
    issued = issue()
    last = issued.expires_on
    assert queries.code_in_force(actor=SYSTEM, qid=QID, scope=CITY, today=last) is not None
    assert queries.code_in_force(actor=SYSTEM, qid=QID, scope=CITY, today=last + timedelta(1)) is None


def test_gates_know_the_newest_digest_of_each_person() -> None:
    issue()
    newest, other = issue(), issue(qid="2")
    issue(qid="3")
    services.revoke_codes(actor=SYSTEM, qid="3", because="mất thẻ")
    found = queries.digests_in_force(actor=SYSTEM, qids=[QID, "2", "3", "4"])
    assert {qid: one.digest for qid, one in found.items()} == {QID: newest.digest, "2": other.digest}


def test_one_person_has_one_short_code_in_every_spelling() -> None:
    first, second = issue(), issue()
    assert first.short_code == second.short_code
    for typed in (first.short_code, short.show(first.short_code).lower()):
        assert queries.qid_of_short_code(actor=SYSTEM, typed=typed, scope=CITY) == QID
    assert queries.qid_of_short_code(actor=SYSTEM, typed="x", scope=CITY) is None


def test_a_taken_short_code_is_drawn_again(monkeypatch) -> None:
    taken = issue().short_code
    draws = iter([taken, taken, "0000000000"[:9]])
    monkeypatch.setattr(services.short, "new", lambda: next(draws))
    assert issue(qid="2").short_code == "000000000"


@pytest.mark.parametrize(
    "deed",
    [
        lambda actor, scope: services.issue_personal_code(actor=actor, subject=a_head(), scope=scope),
        lambda actor, scope: services.reissue(actor=actor, subject=a_head(), because="x", scope=scope),
        lambda actor, scope: services.revoke_codes(actor=actor, qid=QID, because="x", scope=scope),
        lambda actor, scope: queries.code_in_force(actor=actor, qid=QID, scope=scope, today=TODAY),
        lambda actor, scope: queries.qid_of_short_code(actor=actor, typed="x", scope=scope),
    ],
)
def test_rights_reach_their_own_area_only(deed) -> None:
    everything = holding("codes:personal:issue", "codes:personal:revoke", "codes:personal:show")
    deed(everything, Scope(areas=frozenset({7})))
    for actor, scope in ((everything, Scope(areas=frozenset({8}))), (everything, CITY), (STRANGER, CITY)):
        with pytest.raises(Forbidden):
            deed(actor, scope)


def test_a_citizen_shows_only_their_own_code() -> None:
    issue()
    citizen = holding("codes:personal:show", kind=ScopeKind.SELF, scope_id=None)
    assert queries.code_in_force(actor=citizen, qid=QID, scope=Scope(person_id=3), today=TODAY) is not None
    with pytest.raises(Forbidden):
        queries.code_in_force(actor=citizen, qid=QID, scope=Scope(person_id=4), today=TODAY)
    with pytest.raises(Forbidden):
        services.issue_personal_code(actor=citizen, subject=a_head(), scope=Scope(person_id=3))


def test_a_batch_is_for_those_who_answer_for_the_city() -> None:
    with pytest.raises(Forbidden):
        services.revoke_batch(
            actor=holding("codes:personal:revoke"), because="x", first_on=TODAY, last_on=TODAY, key_number=1
        )
