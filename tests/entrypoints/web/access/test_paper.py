"""Nothing that is printed on paper opens a page or tells who exists (lessons L1, L9 and L16)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.http import HttpRequest, QueryDict

from antoan.kit.ids import CROCKFORD, crockford_check_symbol
from tests.entrypoints.web.access.doors import ACCESS
from tests.entrypoints.web.access.personas import OTHER_CITIZEN, STRANGER
from tests.entrypoints.web.access.visiting import Visitor, filled, shown
from tests.entrypoints.web.access.world import NOTHING, Side
from tests.factories.accounts import PASSWORD

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("paper"),  # Making the world takes seconds: one worker makes it once.
    pytest.mark.timeout(1_200),  # Thousands of pages.
]


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
    "typed",
    "device_name",
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
        "qr": side.code.text.translate(str.maketrans("0123456789", "1234567890")),
        "short": like_short(side.code.short_code),
        "cccd": "079087000000", "phone": "0900000000", "qid": "9" * len(side.person.qid),
        "name": "Nguyễn Văn Alphb",
    }  # fmt: skip


def like_short(code: str) -> str:
    """Return another short code with letters and digits in the same places: what is no phone is none in the same way."""
    body, check = code.replace("-", "")[:-1], code[-1]
    letters = CROCKFORD[10:]
    for up, on in product(range(1, 10), range(1, len(letters))):
        other = "".join(
            str((int(one) + up) % 10) if one.isdigit() else letters[(letters.index(one) + on) % len(letters)]
            for one in body
        )
        symbol = crockford_check_symbol(other)
        if symbol.isalnum() and symbol.isdigit() == check.isdigit():
            return other + symbol
    raise AssertionError(code)


@contextmanager
def reading(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note every field of ours that is read, and a body read whole: what nobody reads tells nobody anything."""
    read: list[str] = []

    def noting(asked: Callable, key_of: Callable[..., str]) -> Callable:
        def note(*arguments, **options):
            read.append(key_of(*arguments))
            return asked(*arguments, **options)

        return note

    with monkeypatch.context() as patches:
        for name in ("__getitem__", "__contains__", "getlist"):
            patches.setattr(QueryDict, name, noting(getattr(QueryDict, name), lambda _, key, *more: key))
        for name in ("__iter__", "items", "lists", "values", "urlencode", "copy", "dict"):
            patches.setattr(QueryDict, name, noting(getattr(QueryDict, name), lambda *_: "q"))
        body = HttpRequest.body.fget
        told = noting(body, lambda request: "q" if request.content_type == "application/json" else "")
        patches.setattr(HttpRequest, "body", property(told))
        yield read


def hears(visitor: Visitor, method: str, path: str, more: dict, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Tell whether an address reads any of our fields when it is asked this way."""
    with reading(monkeypatch) as read:
        visitor.ask(method, path, dict.fromkeys(FIELDS, "Nguyễn Văn Alphb"), **more)
    return not set(read).isdisjoint(FIELDS)


def test_reading_is_noted(world, monkeypatch):
    assert hears(Visitor(None), "POST", "/accounts/login/", {}, monkeypatch)
    assert hears(Visitor(None), "GET", "/healthz", {}, monkeypatch) is False


@pytest.mark.parametrize("persona", [STRANGER, OTHER_CITIZEN])
def test_nothing_on_paper_opens_a_page_or_tells_who_exists(world, persona, monkeypatch):
    visitor = Visitor(world.accounts[persona])
    wrong = []
    nobody = never_issued(world.own)
    ways = [
        (route, path, method, more)
        for route in ACCESS
        for path in [filled(route, NOTHING | {"token": "AAAA"})]
        for method, more in (("GET", {}), ("POST", {}), ("POST", {"content_type": "application/json"}))
        if hears(visitor, method, path, more, monkeypatch)
    ]
    for kind, real in on_paper(world.own).items():
        unreal = nobody[kind]
        for route, path, method, more in ways:
            known, unknown = (
                visitor.ask(method, path, dict.fromkeys(FIELDS, text), **more) for text in (real, unreal)
            )
            if shown(known, path, real) != shown(unknown, path, unreal):
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
