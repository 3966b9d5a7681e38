"""Who reaches what, asked of every address the resolver knows, as every role, for one's own objects and another's.

Lessons L1, L9 and L16: rights hold by construction. An address without a line in `doors` fails the first test.
"""

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from antoan.foundation.accounts.roles import roles
from tests.entrypoints.web.access.doors import ACCESS, told_twice
from tests.entrypoints.web.access.hidden import hidden_from
from tests.entrypoints.web.access.personas import (
    ANYONE,
    CITY_WIDE,
    NOBODY,
    OTHER_CITIZEN,
    PERSONAS,
    SELF,
    SPEAK_FOR_THE_REST,
    STRANGER,
)
from tests.entrypoints.web.access.visiting import Answer, Visitor, filled, is_turned_away, shown
from tests.entrypoints.web.access.world import NOTHING, World

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("access"),  # Making the world takes seconds: one worker makes it once.
    pytest.mark.timeout(1_200),  # Thousands of pages.
]


@pytest.fixture(scope="module", params=PERSONAS)
def persona(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def visitor(kept_world: World, persona: str, django_db_blocker) -> Visitor:
    """One for all questions of a persona: a page that was opened is not opened again."""
    with django_db_blocker.unblock():
        return Visitor(kept_world.accounts[persona])


NAMES_AN_OBJECT = re.compile(
    r"<int:|number>|(assessment|check|declaration|campaign|session|export|card|batch|merge|outbreak|roster|field_form)_id>"
)


def routes() -> dict[str, str]:
    """Return every route of the web process with its name."""
    return dict(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, before: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern.name or ""
        else:
            yield from _walk(pattern, route)


def test_every_address_says_who_may_open_it():
    assert set(routes()) == set(ACCESS)
    assert told_twice() == []


def test_every_role_is_asked():
    named = {role for who in ACCESS.values() for one in who if isinstance(one, set) for role in one}
    assert named <= set(roles())


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_only_those_meant_reach_an_address(world, persona, visitor, method):
    wrong = []
    for route, doors in ACCESS.items():
        answer = asked(visitor, method, filled(route, world.own.parameters))
        if not is_meant(doors[method == "POST"], persona, answer):
            wrong.append((route, answer.status_code, answer.location))
        if is_turned_away(answer) and any(word in answer.text for word in hidden_from(persona, world, route)):
            wrong.append((route, answer.status_code, "a refusal tells of somebody"))
    assert wrong == []


def asked(visitor: Visitor, method: str, path: str) -> Answer:
    return visitor.open(path) if method == "GET" else visitor.ask(method, path)


def is_meant(who: object, persona: str, answer: Answer) -> bool:
    if who == ANYONE:
        return answer.status_code < 400 or not is_turned_away(answer)
    if who == NOBODY:
        return is_turned_away(answer)
    if persona == STRANGER or (who != SELF and persona not in who):
        return is_turned_away(answer)
    return who == SELF or answer.status_code in {200, 302, 422}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_units_object_is_as_one_that_does_not_exist(world, persona, visitor, method):
    wrong = []
    others = world.own if persona == OTHER_CITIZEN else world.other
    for route, doors in ACCESS.items():
        who = doors[method == "POST"]
        if not NAMES_AN_OBJECT.search(route) or who == NOBODY or (persona in CITY_WIDE and who != SELF):
            continue  # What a right over the whole city lacks is the permission: the test above.
        if persona not in SPEAK_FOR_THE_REST and who != SELF and persona not in who:
            continue  # Whoever lacks the permission is turned away alike, whatever the role.
        theirs, none = filled(route, others.parameters), filled(route, NOTHING)
        seen, missed = asked(visitor, method, theirs), asked(visitor, method, none)
        if not is_turned_away(seen) or shown(seen, theirs) != shown(missed, none):
            wrong.append((route, shown(seen, theirs)[:2], shown(missed, none)[:2]))
    assert wrong == []


def test_no_page_shows_what_belongs_to_others(world, persona, visitor):
    wrong = []
    for route, doors in ACCESS.items():
        readers = SPEAK_FOR_THE_REST | {"citizen"} if doors[0] == ANYONE else doors[0]
        if readers != SELF and persona not in readers:
            continue  # Turned away, and told nothing: the test of who reaches what. Or the same page again.
        for path in {filled(route, side.parameters) for side in (world.own, world.other)}:
            answer = visitor.open(path)
            text = visitor.ask("GET", path, follow=True).text if answer.location else answer.text
            found = [word for word in hidden_from(persona, world, route) if word in text]
            wrong += [(route, found)] if found else []
    assert wrong == []
