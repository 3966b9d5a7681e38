"""The slip of a test result: who gets one, what it says, and what anybody learns who is shown it."""

import re
from datetime import date, timedelta
from html import unescape

import pypdfium2
import pytest
import zxingcpp
from django.conf import settings as live

from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.values import IssueDays
from antoan.domains.people.services import erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.records import queries, services
from antoan.domains.records.errors import NoSlip
from antoan.domains.records.values import RecordKind, SlipStanding, TestKind, TestOutcome
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from tests.entrypoints.web.test_my_code import citizen
from tests.factories.people import a_person
from tests.factories.people import citizen as acting
from tests.factories.records import SELF, a_test
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_host(settings):
    settings.PUBLIC_URL = "http://testserver"


@pytest.fixture
def person():
    return a_person("Nguyễn Thị Ánh Đào", date(1990, 5, 17))


@pytest.fixture
def result(person):
    return a_test(person.id, clock.now() - timedelta(days=1))


def slip(person, result) -> str:
    return queries.slip_of(acting(person.id), result, today=clock.today())


def answered(client, text: str) -> tuple[str, str]:
    """Return the heading of the verification page, and the page."""
    page = unescape(client.post("/verify", {"code": text}).content.decode())
    return re.search(r"<h1[^>]*>(.*?)</h1>", page)[1], page


def test_anybody_reads_on_a_genuine_slip_what_it_says_and_nothing_else(client, person, result):
    said, page = answered(client, slip(person, result))
    assert said == "Phiếu thật"
    for shown in ("NGUYEN THI ANH DAO", "1990", person.identity_number[6:], "Xét nghiệm PCR", "Âm tính"):
        assert shown in page
    for hidden in (person.identity_number, "17/05", person.qid, "clinic", "Ánh Đào"):
        assert hidden not in page[page.index("<main") : page.index("</main>")]


def test_every_changed_character_makes_a_slip_false(client, person, result):
    address = slip(person, result)
    start = address.index("#") + 1
    for place in range(start, len(address), 7):
        changed = address[:place] + ("A" if address[place] != "A" else "B") + address[place + 1 :]
        said, page = answered(client, changed)
        assert said in {"Phiếu giả", "Đây không phải phiếu kết quả xét nghiệm"}, place
        assert "NGUYEN" not in page


@pytest.mark.parametrize(
    "text", ["", "xin chào", "x" * 9000, "http://testserver/verify#", "1|A|1990-01-01|0|1|<1<<"]
)
def test_anything_else_is_no_slip(client, text):
    assert answered(client, text)[0] == "Đây không phải phiếu kết quả xét nghiệm"


def test_a_result_annulled_since_no_longer_stands(client, person, result):
    address = slip(person, result)
    services.annul_record(
        actor=SYSTEM, kind=RecordKind.TEST_RESULT, record_id=result.id, because="nhầm ống mẫu"
    )
    said, page = answered(client, address)
    assert said == "Kết quả này không còn giá trị"
    assert "NGUYEN" not in page


def test_of_an_erased_person_only_the_signature_is_known(client, person, result):
    address = slip(person, result)
    erase_person(actor=SYSTEM, person_id=person.id, ground=ErasureGround.OWN_REQUEST)
    assert answered(client, address)[0] == "Chữ ký đúng, hồ sơ không còn lưu"


def test_a_slip_of_a_revoked_day_falls_with_its_key(person, result, monkeypatch):
    address = slip(person, result)
    ring = SigningRing.load(live.DATA)
    key = ring.keys[ring.current]
    today = clock.today()
    revoked = key.__class__(
        key.number, key.key, key.status, key.not_before, key.expires, (IssueDays(today, today),)
    )
    monkeypatch.setattr(SigningRing, "public_keys", lambda self: {key.number: revoked})
    found = queries.judge_slip(address, at=clock.now())
    assert (found.checked.valid, found.checked.reason, found.standing) == (False, "revoked", None)


def test_a_slip_ends_after_a_year(client, person, result):
    address = slip(person, result)
    for days, reason in ((365, "ok"), (366, "expired")):
        at = clock.day_start(clock.today() + timedelta(days=days))
        assert queries.judge_slip(address, at=at).checked.reason == reason


@pytest.mark.parametrize(
    "change",
    [{"outcome": TestOutcome.PENDING}, {"origin": SELF}],
    ids=["awaited", "one's own word"],
)
def test_only_a_verified_result_has_a_slip(client, person, change):
    waiting = a_test(person.id, clock.now() - timedelta(hours=3), kind=TestKind.RAPID, **change)
    with pytest.raises(NoSlip):
        slip(person, waiting)
    client = citizen(client, person)
    page = client.get(f"/me/records/tests/{waiting.id}").content.decode()
    assert "Kết quả này chưa có phiếu" in page
    assert client.get(f"/me/records/tests/{waiting.id}/slip.pdf").status_code == 409


def test_a_slip_is_ones_own_even_for_staff_who_may_read_the_record(client, person, result):
    from antoan.domains.records.errors import RecordNotFound

    doctor = someone_as("clinic_staff", ScopeKind.CITY)
    with pytest.raises(RecordNotFound):
        queries.own_record(doctor, RecordKind.TEST_RESULT, result.id)
    other = citizen(client, a_person("Trần Văn Khác"))
    assert other.get(f"/me/records/tests/{result.id}").status_code == 404
    assert other.get(f"/me/records/tests/{result.id}/slip.pdf").status_code == 404


def test_the_printed_slip_is_read_by_a_camera_and_says_who_vouches(client, person, result):
    answer = citizen(client, person).get(f"/me/records/tests/{result.id}/slip.pdf")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="phieu-xet-nghiem-{result.id}.pdf"'
    page = pypdfium2.PdfDocument(answer.content)[0]
    [read] = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    assert read.text == slip(person, result)
    text = " ".join(page.get_textpage().get_text_range().split()).replace("/ ", "/")  # Broken at line ends.
    for shown in ("Nguyễn Thị Ánh Đào", "Âm tính", "******", "http://testserver/verify", "cơ sở y tế"):
        assert shown in text


def test_checking_a_slip_leaves_no_trace_of_its_person_but_its_owners_own_reading(client, person, result):
    address = slip(person, result)
    before = TrailEntry.objects.count()
    answered(client, address)
    assert TrailEntry.objects.count() == before
    assert queries.judge_slip(address, at=clock.now()).standing is SlipStanding.STANDS


def test_the_page_is_not_kept_by_anybody_on_the_way(client, person, result):
    answer = client.post("/verify", {"code": slip(person, result)})
    assert "no-store" in answer.headers["Cache-Control"]
