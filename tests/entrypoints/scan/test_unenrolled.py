"""Lessons L1 and L9: whoever only holds a QR, a short code or somebody's number learns nothing from the scan API."""

from datetime import timedelta

import pytest

from antoan.domains.codes import short
from antoan.domains.codes.models import ShortCode
from antoan.kit import clock
from tests.factories.scan import a_citizen, a_code, a_scan

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("scan")]

PATHS = ("/scan/v1/visits", "/scan/v1/verify", "/scan/v1/visits/batch")
HEADERS = (
    {},
    {"Authorization": "Bearer unknown-token"},
    {"Authorization": "Basic YTpi"},
    {"Cookie": "sessionid=x"},
)


def asked_of_all(server, code: str) -> list[tuple[int, bytes, str]]:
    """Return every answer to a code, asked on every path in every manner that is no enrolled gate's."""
    at, scan_id = clock.local(clock.now()), "018f4d3e-0000-7000-8000-000000000001"
    answers = []
    for path in PATHS:
        scan = a_scan(code, at=at, id=scan_id)
        body = {"visits": [scan]} if path.endswith("batch") else scan
        for headers in HEADERS:
            answer = server.call("POST", path, body, headers=headers)
            answers.append((answer.status, answer.raw, answer.headers["Content-Type"]))
        answers += [
            (answer.status, answer.raw, answer.headers["Content-Type"])
            for answer in (server.call("GET", path), server.call("GET", "/scan/v1/gate"))
        ]
    return answers


def test_no_code_opens_the_scan_api(server):
    someone = a_citizen()
    spoken = ShortCode.objects.create(code=short.new(), qid=someone.qid)
    revoked = ShortCode.objects.create(
        code=short.new(), qid=someone.qid, revoked_at=clock.now() - timedelta(days=1)
    )
    nobody = asked_of_all(server, a_code("999999999999999999"))
    assert {status for status, _, _ in nobody} == {401, 405}
    for code in (
        someone.code, someone.code[:-2] + "zz", spoken.code, revoked.code, short.new(), someone.qid,
        "079190004567", "0944713700", "", "zzz",
    ):  # fmt: skip
        assert asked_of_all(server, code) == nobody
