"""Whoever may open a page finds a way to it: by links from the first page, without knowing an address."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

import pytest

from tests.entrypoints.web.access.doors import ACCESS
from tests.entrypoints.web.access.personas import ANYONE, OTHER_CITIZEN, PERSONAS, SELF, STRANGER
from tests.entrypoints.web.access.visiting import Visitor

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("access"),
    pytest.mark.timeout(1_200),
]

_LINK = re.compile(r'(?:href|action|hx-get)="([^"#?]*)')
PAGES_MAX = 2_000

# Opened by a code, by a step of signing in, or by the page kept in a browser: never by a link.
WITHOUT_LINK = {
    "accounts/inactive/", "accounts/reauthenticate/", "accounts/2fa/reauthenticate/",
    "accounts/2fa/webauthn/reauthenticate/", "gate/enrol", "me/visits/left",
}  # fmt: skip


def pages(visitor: Visitor) -> Iterator[str]:
    """Follow every link from the first page on."""
    seen, waiting = {"/"}, ["/"]
    while waiting:
        path = waiting.pop()
        yield path
        answer = visitor.open(path)
        links = [answer.location.partition("?")[0]] if answer.location else _LINK.findall(answer.text)
        for to in {urljoin(path, link) for link in links} - seen:
            if to.startswith("/") and not to.startswith("/static/"):
                seen.add(to)
                waiting.append(to)
        assert len(seen) < PAGES_MAX, "links that never end"


@pytest.mark.parametrize("persona", [one for one in PERSONAS if one != OTHER_CITIZEN])
def test_every_page_one_may_open_is_reached_by_links(world, persona):
    visitor = Visitor(world.accounts[persona])
    reached = set(pages(visitor))
    lost = [
        route
        for route, (who, _) in ACCESS.items()
        if "<" not in route and route not in WITHOUT_LINK and is_theirs(who, persona)
        for page in [visitor.open(f"/{route}")]
        if page.status_code == 200 and "<html" in page.text and f"/{route}" not in reached
    ]
    assert lost == []


def is_theirs(who: object, persona: str) -> bool:
    """Tell whether a page is for this role: what is for everybody signed in is a citizen's."""
    if isinstance(who, set):
        return persona in who
    return persona == {ANYONE: STRANGER, SELF: "citizen"}.get(who)
