"""A gate declares for a person: POST /scan/v1/declarations."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from antoan.domains.codes import short
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.declarations.models import Confirmation, Declaration
from antoan.domains.declarations.queries import declaration_for
from antoan.domains.declarations.rules import DECLARATIONS_PER_PERSON_DAY_MAX
from antoan.domains.declarations.services import declare
from antoan.domains.declarations.values import Authorship, Channel, Verification
from antoan.domains.monitoring.models import Alert, Task
from antoan.domains.passes.checking import differences
from antoan.domains.passes.queries.storage import stored_passes
from antoan.domains.people.heads import head_of
from antoan.domains.people.values import DocumentKind
from antoan.entrypoints.scan import problems
from antoan.entrypoints.scan.declaring import Declarations
from antoan.entrypoints.scan.metrics import Metrics
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.events.models import OutboxEvent
from antoan.foundation.events.outbox import deliver_waiting
from antoan.kit import clock
from tests.entrypoints.scan.conftest import a_known_gate, rows
from tests.factories.areas import ward
from tests.factories.declarations import new_declaration
from tests.factories.people import a_person, citizen
from tests.factories.places import an_equipped_place
from tests.factories.scan import notify, signing_ring
from tests.factories.units import a_place_of, a_unit

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("scan")]

CLEAR = {"signs": False, "contact": False, "isolated": False}
FEVER = CLEAR | {"signs": True, "signsNote": "Sốt nhẹ"}


def somebody(**known):
    """Return a registered person with a signed code, known to the scan process."""
    signing_ring()
    person = a_person(**known)
    issued = issue_personal_code(actor=SYSTEM, subject=head_of(person))
    return SimpleNamespace(id=person.id, person=person, code=issued.text, short=issued.short_code)


def body(code, answers=CLEAR, **changes):
    at = changes.pop("at", None) or clock.local(clock.now())
    return {"id": str(uuid4()), "code": code, "answers": answers, "at": at.isoformat(), **changes}


def post(server, gate, what):
    return server.call("POST", "/scan/v1/declarations", what, token=gate.token)


def facts(who):
    stored = stored_passes([who.id])[who.id]
    return stored.declared_at, stored.declaration_risk


def wrong_facts():
    return [found for found in differences() if found.column in ("declared_at", "declaration_risk")]


@pytest.fixture
def ward_gate(server):
    """A gate in a ward, of a place that a unit answers for."""
    the_ward = ward("26740")
    place = a_place_of(a_unit("Siêu thị", ward_id=the_ward.id), "Cửa hàng", ward_id=the_ward.id)
    equipped = an_equipped_place(place)
    notify("antoan_devices", str(equipped.device.id))
    server.wait_for(equipped.token)
    return equipped


def test_with_the_own_code_shown_it_counts_at_once_and_the_pass_turns(server, gate):
    who = somebody()
    sent = body(who.code, FEVER)
    answer = post(server, gate, sent)
    assert answer.status == 200, answer.raw
    said = answer.json
    assert said == {
        "id": sent["id"], "at": sent["at"], "recorded": True, "confirmed": True, "doubted": False,
        "person": {"label": "N.V. An", "birth_year": 1990, "gender": "male"}, "reason": None,
        "risk": said["risk"], "valid_until": (clock.parse_moment(sent["at"]) + timedelta(hours=24)).isoformat(),
    }  # fmt: skip
    assert (said["risk"]["risky"], said["risk"]["reasons"][0]["questions"]) == (True, ["signs"])
    at = clock.parse_moment(sent["at"])
    assert facts(who) == (at, True)
    assert server.scan(gate.token, who.code).json["verdict"]["colour"] == "yellow"
    row = Declaration.objects.get(pk=sent["id"])
    assert (row.channel, row.verified_by, row.device_id, row.place_id) == (
        "gate",
        "gate",
        gate.device.id,
        gate.place.id,
    )
    assert (row.questionnaire, row.version, row.answers) == ("workplace", "1.0.0", CLEAR | {"signs": True})
    assert json.loads(row.words) == {"signsNote": "Sốt nhẹ"}
    assert (
        b"S\xe1\xbb\x91t"
        not in rows("SELECT words FROM declarations_declaration WHERE id = %s", sent["id"])[0][0]
    )
    assert wrong_facts() == []


def test_a_newer_one_clears_and_an_older_one_changes_nothing(server, gate):
    who, now = somebody(), clock.now()
    post(server, gate, body(who.code, FEVER, at=now - timedelta(hours=2)))
    post(server, gate, body(who.code, at=now - timedelta(hours=1)))
    post(server, gate, body(who.code, FEVER, at=now - timedelta(hours=3)))
    assert facts(who) == (now - timedelta(hours=1), False)
    assert wrong_facts() == []


@pytest.mark.parametrize("shown", ["short", "document"])
def test_without_the_own_code_an_adult_s_waits_for_the_person(server, gate, shown):
    who = somebody(phones=("+84912777555",))
    number = next(paper.number for paper in who.person.documents if paper.kind is DocumentKind.CCCD)
    code = who.short if shown == "short" else f"{number}||Nguyễn Văn An|01021990|Nam||15042021"
    sent = body(code, FEVER)
    assert post(server, gate, sent).json["confirmed"] is False
    assert facts(who) == (None, None)
    while deliver_waiting():
        continue
    assert Confirmation.objects.filter(declaration=sent["id"]).exists()
    assert Task.objects.get(person=who.id).kind == "risky_declaration"


def test_a_minor_s_counts_at_once(server, gate):
    child = somebody(full_name="Lê Nam", birth_on=clock.today() - timedelta(days=365 * 10))
    assert post(server, gate, body(child.short)).json["confirmed"] is True


def test_sent_again_is_the_same_declaration(server, gate):
    who = somebody()
    sent = body(who.code, FEVER)
    first, again = post(server, gate, sent), post(server, gate, sent)
    assert first.json == again.json
    assert Declaration.objects.filter(person=who.id).count() == 1
    assert OutboxEvent.objects.filter(payload__person_id=who.id).count() == 1


def test_an_id_belongs_to_one_person(server, gate):
    one, other = somebody(), somebody()
    sent = body(one.code)
    post(server, gate, sent)
    answer = post(server, gate, sent | {"code": other.code})
    assert (answer.status, answer.json["code"]) == (409, "scan:declaration:taken")


def test_what_needs_care_opens_the_ward_s_task_and_tells_the_unit(server, ward_gate):
    who = somebody()
    post(server, ward_gate, body(who.code))
    assert not OutboxEvent.objects.filter(payload__person_id=who.id).exists()
    post(server, ward_gate, body(who.code, FEVER))
    while deliver_waiting():
        continue
    task = Task.objects.get(person=who.id)
    assert (task.kind, task.ward_id) == ("risky_declaration", ward("26740").id)
    assert Alert.objects.get(task=task).place_id == ward_gate.place.id


def test_far_gates_within_minutes_are_doubted_and_count_no_more(server, ward_gate):
    far = an_equipped_place(a_place_of(a_unit("Xa"), "Củ Chi", ward_id=ward("27604").id))
    notify("antoan_devices", str(far.device.id))
    server.wait_for(far.token)
    who, now = somebody(), clock.now()
    assert post(server, ward_gate, body(who.code, at=now - timedelta(minutes=4))).json["doubted"] is False
    assert facts(who) == (now - timedelta(minutes=4), False)
    assert post(server, far, body(who.code, FEVER, at=now)).json["doubted"] is True
    assert set(Declaration.objects.filter(person=who.id).values_list("flag", flat=True)) == {"travel"}
    assert facts(who) == (None, None)
    assert wrong_facts() == []
    while deliver_waiting():
        continue
    assert Task.objects.get(person=who.id).kind == "doubtful_declaration"


def test_web_and_gate_contradict_each_other_too(server, ward_gate):
    who = somebody()
    far = a_place_of(a_unit("Xa"), "Củ Chi", ward_id=ward("27604").id)
    author = Authorship(channel=Channel.WEB, verified_by=Verification.OTP)
    post(server, ward_gate, body(who.code))
    said = declare(actor=citizen(who.id), declaration=new_declaration(who.id, place_id=far.id, author=author))
    assert declaration_for(SYSTEM, said.id).flag == "travel"


def test_nobody_s_code_records_nothing_and_says_why(server, gate):
    answer = post(server, gate, body(short.new(), FEVER))
    assert (answer.status, answer.json["recorded"], answer.json["person"]) == (200, False, None)
    assert answer.json["reason"]["code"] == "unknown"
    forged = post(server, gate, body(somebody().code.replace("NGUYEN VAN AN", "NGUYEN VAN BA")))
    assert forged.json["reason"]["code"] == "forged"


def test_wrong_answers_are_named(server, gate):
    who = somebody()
    answer = post(server, gate, body(who.code, {"signs": True, "contact": "có"}))
    assert (answer.status, answer.json["code"]) == (422, "scan:answers:wrong")
    assert json.loads(answer.json["detail"]) == {"contact": "unreadable", "isolated": "missing"}


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"id": "7"}, 400, "scan:body:wrong_fields"),
        ({"answers": []}, 400, "scan:body:wrong_fields"),
        ({"answers": {str(n): 1 for n in range(201)}}, 400, "scan:body:wrong_fields"),
        ({"at": "2021-10-20T10:00:00"}, 400, "scan:body:wrong_fields"),
        ({"at": "2021-10-20T10:00:00+07:00"}, 422, "scan:time:too_old"),
        ({"at": "2099-10-20T10:00:00+07:00"}, 422, "scan:time:ahead"),
        ({"code": "khong phai ma"}, 422, "scan:code:unreadable"),
        ({"questionnaire": "unheard"}, 422, "scan:questionnaire:unknown"),
        ({"questionnaire": "workplace", "version": "9.9"}, 422, "scan:questionnaire:unknown"),
    ],
)
def test_what_cannot_be_read_is_said(server, gate, change, status, code):
    answer = post(server, gate, body("7K2P9QXMC") | change)
    assert (answer.status, answer.json["code"]) == (status, code)


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b'{"id": "\xff"}', b"[" * 100_000, b'{"answers": ' + b"[" * 5_000]
)
def test_what_is_no_json_is_refused(server, gate, raw):
    assert server.call("POST", "/scan/v1/declarations", raw, token=gate.token).status in (400, 413)


def test_only_an_enrolled_gate_declares(server):
    for token in ("", "x" * 40):
        assert server.call("POST", "/scan/v1/declarations", body("x"), token=token).status == 401
        assert server.call("GET", "/scan/v1/questionnaire", token=token).status == 401


def test_another_form_may_be_named_and_the_gate_s_own_can_be_read(server, gate):
    who = somebody()
    answers = {"reason": "care", "signs": True, "breath": True, "contact": False, "outbreakArea": False}
    answer = post(server, gate, body(who.code, answers, questionnaire="hospital"))
    assert [reason["code"] for reason in answer.json["risk"]["reasons"]] == ["short_of_breath", "symptoms"]
    form = server.call("GET", "/scan/v1/questionnaire", token=gate.token).json
    assert (form["questionnaire"], form["version"]) == ("workplace", "1.0.0")


def test_nobody_is_flooded(server, gate):
    who = somebody()
    Declaration.objects.bulk_create(
        Declaration(
            id=uuid4(), person_id=who.id, declared_at=clock.now(), answers={}, is_risky=False, channel="web",
            verified_by="password", flag="",
        )
        for _ in range(DECLARATIONS_PER_PERSON_DAY_MAX)
    )  # fmt: skip
    answer = post(server, gate, body(who.code))
    assert (answer.status, answer.json["code"]) == (429, "scan:declaration:full")


def test_many_gates_at_once_lose_nothing_beside_scans(server, gate):
    people = [somebody(full_name=f"Nguyễn Văn {number}") for number in range(10)]
    other = a_known_gate(server)
    sent = [body(who.code, FEVER if number % 2 else CLEAR) for number, who in enumerate(people * 6)]
    with ThreadPoolExecutor(16) as pool:
        said = pool.map(lambda one: post(server, other, one).status, sent * 2)
        scanned = pool.map(lambda who: server.scan(gate.token, who.code).status, people * 5)
        assert {*said, *scanned} == {200}
    assert Declaration.objects.filter(pk__in=[one["id"] for one in sent]).count() == len(sent)
    assert wrong_facts() == []


def test_figures_are_counted(server, gate):
    post(server, gate, body(somebody().code, FEVER))
    assert (
        'antoan_declarations_total{process="1",risk="risky"}'
        in server.call("GET", "/scan/metrics").raw.decode()
    )


def test_a_full_queue_refuses_at_once(monkeypatch):
    monkeypatch.setattr("antoan.entrypoints.scan.declaring.DECLARATION_QUEUE_ROWS_MAX", 1)
    told = []
    gathering = Declarations(url="postgresql:///none", keys=None, ring=None, metrics=Metrics(process=1))
    gathering._sessions.add(object())
    some = [
        SimpleNamespace(waiter=SimpleNamespace(take=lambda _, answer: told.append(answer))) for _ in range(2)
    ]
    gathering.submit(some[:1])
    gathering.submit(some[1:])
    assert told == [problems.QUEUE_FULL]


def test_a_birthday_is_counted_on_the_day_of_the_declaration(server, gate):
    today = clock.today()
    eighteen = somebody(full_name="Lê Mười Tám", birth_on=date(today.year - 18, today.month, today.day))
    assert post(server, gate, body(eighteen.short)).json["confirmed"] is False
