"""A gate scans a code: the contract of POST /scan/v1/visits."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from antoan.domains.codes import short
from antoan.domains.codes.models import ShortCode
from antoan.domains.passes.models import Pass
from antoan.domains.people.services import register_person
from antoan.domains.people.values import Birth, NewPerson
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock
from tests.entrypoints.scan.conftest import rows
from tests.factories.people import a_person
from tests.factories.scan import a_citizen, a_code, a_policy_in_force, a_scan, an_issued_code, notify

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("scan")]


def visits(citizen) -> list[tuple]:
    return rows(
        "SELECT t_in, t_out, t_eff, source, colour FROM visits_visit WHERE person_id = %s ORDER BY t_in",
        citizen.person_id,
    )


def test_a_vaccinated_person_is_green_and_the_visit_is_stored(server, gate):
    citizen = a_citizen()
    body = a_scan(citizen.code)
    answer = server.call("POST", "/scan/v1/visits", body, token=gate.token)
    assert answer.status == 200
    assert answer.json == {
        "id": body["id"],
        "direction": "in",
        "at": body["at"],
        "recorded": True,
        "person": {"label": "N.V. An", "birth_year": 1990, "gender": "male"},
        "verdict": {
            "colour": "green",
            "policy": "hcm-2021-10-01",
            "version": "1.0.0",
            "rule": "vaccinated",
            "until": None,
            "reasons": answer.json["verdict"]["reasons"],
            "advice": answer.json["verdict"]["advice"],
        },
        "inside": 1,
        "capacity": None,
    }
    assert [reason.keys() for reason in answer.json["verdict"]["reasons"]] == [{"code", "vi", "en"}]
    assert answer.json["verdict"]["advice"].keys() == {"vi", "en"}
    assert answer.headers["Cache-Control"] == "no-store"
    stored = rows(
        "SELECT scan_id, spot_id, gate_id, rule, source FROM visits_visit WHERE spot_id = %s", gate.spot.id
    )
    assert [(str(row[0]), *row[1:3], row[4]) for row in stored] == [
        (body["id"], gate.spot.id, gate.gate.id, 0)
    ]


def test_an_answer_never_holds_name_birth_date_number_or_diagnosis(server, gate):
    citizen = a_citizen(name="Trần Thị Bích Ngọc", case_active=True, isolation_until=clock.today())
    text = server.scan(gate.token, citizen.code).raw.decode()
    diagnosis = ("case", "infect", "F0", "ca bệnh", "dương tính", "positive")
    for secret in (
        "Trần",
        "Bích",
        "TRAN",
        "1990-05-17",
        citizen.qid,
        "004567",
        citizen.code[-40:],
        *diagnosis,
    ):
        assert secret not in text
    assert "T.T.B. Ngọc" in text


@pytest.mark.parametrize(
    ("facts", "colour"),
    [
        ({}, "green"),
        ({"declaration_risk": True, "declared_at": clock.now()}, "yellow"),
        ({"case_active": True}, "red"),
        ({"isolation_until": clock.today()}, "red"),
        ({"doses_valid": 0, "course_doses": None, "first_dose_on": None, "last_dose_on": None}, "black"),
    ],
)
def test_each_colour_of_the_city_is_shown(server, gate, facts, colour):
    answer = server.scan(gate.token, a_citizen(**facts).code)
    assert answer.json["verdict"]["colour"] == colour
    assert answer.json["recorded"] is True


def test_until_tells_when_the_answer_changes(server, gate):
    citizen = a_citizen(isolation_until=clock.today())
    until = server.scan(gate.token, citizen.code).json["verdict"]["until"]
    assert until == clock.day_end(clock.today()).isoformat()


def test_the_same_scan_again_is_the_same_visit_with_the_same_verdict(server, gate):
    citizen = a_citizen()
    body = a_scan(citizen.code)
    first = server.call("POST", "/scan/v1/visits", body, token=gate.token).json
    Pass.objects.filter(pk=citizen.person_id).update(case_active=True)
    again = server.call("POST", "/scan/v1/visits", body, token=gate.token).json
    assert again["verdict"] == first["verdict"]
    assert again["recorded"] is True
    assert len(visits(citizen)) == 1
    assert server.scan(gate.token, citizen.code).json["verdict"]["colour"] == "red"


def test_in_then_out_is_one_stay(server, gate):
    citizen = a_citizen()
    came = clock.now() - timedelta(minutes=30)
    assert server.scan(gate.token, citizen.code, at=came).json["inside"] == 1
    out = a_scan(citizen.code, direction="out")
    for _ in range(2):
        answer = server.call("POST", "/scan/v1/visits", out, token=gate.token).json
        assert (answer["direction"], answer["recorded"], answer["inside"]) == ("out", True, 0)
    ((t_in, t_out, t_eff, _, _),) = visits(citizen)
    assert (t_in, t_eff) == (came, t_out)
    assert t_out.isoformat() == clock.parse_moment(out["at"]).astimezone(t_out.tzinfo).isoformat()


def test_auto_alternates(server, gate):
    citizen = a_citizen()
    now = clock.now()
    told = [
        server.scan(gate.token, citizen.code, direction="auto", at=now - timedelta(minutes=minutes)).json[
            "direction"
        ]
        for minutes in (90, 60, 30)
    ]
    assert told == ["in", "out", "in"]
    assert len(visits(citizen)) == 2


def test_auto_twice_within_a_minute_is_once(server, gate):
    citizen = a_citizen()
    now = clock.now()
    for seconds in (20, 0):
        answer = server.scan(gate.token, citizen.code, direction="auto", at=now - timedelta(seconds=seconds))
        assert answer.json["direction"] == "in"
    assert len(visits(citizen)) == 1


def test_out_without_a_way_in_is_an_implied_visit(server, gate):
    citizen = a_citizen()
    body = a_scan(citizen.code, direction="out")
    for _ in range(2):
        answer = server.call("POST", "/scan/v1/visits", body, token=gate.token).json
        assert (answer["direction"], answer["recorded"]) == ("out", True)
    ((t_in, t_out, _, source, _),) = visits(citizen)
    assert (t_in, source) == (t_out, 2)


def test_verify_answers_alike_and_records_nothing(server, gate):
    citizen = a_citizen()
    answer = server.call("POST", "/scan/v1/verify", a_scan(citizen.code), token=gate.token).json
    assert (answer["verdict"]["colour"], answer["recorded"]) == ("green", False)
    assert visits(citizen) == []


def test_a_forged_code_is_black(server, gate):
    citizen = a_citizen()
    forged = citizen.code.replace("NGUYEN VAN AN", "NGUYEN VAN BA")
    answer = server.scan(gate.token, forged).json
    assert answer["person"] is None
    assert answer["recorded"] is False
    assert answer["verdict"]["colour"] == "black"
    assert [reason["code"] for reason in answer["verdict"]["reasons"]] == ["forged"]
    assert visits(citizen) == []


@pytest.mark.parametrize(("days", "colour"), [(0, "green"), (-1, "black")])
def test_a_code_is_good_through_its_last_day(server, gate, days, colour):
    today = clock.today()
    qid = f"79{today:%Y%m%d}{days + 5}"
    code = a_code(qid, issued_on=today - timedelta(days=20), expires_on=today + timedelta(days=days))
    citizen = a_citizen(code=code)
    Pass.objects.filter(pk=citizen.person_id).update(qid=qid)
    answer = server.scan(gate.token, code).json
    assert answer["verdict"]["colour"] == colour
    if colour == "black":
        assert (answer["verdict"]["rule"], answer["recorded"]) == ("expired", False)


def test_an_older_code_of_the_person_still_counts(server, gate):
    citizen = a_citizen()
    older, _ = an_issued_code(citizen.qid, issued_on=clock.today() - timedelta(days=3))
    assert server.scan(gate.token, older).json["verdict"]["colour"] == "green"


def test_a_revoked_code_is_black(server, gate):
    citizen = a_citizen()
    revoked, _ = an_issued_code(
        citizen.qid, issued_on=clock.today() - timedelta(days=3), revoked_at=clock.now()
    )
    answer = server.scan(gate.token, revoked).json
    assert (answer["verdict"]["colour"], answer["verdict"]["rule"]) == ("black", "revoked")
    assert answer["recorded"] is False


def test_a_code_signed_by_us_for_nobody_is_unknown(server, gate):
    answer = server.scan(gate.token, a_code("790000000000")).json
    assert (answer["verdict"]["colour"], answer["verdict"]["rule"]) == ("unknown", "unknown")
    assert (answer["person"], answer["recorded"]) == (None, False)


def a_plain_code(qid: str) -> str:
    return f"012345678901|NGUYEN VAN AN|1990-05-17|0|{qid}|<1<<<"


def test_a_national_code_from_elsewhere_identifies_with_the_advice_to_check(server, gate):
    citizen = a_citizen(is_local=False)
    answer = server.scan(gate.token, a_plain_code(citizen.qid)).json
    assert [reason["code"] for reason in answer["verdict"]["reasons"]] == ["unsigned", "vaccinated"]
    assert "giấy tờ" in answer["verdict"]["advice"]["vi"]
    assert answer["recorded"] is True


def test_an_unsigned_code_with_a_number_issued_here_is_forged(server, gate):
    answer = server.scan(gate.token, a_plain_code(a_citizen().qid)).json
    assert (answer["verdict"]["colour"], answer["verdict"]["rule"]) == ("black", "forged")


def test_a_national_code_of_a_stranger_is_unknown(server, gate):
    answer = server.scan(gate.token, a_plain_code("163014391125612345")).json
    assert (answer["verdict"]["colour"], answer["recorded"]) == ("unknown", False)
    assert [reason["code"] for reason in answer["verdict"]["reasons"]] == ["unknown"]
    assert "ứng dụng khác" in answer["verdict"]["reasons"][0]["vi"]
    assert "căn cước" in answer["verdict"]["advice"]["vi"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("https://qr.pccovid.gov.vn/ksvrbm", "PC-COVID"),
        ("https://qr.tokhaiyte.vn/dkdd", "Tờ khai y tế (VHD)"),
        ("ncovi.vn/0944713700", "NCOVI"),
        ("HTTPS://BLUEZONE.GOV.VN", "Bluezone"),
        ("https://suckhoe.dancuquocgia.gov.vn/?id=1", "VNeID"),
    ],
)
def test_a_code_of_a_former_app_is_named_and_has_no_colour(server, gate, text, name):
    answer = server.scan(gate.token, text)
    assert (answer.status, answer.json["code"]) == (422, "scan:code:former_app")
    assert answer.json["title"].startswith(f"Mã của ứng dụng cũ: {name}. Hãy quét căn cước")
    assert name in answer.json["en"]
    assert "verdict" not in answer.json


def test_a_former_app_s_code_says_the_same_whoever_s_number_it_bears(server, gate):
    known = a_citizen()
    answers = [
        server.scan(gate.token, f"https://tokhaiyte.vn/{number}").raw
        for number in (known.qid, "999999999999999999")
    ]
    assert answers[0] == answers[1]


def test_a_short_code_is_typed_in_any_manner(server, gate):
    citizen = a_citizen()
    code = short.new()
    ShortCode.objects.create(code=code, qid=citizen.qid)
    for typed in (code, short.show(code).lower(), f" {short.show(code)}\r\n"):
        assert server.scan(gate.token, typed).json["verdict"]["colour"] == "green"
    ShortCode.objects.update(revoked_at=clock.now())
    assert server.scan(gate.token, code).json["verdict"]["rule"] == "revoked"


def test_where_no_policy_is_in_force_a_person_is_unknown_but_recorded(server, gate):
    citizen = a_citizen()
    rows("DELETE FROM policy_policyactivation RETURNING 1")
    try:
        answer = scan_until(server, gate, citizen, rule="no_policy")
    finally:
        a_policy_in_force()
    assert (answer["verdict"]["colour"], answer["recorded"]) == ("unknown", True)
    assert (answer["verdict"]["policy"], answer["person"]["label"]) == (None, "N.V. An")
    scan_until(server, gate, citizen, rule="vaccinated")


def scan_until(server, gate, citizen, *, rule: str):
    """Scan until a change of policy has reached the server."""
    notify("antoan_policy")
    deadline = time.monotonic() + 5
    while True:
        answer = server.scan(gate.token, citizen.code).json
        if answer["verdict"]["rule"] == rule:
            return answer
        assert time.monotonic() < deadline


def test_many_gates_and_people_at_once_lose_nothing(server, gate):
    people = [a_citizen() for _ in range(20)]
    bodies = [a_scan(citizen.code) for citizen in people for _ in range(5)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(
            pool.map(lambda body: server.call("POST", "/scan/v1/visits", body, token=gate.token), bodies * 2)
        )
    assert {answer.status for answer in answers} == {200}
    stored = rows(
        "SELECT count(*), count(DISTINCT scan_id) FROM visits_visit WHERE spot_id = %s", gate.spot.id
    )
    assert stored == [(100, 100)]


def test_an_identity_card_that_two_people_claim_is_its_first_holders(server, gate):
    """Whoever registers with somebody else's number is not let in, nor recorded, as that one."""
    first = a_person("Nguyễn Văn An", date(1990, 5, 17))
    paper = first.documents[0]
    claim = NewPerson("Phạm Văn Hai", Birth(date(1970, 1, 1)), documents=(paper,))
    second = register_person(actor=SYSTEM, person=claim, contests=True)
    card = f"{paper.number}||Nguyễn Văn An|17051990|Nam|12 Lê Lợi|15042021"
    answer = server.call("POST", "/scan/v1/visits", a_scan(card), token=gate.token)
    assert answer.status == 200
    assert answer.json["person"]["label"] == "N.V. An"
    seen = rows("SELECT person_id FROM visits_visit WHERE spot_id = %s", gate.spot.id)
    assert seen == [(first.id,)]
    assert second.id != first.id
