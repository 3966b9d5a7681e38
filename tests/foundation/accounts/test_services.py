"""Opening accounts and giving grants."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from django.db import IntegrityError, transaction

from antoan.foundation.accounts import errors, queries, services
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.foundation.accounts.models import Account, Grant
from antoan.foundation.accounts.roles import UnknownRole
from antoan.foundation.accounts.scopes import Scope, ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from tests.factories.accounts import PASSWORD, SECRET, a_colleague, an_account

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("imagined_city")]

NOW = clock.parse_moment("2026-11-22T08:00:00+07:00")
HOUR = timedelta(hours=1)
DISTRICT, WARD, OTHER_WARD, UNIT = 10, 101, 201, 5


def give(actor, account, role="tracer", scope_kind=ScopeKind.CITY, scope_id=None, **fields):
    return services.give_grant(
        actor=actor, account_id=account.pk, role=role, scope_kind=scope_kind, scope_id=scope_id, **fields
    )


def acting(account, at=None):
    return queries.actor_for(account, at=at)


def a_ward_chief(scope_id=DISTRICT, **fields):
    """Return someone who gives rights in one district and holds a ward officer's there."""
    chief = an_account("chief", name="Trần Văn Bình")
    for role in ("ward_officer", "city_health"):
        give(SYSTEM, chief, role, ScopeKind.AREA, scope_id, **fields)
    return chief


def test_an_account_can_be_opened_with_its_second_factor():
    account = an_account(" Hoa.Le ", password=PASSWORD, totp_secret=SECRET)
    assert account.login == "hoa.le"
    assert account.check_password(PASSWORD)
    kept = Authenticator.objects.get(user=account)
    assert SECRET not in str(kept.data)
    assert decrypt(kept.data["secret"]) == SECRET
    entry = TrailEntry.objects.get()
    assert (entry.action, entry.object_id, entry.actor_label) == (
        "accounts:account:created", str(account.pk), "system",
    )  # fmt: skip
    assert PASSWORD not in str(entry.detail)
    assert SECRET not in str(entry.detail)


def test_an_account_without_a_password_takes_none():
    account = an_account()
    assert not account.has_usable_password()
    assert not account.check_password("")


@pytest.mark.parametrize("login", ["", "ab", "hoa le", "hoà", "-hoa", "x" * 151, "hoa\nx", "hoa/../x"])
def test_a_login_that_people_cannot_type_is_refused(login):
    with pytest.raises(errors.LoginUnusable):
        an_account(login)


def test_a_login_belongs_to_one_account_however_it_is_spelt():
    an_account("hoa")
    with pytest.raises(errors.LoginTaken):
        an_account("HOA")
    assert Account.objects.count() == 1


@pytest.mark.parametrize("password", ["short", "password12", ""])
def test_a_password_that_is_easy_to_guess_is_refused(password):
    with pytest.raises(errors.PasswordTooWeak):
        an_account(password=password)
    assert not Account.objects.exists()


@pytest.mark.parametrize("secret", ["", "not base32!", "JBSWY3DP", SECRET.lower()])
def test_a_secret_no_app_could_take_is_refused(secret):
    with pytest.raises(errors.SecretUnusable):
        an_account(totp_secret=secret)
    assert not Account.objects.exists()


def test_a_grant_holds_from_its_first_moment_to_its_last():
    account = an_account()
    grant = give(SYSTEM, account, valid_from=NOW, expires_at=NOW + HOUR)
    moment = timedelta(microseconds=1)
    assert not acting(account, NOW - moment).grants
    assert acting(account, NOW).grants
    assert acting(account, NOW + HOUR - moment).grants
    assert not acting(account, NOW + HOUR).grants
    assert not queries.needs_second_factor(acting(account, NOW + HOUR))
    assert queries.needs_second_factor(acting(account, NOW))
    assert grant.granted_by_id is None


def test_a_grant_of_a_role_that_is_no_more_gives_nothing(settings, tmp_path):
    account = a_colleague("tracer")
    assert acting(account).grants
    settings.ROLES_FILE = tmp_path / "roles.toml"
    settings.ROLES_FILE.write_text("")
    assert not acting(account).grants


def test_a_closed_account_and_nobody_are_strangers():
    account = a_colleague("tracer")
    services.close_account(actor=SYSTEM, account_id=account.pk, reason="nghỉ việc")
    account.refresh_from_db()
    for nobody in (account, None):
        assert queries.actor_for(nobody, address="203.0.113.9").grants == ()
        assert queries.actor_for(nobody, address="203.0.113.9").account_id is None
        assert queries.actor_for(nobody, address="203.0.113.9").address == "203.0.113.9"


def test_closing_twice_is_closing_once():
    account = an_account()
    for _ in range(2):
        services.close_account(actor=SYSTEM, account_id=account.pk, reason="nghỉ việc")
    assert TrailEntry.objects.filter(action="accounts:account:closed").count() == 1


def test_a_grant_is_kept_in_the_trail_with_who_gave_what_to_whom():
    health = a_colleague("city_health")
    account = an_account()
    grant = give(acting(health), account, "clinic_staff", ScopeKind.AREA, WARD, reason="điều động")
    entry = TrailEntry.objects.get(action="accounts:grant:given", object_id=str(grant.pk))
    assert entry.actor_account_id == health.pk
    assert entry.purpose == "điều động"
    assert (entry.detail["account"], entry.detail["role"], entry.detail["scope_id"]) == (
        account.pk, "clinic_staff", WARD,
    )  # fmt: skip
    assert grant.granted_by == health


def test_whoever_appoints_in_the_whole_city_gives_what_they_do_not_hold():
    give(acting(a_colleague("city_health")), an_account(), "clinic_staff", ScopeKind.UNIT, UNIT)
    assert Grant.objects.filter(role="clinic_staff").exists()


@pytest.mark.parametrize("role", ["tracer", "operator", "auditor", "clinic_staff", "unit_viewer"])
def test_nobody_gives_grants_without_the_right_to(role):
    with pytest.raises(Forbidden):
        give(acting(a_colleague(role)), an_account())
    with pytest.raises(Forbidden):
        give(STRANGER, an_account("other"))


def test_a_units_administrator_gives_only_what_they_hold_and_only_there():
    admin = acting(a_colleague("unit_admin", scope_kind=ScopeKind.UNIT, scope_id=UNIT))
    account = an_account()
    give(admin, account, "unit_viewer", ScopeKind.UNIT, UNIT)
    for role, *scope in (
        ("unit_viewer", ScopeKind.UNIT, UNIT + 1),
        ("clinic_staff", ScopeKind.UNIT, UNIT),
        ("tracer", ScopeKind.CITY, None),
    ):
        with pytest.raises(Forbidden):
            give(admin, account, role, *scope)


def test_a_district_gives_only_inside_itself():
    chief, account = acting(a_ward_chief()), an_account()
    give(chief, account, "ward_officer", ScopeKind.AREA, WARD)
    give(chief, account, "ward_officer", ScopeKind.UNIT, UNIT)
    for scope in ((ScopeKind.AREA, OTHER_WARD), (ScopeKind.CITY, None)):
        with pytest.raises(Forbidden):
            give(chief, account, "ward_officer", *scope)


def test_a_district_gives_only_what_it_holds():
    with pytest.raises(errors.GrantTooWide, match="visits:visit:list"):
        give(acting(a_ward_chief()), an_account(), "tracer", ScopeKind.AREA, WARD)


def test_nobody_gives_for_longer_than_they_hold():
    with time_machine.travel(NOW, tick=False):
        chief = acting(a_ward_chief(valid_from=NOW - HOUR, expires_at=NOW + HOUR))
        account = an_account()
        give(chief, account, "ward_officer", ScopeKind.AREA, WARD, expires_at=NOW + HOUR)
        for end in (None, NOW + HOUR + timedelta(seconds=1)):
            with pytest.raises(errors.GrantTooWide):
                give(chief, account, "ward_officer", ScopeKind.AREA, WARD, expires_at=end)


def test_nobody_gives_to_themselves():
    health = a_colleague("city_health")
    with pytest.raises(errors.GrantToOneself):
        give(acting(health), health, "tracer")


@pytest.mark.parametrize(
    ("scope_kind", "scope_id", "expires_at"),
    [
        (ScopeKind.CITY, 1, None),
        (ScopeKind.AREA, None, None),
        (ScopeKind.SELF, None, None),  # The account is nobody's.
        (ScopeKind.CITY, None, NOW),
        (ScopeKind.CITY, None, NOW - HOUR),
    ],
)
def test_a_grant_that_contradicts_itself_is_refused(scope_kind, scope_id, expires_at):
    with pytest.raises(errors.GrantUnusable):
        give(SYSTEM, an_account(), "tracer", scope_kind, scope_id, valid_from=NOW, expires_at=expires_at)


def test_the_table_refuses_contradictions_too():
    account = an_account()
    for fields in (
        {"scope_kind": "area", "scope_id": None},
        {"scope_kind": "city", "scope_id": 1},
        {"scope_kind": "city", "scope_id": None, "expires_at": NOW - HOUR},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.create(account=account, role="tracer", valid_from=NOW, **fields)


def test_a_grant_for_oneself_reaches_only_ones_own_person():
    account = an_account(person_id=7)
    give(SYSTEM, account, "citizen", ScopeKind.SELF)
    assert acting(account).may("people:person:read", Scope(person_id=7))
    assert not acting(account).may("people:person:read", Scope(person_id=8))


def test_unknown_roles_accounts_and_grants_are_named():
    with pytest.raises(UnknownRole):
        give(SYSTEM, an_account(), "emperor")
    with pytest.raises(errors.AccountMissing):
        services.give_grant(actor=SYSTEM, account_id=0, role="tracer", scope_kind=ScopeKind.CITY)
    with pytest.raises(errors.GrantMissing):
        services.end_grant(actor=SYSTEM, grant_id=0)
    for service in (services.close_account, services.reset_second_factor):
        with pytest.raises(errors.AccountMissing):
            service(actor=SYSTEM, account_id=0, reason="")


def test_an_ended_grant_ends_now_and_once():
    account = an_account()
    grant = give(SYSTEM, account, valid_from=NOW, expires_at=NOW + 2 * HOUR)
    services.end_grant(actor=SYSTEM, grant_id=grant.pk, at=NOW + HOUR, reason="hết việc")
    services.end_grant(actor=SYSTEM, grant_id=grant.pk, at=NOW + HOUR * 1.5)
    grant.refresh_from_db()
    assert grant.expires_at == NOW + HOUR
    assert TrailEntry.objects.filter(action="accounts:grant:ended").count() == 1


def test_a_grant_ended_before_it_began_is_never_in_force():
    account = an_account()
    grant = give(SYSTEM, account, valid_from=NOW + HOUR)
    services.end_grant(actor=SYSTEM, grant_id=grant.pk, at=NOW)
    assert not acting(account, NOW + HOUR).grants
    assert not acting(account, NOW + 2 * HOUR).grants


def test_a_district_ends_grants_only_inside_itself():
    chief, account = acting(a_ward_chief()), an_account()
    inside = give(SYSTEM, account, "tracer", ScopeKind.AREA, WARD)
    outside = give(SYSTEM, account, "tracer", ScopeKind.AREA, OTHER_WARD)
    services.end_grant(actor=chief, grant_id=inside.pk)
    with pytest.raises(Forbidden):
        services.end_grant(actor=chief, grant_id=outside.pk)


def test_a_lost_phone_is_forgotten_on_the_operators_word_only():
    account = a_colleague("tracer")
    with pytest.raises(Forbidden):
        services.reset_second_factor(actor=acting(account), account_id=account.pk, reason="mất máy")
    operator = acting(a_colleague("operator"))
    services.reset_second_factor(actor=operator, account_id=account.pk, reason="mất máy")
    assert not Authenticator.objects.filter(user=account).exists()
    assert TrailEntry.objects.filter(action="accounts:second_factor:reset", purpose="mất máy").exists()


def test_every_change_of_a_grant_is_history():
    account = an_account()
    grant = give(SYSTEM, account)
    services.end_grant(actor=SYSTEM, grant_id=grant.pk)
    labels = Grant.pgh_event_model.objects.filter(pgh_obj=grant).values_list("pgh_label", flat=True)
    assert sorted(labels) == ["insert", "update"]
