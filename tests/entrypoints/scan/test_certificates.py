"""Foreign health certificates at a gate: believed by the trust list, counted as the policy says, never recorded."""

import json
import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from antoan.domains.policy import documents
from antoan.domains.policy.models import Policy, PolicyActivation
from antoan.kit import clock
from tests.entrypoints.scan.conftest import a_known_gate, rows
from tests.factories.certificates import RECOVERY, VACCINATION, a_certificate, a_content, a_signer
from tests.factories.scan import notify

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("scan")]


@pytest.fixture(scope="module")
def signer(db):
    """A signer whom this installation trusts from now on."""
    key, pem = a_signer(begins=clock.now() - timedelta(days=100))
    folder = Path(os.environ["ANTOAN_DATA"]) / "keys" / "trust"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "test.pem"
    file.write_text(pem)
    yield key, pem
    file.unlink()


def days_ago(days):
    return (clock.today() - timedelta(days=days)).isoformat()


def a_text(signer, group="v", entry=None, **changes):
    key, pem = signer
    now = clock.now()
    claims = {4: int((now + timedelta(days=30)).timestamp()), 6: int((now - timedelta(days=10)).timestamp())}
    claims |= changes
    entry = entry or {"v": VACCINATION | {"dt": days_ago(60)}, "r": RECOVERY | {"df": days_ago(30)}}[group]
    content = a_content(group, entry)
    return a_certificate(key, pem, content, claims={-260: {1: content}, **claims})


def counting(server, gate, *groups):
    """Have a policy in force at the gate's kind of place that counts these certificates."""
    source = dict(documents.load_shipped("hcm-2021-10-01").source)
    source |= {"certificates": list(groups), "version": str(time.time_ns())[-6:]}
    policy = Policy.objects.create(key="hcm-2021-10-01", version=source["version"], document=source)
    PolicyActivation.objects.create(
        policy=policy, place_kind=gate.place.kind, starts_at=clock.now() - timedelta(seconds=5)
    )
    notify("antoan_policy")
    deadline = time.monotonic() + 20
    while (
        server.call("GET", "/scan/v1/gate", token=gate.token).json["policies"][0]["document"]["version"]
        != source["version"]
    ):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def said(answer):
    return answer.json["verdict"]["colour"], [reason["code"] for reason in answer.json["verdict"]["reasons"]]


def trusted(server, token, text):
    """Scan until the server has seen the trust list."""
    deadline = time.monotonic() + 20
    while said(answer := server.scan(token, text))[1] == ["signer_unknown"]:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return answer


def test_a_genuine_certificate_shows_initials_year_and_kind_and_counts_only_if_the_policy_says_so(
    server, signer
):
    gate = a_known_gate(server)
    text = a_text(signer)
    answer = trusted(server, gate.token, text)
    assert said(answer) == ("unknown", ["certificate_not_counted"])
    assert answer.json["certificate"] == {"label": "N.V. An", "birth_year": 1990, "kind": "vaccination"}
    assert (answer.json["person"], answer.json["recorded"]) == (None, False)
    for secret in ("Nguyễn", "02-28", "EU/1/20/1528", "URN:UVCI"):
        assert secret not in json.dumps(answer.json, ensure_ascii=False)
    counting(server, gate, "v", "r")
    assert said(server.scan(gate.token, text)) == ("green", ["certificate", "vaccinated"])
    too_fresh = a_text(signer, entry=VACCINATION | {"dn": 1, "dt": days_ago(1)})
    assert said(server.scan(gate.token, too_fresh))[1][0] == "certificate"
    assert said(server.scan(gate.token, too_fresh))[0] != "green"
    assert said(server.scan(gate.token, a_text(signer, "r")))[0] == "green"
    assert rows("SELECT count(*) FROM visits_visit WHERE gate_id = %s", gate.gate.id) == [(0,)]


def test_forged_expired_and_strange_signers_are_told_apart(server, signer, gate):
    trusted(server, gate.token, a_text(signer))
    other = a_signer(begins=clock.now() - timedelta(days=100))
    key, pem = signer
    past = clock.now() - timedelta(days=1)
    content = a_content("v", VACCINATION | {"dt": days_ago(60)})
    over = a_certificate(
        key,
        pem,
        content,
        claims={4: int(past.timestamp()), 6: int((past - timedelta(days=9)).timestamp()), -260: {1: content}},
    )
    forged = a_certificate(key, pem, content, claims={-260: {1: content}}, signature=bytes(64))
    assert said(server.scan(gate.token, a_text(other))) == ("unknown", ["signer_unknown"])
    assert said(server.scan(gate.token, over)) == ("black", ["expired"])
    assert said(server.scan(gate.token, forged)) == ("black", ["forged"])


def test_a_damaged_certificate_is_unreadable_as_before(server, gate):
    answer = server.scan(gate.token, "HC1:NCFOXN%TSMAHN-H")
    assert (answer.status, answer.json["code"]) == (422, "scan:code:certificate")
