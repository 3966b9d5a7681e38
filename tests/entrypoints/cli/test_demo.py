"""The demo city keeps its promises: what the ready file says is what the gate shows."""

import contextlib
import http.client
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from antoan.kit import clock
from tests.factories.installation import Running, installation

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("installation")]

COLOURS = ("green", "yellow", "red", "black")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with installation(tmp_path_factory.mktemp("demo") / "data", "--demo") as running:
        yield running


def post(demo: Running, path: str, body: object) -> tuple[int, dict]:
    connection = http.client.HTTPConnection("127.0.0.1", demo.port, timeout=10)
    try:
        connection.request(
            "POST",
            path,
            body=json.dumps(body),
            headers={
                "Authorization": f"Bearer {demo.ready['gate']['token']}",
                "Content-Type": "application/json",
            },
        )
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


def a_scan(code: str) -> dict:
    return {"id": str(uuid.uuid4()), "code": code, "direction": "in", "at": clock.now().isoformat()}


@pytest.mark.parametrize("colour", COLOURS)
def test_every_promised_code_shows_its_colour(demo: Running, colour: str) -> None:
    codes = demo.ready["codes"][colour]
    assert len(codes) >= 20
    shown = [post(demo, "/scan/v1/verify", a_scan(code)) for code in codes]
    assert {(status, answer["verdict"]["colour"]) for status, answer in shown} == {(200, colour)}
    assert all(answer["verdict"]["policy"] == "hcm-2021-10-01" for _, answer in shown)


def test_a_scan_is_recorded_and_a_copy_of_it_is_the_same_visit(demo: Running) -> None:
    import psycopg

    scan = a_scan(demo.ready["codes"]["green"][0])
    first, again = post(demo, "/scan/v1/visits", scan), post(demo, "/scan/v1/visits", scan)
    assert first[0] == again[0] == 200
    assert first[1]["recorded"] is True
    assert first[1]["verdict"] == again[1]["verdict"]
    with psycopg.connect(demo.ready["database_url"]) as connection:
        assert connection.execute(
            "SELECT count(*) FROM visits_visit WHERE scan_id = %s", [scan["id"]]
        ).fetchone() == (1,)


def test_there_is_an_account_for_every_role(demo: Running) -> None:
    import tomllib
    from pathlib import Path

    import antoan.config

    roles = tomllib.loads((Path(antoan.config.__file__).parent / "roles.toml").read_text())
    accounts = {account["role"]: account for account in demo.ready["accounts"]}
    assert set(accounts) == set(roles)
    assert all(account["login"] and account["password"] for account in accounts.values())
    assert all(accounts[role]["totp_secret"] for role, rights in roles.items() if rights["second_factor"])


def test_a_stranger_signs_in_as_a_citizen_with_what_the_start_prints(demo: Running) -> None:
    """The number and the birth date are told, the code stands in the file of messages."""
    told = demo.ready["messages"]
    site = f"http://127.0.0.1:{demo.port}"
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def send(path: str, **fields: str):
        page = browser.open(f"{site}{path}").read().decode()
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        return browser.open(urllib.request.Request(f"{site}{path}", body, {"Referer": site}))

    send("/accounts/phone/", phone=told["citizen_phone"])
    code = eventually(lambda: re.search(r"ma dang nhap cua ban la (\d{6})", read(told["file"])))[1]
    answer = send("/accounts/phone/code/", code=code)
    if answer.url.endswith("/who/"):
        people = re.findall(r'name="person" value="(\d+)"', answer.read().decode())
        for person in people:
            with contextlib.suppress(urllib.error.HTTPError):
                answer = send("/accounts/phone/who/", person=person, answer=told["citizen_birth"])
                break
    assert answer.url == f"{site}/me/code"
    assert 'data-colour="green"' in answer.read().decode()


def read(path: str) -> str:
    return Path(path).read_text() if Path(path).exists() else ""


def eventually(find):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if found := find():
            return found
        time.sleep(0.2)
    raise AssertionError("no message came")
