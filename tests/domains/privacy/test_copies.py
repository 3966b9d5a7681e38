"""A person gets all that is kept of them, readable by people and by machines, for seven days, and nobody else does."""

import csv
import hashlib
import json
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import jsonschema
import pytest
import time_machine

from antoan.domains.people.services import add_dependant
from antoan.domains.privacy import queries
from antoan.domains.privacy.copying import packing
from antoan.domains.privacy.copying.document import schema_of
from antoan.domains.privacy.copying.pieces import gather
from antoan.domains.privacy.copying.vault import copies_vault
from antoan.domains.privacy.errors import CopyNotFound, CopyNotReady, RequestClosed
from antoan.domains.privacy.models import DataCopy
from antoan.domains.privacy.registry import parts
from antoan.domains.privacy.services import asking, copying, deciding, expiring
from antoan.domains.privacy.services.copying import make_waiting_copies
from antoan.domains.privacy.services.late import escalate_late
from antoan.domains.privacy.values import CopyState, RequestKind, RequestState
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import open_days_around
from antoan.domains.visits.values import EntrySource
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from antoan.kit.clock import CITY_ZONE
from antoan.kit.ids import uuid7
from tests.factories.accounts import a_colleague
from tests.factories.areas import ward
from tests.factories.corrections import a_ticket
from tests.factories.declarations import FEVER, a_declaration
from tests.factories.people import a_person, citizen
from tests.factories.pictures import a_picture
from tests.factories.places import a_gate, a_spot
from tests.factories.privacy import ANSWER, a_consent, a_request, officer
from tests.factories.records import a_case, a_dose, a_test, an_isolation
from tests.factories.units import a_place_of, a_unit, someone_as
from tests.factories.visits import went_in, went_out

pytestmark = pytest.mark.django_db
NAME = "=HYPERLINK(Nguyễn Văn An)"


@pytest.fixture(autouse=True)
def thursday(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(datetime(2026, 11, 19, 9, tzinfo=CITY_ZONE), tick=False) as travelled:
        yield travelled


@pytest.fixture
def an():
    return a_person(NAME, phones=("0912345678",), address="12 Lê Lợi", ward_id=ward().id)


def a_life(person) -> None:
    """Give somebody something in most tables."""
    now = clock.now()
    a_colleague("citizen", login="dan.an", scope_kind=ScopeKind.SELF, person_id=person.id)
    a_dose(person.id, date(2021, 9, 1))
    a_test(person.id, now - timedelta(days=3))
    a_case(person.id, date(2021, 8, 1))
    an_isolation(person.id, date(2021, 8, 1), date(2021, 8, 14))
    a_declaration(person.id, FEVER | {"showSignalNote": "=1+1"}, actor=citizen(person.id))
    a_consent(person.id)
    ticket = a_ticket(person.id)
    from antoan.domains.corrections.services import add_evidence

    add_evidence(actor=SYSTEM, ticket_id=ticket.id, person_id=person.id, file_id=uuid7(), raw=a_picture())
    open_days_around(clock.today())
    gate = a_gate(a_spot(a_place_of(a_unit(), "Chợ Bến Thành")))
    Visit.objects.create(
        person_id=person.id, t_in=now, t_eff=now + timedelta(minutes=20), received_at=now, spot_id=gate.spot_id,
        gate_id=gate.id, policy_id=None, rule=0, colour=1, source=EntrySource.SCAN, scan_id=uuid7(),
    )  # fmt: skip


def made(person) -> str:
    """Ask for a copy, make it, and return its number."""
    number = a_request(person.id, RequestKind.COPY).number
    assert make_waiting_copies() == 1
    return number


def opened(person, number) -> ZipFile:
    return ZipFile(BytesIO(queries.content_of_copy(citizen(person.id), number)))


def read(archive: ZipFile, name: str):
    return json.loads(archive.read(name))


def test_the_copy_holds_all_that_is_kept_and_fits_its_schema(an):
    a_life(an)
    archive = opened(an, made(an))
    data = read(archive, "data.json")
    jsonschema.validate(data, read(archive, "schema.json"))
    jsonschema.Draft202012Validator.check_schema(read(archive, "schema.json"))
    tables = {name: table for part in data["parts"].values() for name, table in part["tables"].items()}
    filled = {name for name, table in tables.items() if table["rows"]}
    assert filled >= {
        "people_person", "people_document", "people_phone", "accounts_account", "records_vaccination",
        "records_testresult", "records_infection", "records_isolationorder", "declarations_declaration",
        "passes_pass", "visits_visit", "corrections_ticket", "corrections_step.ticket__person",
        "files_storedfile", "privacy_consent", "privacy_rightsrequest", "audit_trailentry",
    }  # fmt: skip
    [person] = tables["people_person"]["rows"]
    assert (person["full_name"], person["ward"]) == (NAME, "Phường Sài Gòn")
    [visit] = tables["visits_visit"]["rows"]
    assert (visit["place"], visit["shown"]) == ("Chợ Bến Thành", "green")
    assert (visit["entered"], visit["left"]) == ("scan", "")
    assert tables["people_phone"]["rows"][0]["number"] == "+84912345678"


def test_a_copy_says_where_one_was_by_ones_own_word(an):
    open_days_around(clock.today())
    now, actor, market = clock.now(), citizen(an.id), a_place_of(a_unit(), "Chợ Tân Định")
    went_in(actor, market.id, now=now)
    went_out(actor, market.id, now=now + timedelta(minutes=10))
    archive = opened(an, made(an))
    tables = read(archive, "data.json")["parts"]["visits"]["tables"]
    [visit] = tables["visits_visit"]["rows"]
    told = {name: visit[name] for name in ("place", "gate", "entered", "left")}
    assert told == {"place": "Chợ Tân Định", "gate": "", "entered": "self", "left": "self"}
    assert "chính mình" in archive.read("doc-toi-truoc.html").decode()


def test_nothing_of_the_staff_and_no_secret_is_in_it(an):
    a_life(an)
    a_colleague("ward_officer", name="Ngô Thị Xem")
    from antoan.domains.people.queries import identity_of
    from antoan.foundation.accounts.models import Account
    from antoan.foundation.accounts.queries import actor_for

    identity_of(actor_for(Account.objects.get(login="ward_officer")), an.id)
    archive = opened(an, made(an))
    for name in archive.namelist():
        content = archive.read(name)
        assert b"Ngo Thi Xem" not in content
        assert "Ngô Thị Xem".encode() not in content
        assert b"argon2" not in content
        assert b"md5$" not in content


def test_the_manifest_counts_and_hashes_every_file(an):
    a_life(an)
    number = made(an)
    archive = opened(an, number)
    manifest = read(archive, "manifest.json")
    told = {file["name"]: (file["bytes"], file["sha256"]) for file in manifest["files"]}
    real = {
        name: (len(archive.read(name)), hashlib.sha256(archive.read(name)).hexdigest())
        for name in archive.namelist()
        if name != "manifest.json"
    }
    assert told == real
    data = read(archive, "data.json")
    counts = {n: len(t["rows"]) for part in data["parts"].values() for n, t in part["tables"].items()}
    assert manifest["rows"] == counts == queries.copy_for(citizen(an.id), number).rows
    assert manifest["rows_total"] == sum(counts.values())
    assert manifest["left_out"] == {}
    assert f"person {an.id}" in manifest["watermark"]  # Lesson L10: for whom, when, where.
    content = queries.content_of_copy(citizen(an.id), number)
    assert queries.copy_for(citizen(an.id), number).digest == hashlib.sha256(content).hexdigest()


def test_tables_open_in_a_spreadsheet_without_a_formula(an):
    a_life(an)
    archive = opened(an, made(an))
    names = [name for name in archive.namelist() if name.endswith(".csv")]
    assert "tables/people_person.csv" in names
    for name in names:
        for line in csv.reader(StringIO(archive.read(name).decode("utf-8-sig"), newline="")):
            assert [cell for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))] == []


def test_the_page_reads_in_plain_words_and_runs_nothing(an):
    a_life(an)
    archive = opened(an, made(an))
    page = archive.read("doc-toi-truoc.html").decode()
    assert "Họ và tên" in page
    assert "Chợ Bến Thành" in page
    assert "<script" not in page
    english = archive.read("read-me-first.html").decode()
    assert "Full name" in english


def test_what_people_wrote_stays_text_on_the_page():
    person = a_person("<script>alert(1)</script>")
    page = opened(person, made(person)).read("doc-toi-truoc.html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_photos_are_in_it_up_to_a_bound(an, monkeypatch):
    a_life(an)
    archive = opened(an, made(an))
    [photo] = [name for name in archive.namelist() if name.startswith("photos/")]
    assert archive.read(photo)[:2] == b"\xff\xd8"
    monkeypatch.setattr(packing, "COPY_BYTES_MAX", 1)
    archive = opened(an, made(an))
    assert [name for name in archive.namelist() if name.startswith("photos/")] == []
    assert read(archive, "manifest.json")["left_out"] == {"photos": 1}


def test_rows_past_the_bound_are_counted(an):
    for _ in range(3):
        a_consent(an.id)
    [rights] = [piece for piece in gather(an.id, limit=2) if piece.key == "rights"]
    table = next(table for table in rights.tables if table.name == "privacy_consent")
    assert (len(table.rows), table.left_out) == (2, 1)


def test_the_worker_finishes_the_request_and_says_so_in_the_trail(an):
    number = made(an)
    seen = queries.request_for(citizen(an.id), number)
    assert seen.state is RequestState.DONE
    assert [step.kind for step in seen.steps] == ["opened", "done"]
    assert TrailEntry.objects.filter(person_id=an.id, action="privacy.copy.made").count() == 1
    assert make_waiting_copies() == 0
    queries.content_of_copy(citizen(an.id), number)
    assert TrailEntry.objects.filter(person_id=an.id, action="privacy.copy.fetched").count() == 1


def test_it_is_sealed_at_rest(an, settings):
    made(an)
    [file] = [path for path in (settings.DATA / "copies").rglob("*") if path.is_file()]
    assert b"PK" not in file.read_bytes()[:64]
    assert NAME.encode() not in file.read_bytes()


def test_only_the_person_and_a_guardian_fetch_it(an):
    number = made(an)
    stranger, guardian = a_person("Lê Thị Lạ"), a_person("Trần Văn Cha")
    add_dependant(actor=SYSTEM, guardian_id=guardian.id, person_id=an.id, kinship="con")
    assert queries.content_of_copy(citizen(guardian.id), number)
    for other in (citizen(stranger.id), officer(), someone_as("ward_officer", ScopeKind.CITY)):
        with pytest.raises(CopyNotFound):
            queries.content_of_copy(other, number)


def test_who_asks_at_a_counter_for_somebody_never_gets_the_file(an):
    helper = someone_as("helper", ScopeKind.AREA, ward().id)
    number = a_request(an.id, RequestKind.COPY, actor=helper).number
    make_waiting_copies()
    with pytest.raises(CopyNotFound):
        queries.content_of_copy(helper, number)
    assert queries.content_of_copy(citizen(an.id), number)


def test_it_is_there_for_seven_days_to_the_second(an, thursday, settings):
    number = made(an)
    thursday.shift(timedelta(days=7, seconds=-1))
    assert queries.content_of_copy(citizen(an.id), number)
    thursday.shift(timedelta(seconds=1))
    with pytest.raises(CopyNotReady):
        queries.content_of_copy(citizen(an.id), number)


@pytest.mark.django_db(transaction=True)
def test_the_file_goes_when_its_time_is_over(an, thursday, settings):
    number = made(an)
    thursday.shift(timedelta(days=7))
    assert expiring.expire_copies(now=clock.now()) == 1
    assert [path for path in (settings.DATA / "copies").rglob("*") if path.is_file()] == []
    assert queries.copy_for(citizen(an.id), number).state is CopyState.EXPIRED
    assert expiring.expire_copies(now=clock.now()) == 0


def test_a_file_that_no_row_knows_is_swept_but_not_a_young_one(an):
    kept = made(an)
    copies_vault().put(b"left over")
    assert expiring.sweep_copies(now=datetime.now(CITY_ZONE).astimezone()) == 0
    assert expiring.sweep_copies(now=clock.now() + timedelta(days=36_500)) == 1
    assert queries.content_of_copy(citizen(an.id), kept)


def test_a_damaged_file_is_no_copy(an, settings):
    number = made(an)
    [file] = [path for path in (settings.DATA / "copies").rglob("*") if path.is_file()]
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(CopyNotReady):
        queries.content_of_copy(citizen(an.id), number)


def test_a_copy_that_waits_can_be_taken_back_or_refused(an):
    number = a_request(an.id, RequestKind.COPY).number
    with pytest.raises(RequestClosed):
        deciding.grant(actor=officer(), number=number, words=ANSWER)
    asking.take_back(actor=citizen(an.id), number=number)
    number = a_request(an.id, RequestKind.COPY).number
    deciding.refuse(actor=officer(), number=number, ground="court", words=ANSWER)
    assert make_waiting_copies() == 0
    assert DataCopy.objects.count() == 0


def test_a_part_that_fails_is_tried_again_and_then_left_to_people(an, thursday, monkeypatch):
    number = a_request(an.id, RequestKind.COPY).number

    def broken(*_: object, **__: object):
        raise RuntimeError("disk full")

    monkeypatch.setattr(copying, "pack", broken)
    for _ in range(copying.ATTEMPTS_MAX + 2):
        assert make_waiting_copies() == 0
    assert DataCopy.objects.get().state == CopyState.FAILED
    assert DataCopy.objects.get().attempts == copying.ATTEMPTS_MAX
    thursday.shift(timedelta(days=20))
    assert escalate_late(now=clock.now()) == 1  # Somebody looks at it.
    assert queries.request_for(citizen(an.id), number).escalated_at is not None


def test_the_schema_names_every_part():
    assert set(schema_of(parts())["properties"]["parts"]["properties"]) == {part.key for part in parts()}
