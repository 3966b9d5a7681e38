"""Who reaches what, asked of every address the resolver knows, as every role, for one's own objects and another's.

Lessons L1, L9 and L16: rights hold by construction, and nothing that is printed on paper opens a page.
An address without a line in ACCESS fails the first test.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from html import escape
from urllib.parse import quote, quote_plus

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from antoan.domains.codes import short
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.corrections import numbers
from antoan.domains.corrections.services import add_evidence, open_appeal
from antoan.domains.corrections.values import NewAppeal
from antoan.domains.people.services import register_person
from antoan.domains.people.values import Birth, DocumentKind, Gender, NewPerson, Paper
from antoan.domains.places.services import issue_place_code
from antoan.domains.policy.services import publish_shipped
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import open_days_around
from antoan.domains.visits.values import EntrySource
from antoan.entrypoints.web.citizen.own_code import head_of
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.roles import roles
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.ids import uuid7
from tests.factories.accounts import PASSWORD, a_colleague
from tests.factories.areas import ward
from tests.factories.corrections import a_ticket
from tests.factories.pictures import a_picture
from tests.factories.places import a_device, a_gate, a_spot
from tests.factories.records import a_case
from tests.factories.units import a_place_of, a_unit

pytestmark = pytest.mark.django_db

STRANGER = "stranger"
OTHER_CITIZEN = "citizen of someone else"

ANYONE = "anyone"  # The same for all the world; holds nobody's data.
SELF = "self"  # Whoever signed in, of themselves only.
NOBODY = ""  # No such method here.

ADMIN = "unit_admin"
GATE = "gate_operator"
WARD = "ward_officer"
TRACER = "tracer"
DISTRICT = "district_supervisor"
CITY = "city_health"
PLACE_READERS = {ADMIN, GATE, WARD, TRACER, DISTRICT, CITY}
UNIT_READERS = {ADMIN, WARD, DISTRICT, CITY}
VISIT_READERS = {ADMIN, GATE, TRACER}

# Route -> who may GET it and who may POST to it.
ACCESS: dict[str, tuple[object, object]] = {
    "": (ANYONE, ANYONE),
    "p/<str:token>": (ANYONE, NOBODY),
    ".well-known/antoan-keys.json": (ANYONE, NOBODY),
    "healthz": (ANYONE, NOBODY),
    "readyz": (ANYONE, NOBODY),
    "metrics": (ANYONE, NOBODY),  # This machine only: test_public_pages.
    "language": (ANYONE, ANYONE),
    "accounts/login/": (ANYONE, ANYONE),
    "accounts/logout/": (ANYONE, ANYONE),
    "accounts/inactive/": (ANYONE, NOBODY),
    "accounts/reauthenticate/": (SELF, SELF),
    "accounts/password/": (SELF, SELF),
    "accounts/2fa/": (SELF, SELF),
    "accounts/2fa/authenticate/": (SELF, SELF),
    "accounts/2fa/reauthenticate/": (SELF, SELF),
    "accounts/2fa/totp/activate/": (SELF, SELF),
    "accounts/2fa/totp/deactivate/": (SELF, SELF),
    "accounts/2fa/recovery-codes/": (SELF, SELF),
    "accounts/2fa/recovery-codes/generate/": (SELF, SELF),
    "accounts/2fa/recovery-codes/download/": (SELF, SELF),
    "accounts/2fa/webauthn/": (SELF, SELF),
    "accounts/2fa/webauthn/add/": (SELF, SELF),
    "accounts/2fa/webauthn/reauthenticate/": (SELF, SELF),
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": (SELF, SELF),
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": (SELF, SELF),
    "accounts/sessions/": (SELF, SELF),
    "me/": (SELF, NOBODY),
    "me/code": (SELF, NOBODY),
    "me/code/new": (NOBODY, SELF),
    "me/manifest.webmanifest": (ANYONE, NOBODY),
    "me/worker.js": (ANYONE, NOBODY),
    "gate/": (ANYONE, NOBODY),
    "gate/enrol": (ANYONE, NOBODY),
    "gate/enrol/redeem": (NOBODY, ANYONE),  # The secret in the body is the right: test_gate_pages.
    "gate/manifest.webmanifest": (ANYONE, NOBODY),
    "gate/worker.js": (ANYONE, NOBODY),
    "corrections/": (SELF, NOBODY),
    "corrections/new/": (SELF, SELF),
    "corrections/new/<uuid:ticket_id>/photos/<uuid:file_id>": (SELF, NOBODY),  # test_correcting_pages.
    "corrections/<str:number>/": ({"citizen"}, NOBODY),
    "corrections/<str:number>/answer": (NOBODY, {"citizen"}),
    "corrections/<str:number>/withdraw": ({"citizen"}, {"citizen"}),
    "corrections/<str:number>/photos/<uuid:file_id>": ({"citizen"}, NOBODY),
    "appeals/new/": (SELF, SELF),
    "appeals/<str:appeal_number>/": ({"citizen"}, NOBODY),
    "desk/corrections/": ({WARD, CITY, "clinic_staff"}, NOBODY),
    "desk/corrections/<str:number>/": ({WARD}, {WARD}),
    "desk/corrections/<str:number>/photos/<uuid:file_id>": ({WARD}, NOBODY),
    "desk/appeals/": ({CITY}, NOBODY),
    "desk/appeals/<str:appeal_number>/": ({CITY}, {CITY}),
    "unit/": (SELF, NOBODY),
    "unit/<int:unit_id>/": (UNIT_READERS, NOBODY),
    "unit/places/<int:place_id>/": (PLACE_READERS, NOBODY),
    "unit/places/<int:place_id>/visits": (VISIT_READERS, NOBODY),
    "unit/places/<int:place_id>/visits/rows": (VISIT_READERS, NOBODY),
    "unit/gates/<int:gate_id>/": (PLACE_READERS, NOBODY),
    "unit/gates/<int:gate_id>/devices": (PLACE_READERS, NOBODY),
    "unit/gates/<int:gate_id>/ticket": (NOBODY, {ADMIN, GATE}),
    "unit/devices/<int:device_id>/revoke": (PLACE_READERS, {ADMIN}),
}
CITY_WIDE = {TRACER, CITY, "auditor", "operator"}
NAMES_AN_OBJECT = re.compile(r"<int:|number>")
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")


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


class Side:
    """A unit with its place, gate, device and visitor, and the words by which any of them would be known."""

    def __init__(self, word: str, ward_id: int, number: str, phone: str, birth_on: date) -> None:
        self.unit = a_unit(f"Unit {word}", ward_id=ward_id)
        self.place = a_place_of(self.unit, f"Place {word}", ward_id=ward_id, capacity=50)
        self.spot = a_spot(self.place)
        self.gate = a_gate(self.spot, f"Gate {word}")
        self.device, _ = a_device(self.gate, at=clock.now())
        self.person = register_person(
            actor=SYSTEM,
            person=NewPerson(
                full_name=f"Nguyễn Văn {word}", birth=Birth(birth_on),
                gender=Gender.MALE, documents=(Paper(DocumentKind.CCCD, number),), phones=(phone,), ward_id=ward_id,
            ),
        )  # fmt: skip
        self.code = issue_personal_code(actor=SYSTEM, subject=head_of(self.person))
        self.place_code = issue_place_code(actor=SYSTEM, place_id=self.place.id, at=clock.now())
        now = clock.now()
        Visit.objects.create(
            person_id=self.person.id, t_in=now, t_eff=now + timedelta(minutes=20), received_at=now,
            spot_id=self.spot.id, gate_id=self.gate.id, policy_id=None, rule=0, colour=1,
            source=EntrySource.SCAN, scan_id=uuid7(),
        )  # fmt: skip
        self.citizen = a_citizen_account(self.person)
        self.key = a_passkey(self.citizen, f"Key {word}")
        self.ticket, self.photo, self.appeal = what_is_asked(self.person.id)
        self.number = number
        self.phone = phone
        self.belongings = (f"Unit {word}", f"Place {word}", f"Gate {word}", f"N.V. {word}")
        self.identity = (
            f"Nguyễn Văn {word}", f"NGUYEN VAN {word.upper()}", number, number[6:], phone[-9:], birth_on.isoformat(),
            f"{birth_on:%d/%m/%Y}", self.person.qid, self.code.text[:40], f"Key {word}",
        )  # fmt: skip

    @property
    def parameters(self) -> dict[str, object]:
        return {
            "unit_id": self.unit.id, "place_id": self.place.id, "gate_id": self.gate.id,
            "device_id": self.device.id, "pk": self.key.pk, "token": self.place_code.url.rpartition("/")[2],
            "number": self.ticket.number, "ticket_id": self.ticket.id, "file_id": self.photo.id,
            "appeal_number": self.appeal.number,
        }  # fmt: skip


NOTHING = {
    "unit_id": 987654, "place_id": 987654, "gate_id": 987654, "device_id": 987654, "pk": 987654,
    "token": "AAAA", "number": numbers.new(), "ticket_id": uuid7(), "file_id": uuid7(), "appeal_number": numbers.new(),
}  # fmt: skip


def what_is_asked(person_id: int):
    """Return a correction that waits, with its photo, and an appeal."""
    ticket = a_ticket(person_id)
    sent = {"ticket_id": ticket.id, "person_id": person_id, "file_id": uuid7(), "raw": a_picture()}
    photo = add_evidence(actor=SYSTEM, **sent)
    appeal = NewAppeal(uuid7(), person_id, "Tôi đã tiêm đủ hai mũi.")
    return ticket, photo, open_appeal(actor=SYSTEM, appeal=appeal)


def a_citizen_account(person) -> Account:
    return a_colleague("citizen", login=f"dan.{person.id}", scope_kind=ScopeKind.SELF, person_id=person.id)


def a_passkey(account: Account, name: str) -> Authenticator:
    """Return a passkey as a browser registers it."""
    public_key = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    attested = AttestedCredentialData.create(bytes(16), name.encode(), public_key)
    shown_by = AuthenticatorData.create(sha256(b"testserver"), 0x41, 0, attested)
    client = CollectedClientData.create("webauthn.create", b"challenge", "http://testserver")
    credential = {
        "id": websafe_encode(name.encode()), "rawId": websafe_encode(name.encode()), "type": "public-key",
        "clientExtensionResults": {},
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", shown_by, {})),
        },
    }  # fmt: skip
    data = {"name": name, "credential": credential}
    return Authenticator.objects.create(user=account, type=Authenticator.Type.WEBAUTHN, data=data)


@dataclass
class World:
    """What every test meets: our own side, the other side, and one account of each role over our own."""

    own: Side
    other: Side
    accounts: dict[str, Account | None]


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 22, 5, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def world(settings) -> World:
    cache.clear()
    settings.PUBLIC_URL = "http://testserver"
    publish_shipped(actor=SYSTEM)
    open_days_around(clock.today())
    here, there = ward("26740"), ward("25747")
    own = Side("Alpha", here.id, "079087123456", "0912345678", date(1987, 6, 5))
    other = Side("Omega", there.id, "079076654321", "0987654321", date(1976, 5, 4))
    a_case(other.person.id, clock.today())
    accounts: dict[str, Account | None] = {STRANGER: None, OTHER_CITIZEN: other.citizen}
    for role in roles():
        kind, scope_id = _usual_scope(role, own, here.id)
        accounts[role] = own.citizen if role == "citizen" else a_colleague(
            role, scope_kind=kind, scope_id=scope_id
        )  # fmt: skip
    return World(own, other, accounts)


def _usual_scope(role: str, own: Side, ward_id: int) -> tuple[ScopeKind, int | None]:
    if role in CITY_WIDE:
        return ScopeKind.CITY, None
    if role in {WARD, DISTRICT, "helper"}:
        return ScopeKind.AREA, ward_id
    return ScopeKind.UNIT, own.unit.id


PERSONAS = (STRANGER, OTHER_CITIZEN, *roles())


class Visitor:
    """One who asks for addresses; nothing asked changes the database for the next question."""

    def __init__(self, account: Account | None) -> None:
        self.account = account
        self.client = Client(raise_request_exception=False)
        if account is not None:
            self.client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
            session = self.client.session
            session["account_authentication_methods_user"] = str(account.pk)
            session["account_authentication_methods"] = [
                {"method": "password", "at": time.time(), "reauthenticated": True}
            ]
            session.save()
        self.cookies = self.client.cookies.copy()

    def ask(self, method: str, path: str, data: object = None, **more: object):
        self.client.cookies = self.cookies.copy()
        with transaction.atomic():
            answer = getattr(self.client, method.lower())(path, data, **more)
            transaction.set_rollback(True)
        assert answer.status_code < 500, (method, path, answer.status_code)
        assert "Traceback" not in body_of(answer)
        return answer


def filled(route: str, parameters: dict[str, object]) -> str:
    return "/" + PARAMETER.sub(lambda found: str(parameters[found[1]]), route)


def body_of(answer) -> str:
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return raw.decode(errors="replace")  # Photos are no text.


def shown(answer, *asked: str) -> tuple[int, str, str]:
    """Return what a reader can tell of an answer: tokens are new in each, and what was asked is their own."""
    text = re.sub(
        r'nonce=\\?"[\w+/=-]+|(?<=challenge)\W+[\w-]{43}|\b[A-Za-z0-9]{64}\b|(?<=value=")[0-9a-f-]{36}',
        "TOKEN",
        body_of(answer),
    )
    return answer.status_code, without(answer.headers.get("Location", ""), *asked), without(text, *asked)


def without(text: str, *asked: str) -> str:
    """Return a text without what was asked, however a page or an address writes it."""
    for one in asked:
        for written in (one, quote(one, safe=""), quote(one), quote_plus(one), escape(one)):
            text = text.replace(written, "ASKED").replace(escape(quote_plus(written)), "ASKED")
    return text


def is_turned_away(answer) -> bool:
    to_sign_in = answer.status_code == 302 and answer.headers["Location"].startswith("/accounts/login/")
    return to_sign_in or answer.status_code in {403, 404, 405}


def test_every_address_says_who_may_open_it():
    assert set(routes()) == set(ACCESS)


def test_every_role_is_asked():
    named = {role for who in ACCESS.values() for one in who if isinstance(one, set) for role in one}
    assert named <= set(roles())


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_only_those_meant_reach_an_address(world, method):
    wrong = []
    for persona in PERSONAS:
        visitor = Visitor(world.accounts[persona])
        for route, doors in ACCESS.items():
            answer = visitor.ask(method, filled(route, world.own.parameters))
            if not is_meant(doors[method == "POST"], persona, answer):
                wrong.append((persona, route, answer.status_code, answer.headers.get("Location")))
    assert wrong == []


def is_meant(who: object, persona: str, answer) -> bool:
    if who == ANYONE:
        return answer.status_code < 400 or not is_turned_away(answer)
    if who == NOBODY:
        return is_turned_away(answer)
    if persona == STRANGER or (who != SELF and persona not in who):
        return is_turned_away(answer)
    return who == SELF or answer.status_code in {200, 302, 422}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_units_object_is_as_one_that_does_not_exist(world, method):
    wrong = []
    for persona in PERSONAS:
        visitor = Visitor(world.accounts[persona])
        others = world.own if persona == OTHER_CITIZEN else world.other
        for route, doors in ACCESS.items():
            who = doors[method == "POST"]
            if not NAMES_AN_OBJECT.search(route) or who == NOBODY or (persona in CITY_WIDE and who != SELF):
                continue  # What a right over the whole city lacks is the permission: the test above.
            theirs, none = filled(route, others.parameters), filled(route, NOTHING)
            seen, missed = visitor.ask(method, theirs), visitor.ask(method, none)
            if not is_turned_away(seen) or shown(seen, theirs) != shown(missed, none):
                wrong.append((persona, route, shown(seen, theirs)[:2], shown(missed, none)[:2]))
    assert wrong == []


def test_no_page_shows_what_belongs_to_others(world):
    wrong = []
    for persona in PERSONAS:
        visitor = Visitor(world.accounts[persona])
        for route in ACCESS:
            for side in (world.own, world.other):
                text = body_of(visitor.ask("GET", filled(route, side.parameters), follow=True))
                found = [word for word in hidden_from(persona, world, route) if word in text]
                wrong += [(persona, route, found)] if found else []
    assert wrong == []


def hidden_from(persona: str, world: World, route: str) -> list[str]:
    """Return the words that this persona may not read at this address."""
    me = {"citizen": world.own, OTHER_CITIZEN: world.other}.get(persona)
    words = [word for side in (world.own, world.other) if side is not me for word in side.identity]
    if route == "p/<str:token>" or persona in {TRACER, CITY}:
        return words  # A place's name hangs at its door, and these two see every place.
    words += world.other.belongings
    if persona == WARD and route == "desk/corrections/<str:number>/":
        return world.other.belongings + world.other.identity + world.own.identity[2:3]
    return words if persona in PLACE_READERS else [*words, *world.own.belongings]


FIELDS = (
    "q",
    "code",
    "id",
    "qid",
    "cccd",
    "number",
    "phone",
    "login",
    "username",
    "password",
    "secret",
    "person",
)


def on_paper(side: Side) -> dict[str, str]:
    """Return everything one can read off somebody's paper, card or visiting card."""
    return {
        "qr": side.code.text, "short": side.code.short_code, "cccd": side.number, "phone": side.phone,
        "qid": side.person.qid, "name": side.person.full_name,
    }  # fmt: skip


def never_issued(side: Side) -> dict[str, str]:
    """Return the same kinds of text, as long, of nobody."""
    return {
        "qr": side.code.text.translate(str.maketrans("0123456789", "1234567890")), "short": short.new(),
        "cccd": "079087000000", "phone": "0900000000", "qid": "9" * len(side.person.qid),
        "name": "Nguyễn Văn Alphb",
    }  # fmt: skip


@pytest.mark.parametrize("persona", [STRANGER, OTHER_CITIZEN])
def test_nothing_on_paper_opens_a_page_or_tells_who_exists(world, persona):
    visitor = Visitor(world.accounts[persona])
    wrong = []
    nobody = never_issued(world.own)
    for kind, real in on_paper(world.own).items():
        unreal = nobody[kind]
        for route in ACCESS:
            path = filled(route, NOTHING | {"token": "AAAA"})
            for method, more in (("GET", {}), ("POST", {}), ("POST", {"content_type": "application/json"})):
                known, unknown = (
                    visitor.ask(method, path, dict.fromkeys((*FIELDS, "device_name"), text), **more)
                    for text in (real, unreal)
                )
                if "metrics" not in route and shown(known, path, real) != shown(unknown, path, unreal):
                    wrong.append((kind, method, route, known.status_code, unknown.status_code))
    assert wrong == []


def test_nothing_on_paper_is_a_place_code(world):
    for kind, real in on_paper(world.own).items():
        paths = ["/p/" + quote(text, safe="") for text in (real, never_issued(world.own)[kind])]
        known, unknown = (shown(Visitor(None).ask("GET", path), path) for path in paths)
        assert known == unknown, kind
        assert known[0] == 404, kind


def test_no_number_of_a_person_is_a_login(world):
    def seen(login: str) -> tuple[int, str, str]:
        cache.clear()
        fields = {"login": login, "password": PASSWORD}
        return shown(Visitor(None).ask("POST", "/accounts/login/", fields), login)

    nobody = never_issued(world.own)
    assert seen("khong.ai")[0] == 200
    assert [kind for kind, text in on_paper(world.own).items() if seen(text) != seen(nobody[kind])] == []
