"""Tubes, rapid tests and a laboratory's batch, as a browser without JavaScript uses them."""

import json
import re
import time
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from antoan.domains.laboratory.models import Tube
from antoan.domains.records.models import Infection, TestResult
from antoan.foundation.accounts.scopes import ScopeKind
from tests.factories.accounts import a_colleague
from tests.factories.laboratory import a_tube
from tests.factories.people import a_person
from tests.factories.units import a_unit
from tests.factories.vaccination import code_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning():
    cache.clear()
    with time_machine.travel(datetime(2021, 10, 20, 3, tzinfo=UTC), tick=True):
        yield


@pytest.fixture
def unit():
    return a_unit("Trạm lấy mẫu")


def signed_in(role: str, unit) -> Client:
    account = a_colleague(role, login=f"{role}.{unit.id}", scope_kind=ScopeKind.UNIT, scope_id=unit.id)
    client = Client()
    client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


@pytest.fixture
def sampler(unit):
    return signed_in("clinic_staff", unit)


@pytest.fixture
def lab(unit):
    return signed_in("lab_staff", unit)


def page(answer, status=200) -> str:
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_pool_is_taken_by_scanning_its_tube_and_each_person(sampler, unit):
    opened = sampler.post(
        "/clinic/samples/", {"unit_id": unit.id, "kind": "pcr", "people_max": "5", "barcode": "xn-0001"}
    )
    address = opened.headers["Location"]
    for name in ("An", "Bình", "Cường"):
        assert sampler.post(address, {"code": code_of(a_person(f"Nguyễn Văn {name}"))}).status_code == 302
    text = page(sampler.get(address))
    assert "Quét mã của từng người (3/5)" in text
    assert "N.V. Bình" in text
    assert text.count("chờ kết quả") == 3
    assert "Mã này không của ai ở đây" in page(sampler.post(address, {"code": "x"}), 422)
    assert "XN-0001" in page(sampler.get("/clinic/samples/"))


def test_the_next_tube_keeps_what_was_chosen(sampler, unit):
    text = page(sampler.get("/clinic/samples/", {"unit_id": unit.id, "kind": "rapid", "people_max": 3}))
    assert '<option value="rapid" selected>' in text
    assert 'value="3"' in text


def test_a_positive_pool_asks_for_each_alone(sampler, lab, unit):
    tube = a_tube(unit.id, a_person("Nguyễn Văn An"), a_person("Lê Thị Bích"), people_max=5)
    assert (
        lab.post("/clinic/samples/results", {"barcode": tube.barcode, "outcome": "positive"}).status_code
        == 302
    )
    text = page(sampler.get("/clinic/samples/"))
    assert "Cần lấy lại mẫu riêng" in text
    assert "L.T. Bích" in text
    assert not Infection.objects.exists()


def test_a_result_is_not_given_twice_otherwise(lab, unit):
    tube = a_tube(unit.id, a_person())
    assert (
        lab.post("/clinic/samples/results", {"barcode": tube.barcode, "outcome": "negative"}).status_code
        == 302
    )
    text = page(lab.post("/clinic/samples/results", {"barcode": tube.barcode, "outcome": "positive"}), 422)
    assert "Ống này đã có kết quả khác" in text
    assert Tube.objects.get().outcome == "negative"


@pytest.mark.parametrize("sent", [{}, {"barcode": "XN-9999", "outcome": "negative"}, {"barcode": "XN-0001"}])
def test_what_names_no_tube_or_no_result_changes_nothing(lab, unit, sent):
    a_tube(unit.id, a_person(), barcode="XN-0001")
    page(lab.post("/clinic/samples/results", sent), 422)
    assert TestResult.objects.get().outcome == "pending"


def test_a_rapid_test_is_recorded_at_the_desk_once(sampler, unit):
    shown = page(sampler.get("/clinic/samples/rapid"))
    number = re.search(r'name="id" value="([0-9a-f-]{36})"', shown)[1]
    sent = {"id": number, "unit_id": unit.id, "outcome": "positive", "code": code_of(a_person())}
    for _ in range(2):
        assert sampler.post("/clinic/samples/rapid", sent).status_code == 302
    assert "Đã ghi cho N.V. An" in page(sampler.get("/clinic/samples/rapid"))
    assert Infection.objects.count() == 1


def a_bundle(*tubes) -> SimpleUploadedFile:
    entries = [
        {"resource": {
            "resourceType": "Observation", "status": "final", "valueCodeableConcept": {"coding": [{"code": code}]},
            "specimen": {"identifier": {"value": barcode}},
        }}
        for barcode, code in tubes
    ]  # fmt: skip
    raw = json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}).encode()
    return SimpleUploadedFile("ket-qua.json", raw)


def test_a_batch_says_what_was_taken_and_what_not(lab, unit):
    one, other = a_tube(unit.id, a_person()), a_tube(unit.id, a_person())
    sent = [(one.barcode, "260415000"), ("XN-LOST", "10828004"), (other.barcode, "10828004")]
    text = page(lab.post("/clinic/samples/results", {"do": "batch", "bundle": a_bundle(*sent)}))
    assert "Đã nhận 2 trên 3 kết quả, 0 kết quả đã có từ trước" in text
    assert "Kết quả thứ 2, ống XN-LOST: Không có ống này" in text
    text = page(lab.post("/clinic/samples/results", {"do": "batch", "bundle": a_bundle(*sent)}))
    assert "Đã nhận 0 trên 3 kết quả, 2 kết quả đã có từ trước" in text


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "Tệp trống"),
        (b"PK\x03\x04", "Tệp bị hỏng hoặc tải lên chưa đủ"),
        (b"{}", "Chưa nhận kết quả nào"),
    ],
)
def test_a_file_without_results_takes_nothing_and_says_why(lab, unit, raw, said):
    tube = a_tube(unit.id, a_person())
    sent = {"do": "batch", "bundle": SimpleUploadedFile("x.json", raw)}
    assert said in page(lab.post("/clinic/samples/results", sent), 422)
    assert Tube.objects.get(pk=tube.id).resulted_at is None


def test_a_laboratory_sees_tubes_but_takes_no_samples(lab, unit):
    tube = a_tube(unit.id, a_person(), people_max=5)
    assert "N.V. An" in page(lab.get(f"/clinic/samples/{tube.id}/"))
    assert lab.post(f"/clinic/samples/{tube.id}/", {"code": "x"}).status_code == 403
    assert lab.get("/clinic/samples/").status_code == 403


def test_another_units_tube_is_not_there(sampler):
    tube = a_tube(a_unit("Khác").id, a_person())
    assert sampler.get(f"/clinic/samples/{tube.id}/").status_code == 404
