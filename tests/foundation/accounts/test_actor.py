"""What an actor may do: never more than a grant's permissions, never outside its scope."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.foundation.accounts.actor import STRANGER, SYSTEM, Actor, HeldGrant, require
from antoan.foundation.accounts.checks import declared_permissions
from antoan.foundation.accounts.roles import roles
from antoan.foundation.accounts.scopes import CITY, Scope, ScopeKind
from antoan.kit.errors import Forbidden

CITY_AREA, DISTRICT, WARD, OTHER_DISTRICT, OTHER_WARD = 1, 10, 101, 20, 201
UNIT, OTHER_UNIT, PLACE, OTHER_PLACE, SELF, OTHER_PERSON = 5, 6, 50, 60, 900, 901

# Where things lie: a gate's place of a unit in a ward, the same elsewhere, oneself and somebody else.
OBJECTS = {
    "the city itself": CITY,
    "our ward": Scope(areas=frozenset([CITY_AREA, DISTRICT, WARD])),
    "another ward": Scope(areas=frozenset([CITY_AREA, OTHER_DISTRICT, OTHER_WARD])),
    "our unit": Scope(areas=frozenset([CITY_AREA, DISTRICT, WARD]), unit_id=UNIT),
    "another unit": Scope(areas=frozenset([CITY_AREA, OTHER_DISTRICT, OTHER_WARD]), unit_id=OTHER_UNIT),
    "our place": Scope(areas=frozenset([CITY_AREA, DISTRICT, WARD]), unit_id=UNIT, place_id=PLACE),
    "our unit's place elsewhere": Scope(
        areas=frozenset([CITY_AREA, OTHER_DISTRICT, OTHER_WARD]), unit_id=UNIT, place_id=OTHER_PLACE
    ),
    "a place without a ward": Scope(unit_id=UNIT, place_id=PLACE),
    "oneself": Scope(areas=frozenset([CITY_AREA, OTHER_DISTRICT, OTHER_WARD]), person_id=SELF),
    "a neighbour": Scope(areas=frozenset([CITY_AREA, DISTRICT, WARD]), person_id=OTHER_PERSON),
}
EVERYTHING = set(OBJECTS)
REACH = {
    (ScopeKind.CITY, None): EVERYTHING,
    (ScopeKind.AREA, CITY_AREA): EVERYTHING - {"the city itself", "a place without a ward"},
    (ScopeKind.AREA, DISTRICT): {"our ward", "our unit", "our place", "a neighbour"},
    (ScopeKind.AREA, WARD): {"our ward", "our unit", "our place", "a neighbour"},
    (ScopeKind.AREA, OTHER_WARD): {"another ward", "another unit", "our unit's place elsewhere", "oneself"},
    (ScopeKind.UNIT, UNIT): {"our unit", "our place", "our unit's place elsewhere", "a place without a ward"},
    (ScopeKind.PLACE, PLACE): {"our place", "a place without a ward"},
    (ScopeKind.SELF, None): {"oneself"},
}


def holding(role, scope_kind, scope_id, person_id=SELF):
    grant = HeldGrant(role, roles()[role].permissions, scope_kind, scope_id)
    return Actor(account_id=1, label="An", person_id=person_id, grants=(grant,))


@pytest.mark.parametrize("role", sorted(roles()))
@pytest.mark.parametrize(("scope_kind", "scope_id"), REACH, ids=lambda value: str(value))
def test_a_role_may_what_it_names_where_its_grant_reaches_and_nothing_else(role, scope_kind, scope_id):
    actor = holding(role, scope_kind, scope_id)
    named = roles()[role].permissions
    for permission in declared_permissions():
        allowed = {name for name, scope in OBJECTS.items() if actor.may(permission, scope)}
        assert allowed == (REACH[scope_kind, scope_id] if permission in named else set()), permission


def test_an_account_without_a_person_has_no_self():
    actor = holding("citizen", ScopeKind.SELF, None, person_id=None)
    assert not any(actor.may("people:person:read", scope) for scope in OBJECTS.values())


def test_a_refusal_names_the_missing_right():
    with pytest.raises(Forbidden, match="people:person:read") as refusal:
        require(STRANGER, "people:person:read", CITY)
    assert refusal.value.context == {"permission": "people:person:read"}
    require(SYSTEM, "people:person:read", CITY)


def test_a_stranger_may_nothing():
    assert not any(STRANGER.may(name, scope) for name in declared_permissions() for scope in OBJECTS.values())


def test_nobody_becomes_the_system_by_way_of_grants():
    with pytest.raises(dataclasses.FrozenInstanceError):
        STRANGER.is_system = True


ids = st.integers(1, 6)
scopes = st.builds(
    Scope,
    areas=st.frozensets(ids, max_size=3),
    unit_id=st.none() | ids,
    place_id=st.none() | ids,
    person_id=st.none() | ids,
)
permissions = st.sampled_from(["a:b:c", "a:b:d", "a:b:e"])
grants = st.one_of(
    st.builds(
        HeldGrant, st.just("r"), st.frozensets(permissions), st.sampled_from([ScopeKind.AREA, ScopeKind.UNIT, ScopeKind.PLACE]), ids
    ),
    st.builds(HeldGrant, st.just("r"), st.frozensets(permissions), st.sampled_from([ScopeKind.CITY, ScopeKind.SELF]), st.none()),
)  # fmt: skip
actors = st.builds(
    Actor,
    account_id=st.just(1),
    label=st.just("An"),
    person_id=st.none() | ids,
    grants=st.lists(grants, max_size=4).map(tuple),
)


def lies_in(grant, scope, person_id):
    """Say in other words than the product when an object lies in a grant."""
    return {
        ScopeKind.CITY: True,
        ScopeKind.AREA: grant.scope_id in scope.areas,
        ScopeKind.UNIT: grant.scope_id == scope.unit_id,
        ScopeKind.PLACE: grant.scope_id == scope.place_id,
        ScopeKind.SELF: None not in (person_id, scope.person_id) and person_id == scope.person_id,
    }[grant.scope_kind]


@given(actors, permissions, scopes)
def test_no_grant_reaches_outside_its_scope(actor, permission, scope):
    reasons = [
        grant
        for grant in actor.grants
        if permission in grant.permissions and lies_in(grant, scope, actor.person_id)
    ]
    assert actor.may(permission, scope) == bool(reasons)


@given(actors, permissions, scopes)
def test_fewer_grants_never_allow_more(actor, permission, scope):
    for left_out in range(len(actor.grants)):
        fewer = dataclasses.replace(actor, grants=actor.grants[:left_out] + actor.grants[left_out + 1 :])
        assert actor.may(permission, scope) or not fewer.may(permission, scope)


@given(actors, permissions, scopes)
def test_whoever_may_may_by_a_grant_that_lists_can_be_narrowed_to(actor, permission, scope):
    if actor.may(permission, scope):
        assert any(
            grant.reaches(scope, own_person_id=actor.person_id) for grant in actor.grants_of(permission)
        )
