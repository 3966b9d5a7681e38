"""A clinic brings doses as a file: everybody certain gets theirs, doubts turn nobody green, and all of it can be undone."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from antoan.domains.passes.queries import labels_of
from antoan.domains.people.services import erase_person
from antoan.domains.people.values import Birth, DocumentKind, ErasureGround, Paper
from antoan.domains.records.errors import OwnRecord
from antoan.domains.records.models import Vaccination
from antoan.domains.records.queries import records_of_person
from antoan.domains.records.values import Doubt, Origin, RecordState
from antoan.domains.units.errors import UnitNotFound
from antoan.domains.vaccination import services
from antoan.domains.vaccination.errors import HeldNotFound
from antoan.domains.vaccination.models import HeldDose, ImportedDose
from antoan.domains.vaccination.queries.files import (
    all_faulty_doses,
    held_doses,
    preview_of_doses,
    sums_of_file,
)
from antoan.domains.vaccination.services import loading
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.db.history import history
from antoan.foundation.imports.models import ImportRow
from antoan.foundation.imports.services import advance
from antoan.foundation.imports.values import RowState, RunState
from antoan.kit.errors import Forbidden
from tests.factories.doses import a_dose_file, a_dose_row, brought, loaded, worked_on
from tests.factories.people import a_person
from tests.factories.records import SELF, a_dose
from tests.factories.units import someone_as
from tests.factories.workers import a_factory

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
SEPTEMBER = date(2021, 9, 1)


@pytest.fixture(autouse=True)
def clock(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


@pytest.fixture
def unit():
    return a_factory("Trạm Y tế Bến Nghé")


def clerk(unit, account_id=71):
    return someone_as("clinic_staff", ScopeKind.UNIT, unit.id, account_id=account_id)


def doses(person) -> list[tuple]:
    rows = Vaccination.objects.filter(person=person.id).order_by("given_on", "pk")
    return [(row.product, row.given_on, row.dose_number, row.state) for row in rows]


def warnings(run) -> dict[int, list[str]]:
    warned = preview_of_doses(SYSTEM, run.owner_id, run.id)[2]
    return {row.row.number: [fault.code for fault in row.faults] for row in warned}


def held(unit) -> list[tuple]:
    return [(one.number, one.standing, one.label) for one in held_doses(SYSTEM, str(unit.id))]


def test_doses_of_a_file_become_records_of_the_unit_and_what_stands_is_what_was_sent(unit):
    an, binh = a_person(), a_person("Trần Văn Bình", date(1985, 7, 7))
    run = loaded(
        unit.id,
        a_dose_file(
            a_dose_row(an), a_dose_row(an, given_on="1/10/2021", dose_number="Mũi 2"), a_dose_row(binh)
        ),
        clerk(unit),
    )
    assert (run.state, run.counts.loaded, run.sent_digest) == (RunState.LOADED, 3, run.loaded_digest)
    assert doses(an) == [
        ("comirnaty", SEPTEMBER, 1, "verified"),
        ("comirnaty", date(2021, 10, 1), 2, "verified"),
    ]
    row = Vaccination.objects.get(person=binh.id)
    assert (row.source, row.lot, row.given_at, row.recorded_by) == (
        f"clinic:{unit.id}", "FF8871", "Nhà thi đấu Phú Thọ", 71,
    )  # fmt: skip
    assert history(Vaccination).filter(id=row.pk).count() == 1


def test_a_loaded_dose_counts_at_once(unit):
    from antoan.domains.passes.models import Pass

    an = a_person()
    loaded(unit.id, a_dose_file(a_dose_row(an)))
    assert Pass.objects.get(person_id=an.id).doses_valid == 1


def test_rows_that_cannot_be_read_are_told_by_their_number_and_no_other_is_kept_out(unit):
    an = a_person()
    rows = (a_dose_row(an, given_on="2021"), a_dose_row(an, dose_number="mũi nhắc"), a_dose_row(an, product=""),
            a_dose_row(an, paper="7.9E+10"), a_dose_row(an))  # fmt: skip
    run = brought(unit.id, a_dose_file(*rows))
    assert (run.counts.good, run.counts.faulty) == (1, 4)
    assert {
        row.row.number: [(fault.column, fault.code) for fault in row.faults if not fault.is_warning]
        for row in all_faulty_doses(SYSTEM, run.owner_id, run.id)
    } == {
        2: [("given_on", "unreadable")], 3: [("dose_number", "unreadable")], 4: [("product", "missing")],
        5: [("paper", "scientific")],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "doubt"),
    [
        ({"given_on": "01/01/2021"}, Doubt.BEFORE_LICENCE),
        ({"given_on": "21/10/2021"}, Doubt.FUTURE),
        ({"product": "Thuốc lạ"}, Doubt.UNKNOWN_PRODUCT),
        ({"given_time": "2h15"}, Doubt.AFTER_HOURS),
        ({"given_on": "05/08/2021"}, Doubt.INTERVAL_TOO_SHORT),
        ({"product": "AstraZeneca", "given_on": "20/07/2021"}, Doubt.DOUBLE_DOSE),
    ],
)
def test_a_doubted_dose_is_quarantined_said_before_it_is_loaded_and_turns_nobody_green(unit, cells, doubt):
    an = a_person()
    a_dose(an.id, date(2021, 7, 20))
    data = a_dose_file(a_dose_row(an, **cells))
    assert warnings(brought(unit.id, data)) == {2: [f"doubt:{doubt}"]}
    loaded(unit.id, data)
    (kept,) = Vaccination.objects.filter(person=an.id, state=RecordState.QUARANTINED)
    assert doubt in kept.doubts.split()


def test_two_doses_of_one_file_are_judged_beside_each_other(unit):
    an = a_person()
    loaded(unit.id, a_dose_file(a_dose_row(an), a_dose_row(an, given_on="10/09/2021", dose_number="2")))
    assert [state for *_, state in doses(an)] == ["verified", "quarantined"]


def test_the_same_file_twice_and_the_same_row_in_another_file_bring_nothing_new(unit):
    an = a_person()
    data = a_dose_file(a_dose_row(an), a_dose_row(), a_dose_row(an))
    first = loaded(unit.id, data)
    assert (first.counts.loaded, first.counts.known) == (2, 1)
    again = brought(unit.id, data)
    assert (again.counts.known, again.counts.good) == (3, 0)
    other = brought(unit.id, a_dose_file(a_dose_row(an, given_on="02/10/2021"), a_dose_row(an)))
    assert (other.counts.known, other.counts.good) == (1, 1)
    assert len(doses(an)) == 1


def test_a_dose_somebody_declared_of_themselves_is_vouched_for_and_waits_again_when_the_file_is_undone(unit):
    an = a_person()
    a_dose(an.id, SEPTEMBER, origin=SELF)
    run = loaded(unit.id, a_dose_file(a_dose_row(an)))
    (row,) = Vaccination.objects.filter(person=an.id)
    assert (row.state, row.source) == ("verified", f"clinic:{unit.id}")
    services.undo_doses_file(actor=SYSTEM, owner_id=run.owner_id, run_id=run.id)
    worked_on(run)
    row.refresh_from_db()
    assert (row.state, row.source, row.verified_at) == ("unverified", "self", None)


def test_an_insurance_card_a_qid_or_a_phone_with_name_and_birth_say_whose_dose_it_is(unit):
    card = a_person("Lý Thị Bảy", documents=(Paper(DocumentKind.BHYT, "DN4790123456789"),))
    named = a_person("Ngô Văn Tám")
    reached = a_person("Phạm Văn Chín", phones=("0908000123",))
    rows = (
        a_dose_row(card, paper="", insurance="0123456789"),
        a_dose_row(named, paper="", qid=named.qid),
        a_dose_row(reached, paper="", phone="0908 000 123"),
    )
    loaded(unit.id, a_dose_file(*rows))
    assert [len(doses(one)) for one in (card, named, reached)] == [1, 1, 1]


def test_whom_nothing_proves_is_kept_apart_and_gets_no_dose(unit):
    alike, other, wrong = a_person("Phạm Văn Chín"), a_person("Đỗ Thị Mười"), a_person("Mai Văn Tư")
    rows = (
        a_dose_row(alike, paper=""),  # Name and birth alone.
        a_dose_row(alike, paper="", phone="0908000999"),  # A number that is not theirs.
        a_dose_row(other, name="Vũ Quốc Hùng", birth="09/09/1979"),  # Another name under this number.
        a_dose_row(wrong, qid=other.qid),  # Two numbers of two people.
        a_dose_row(),  # Nobody knows her.
    )
    run = loaded(unit.id, a_dose_file(*rows))
    assert warnings(brought(unit.id, a_dose_file(*rows))) == {}  # Known by now: kept apart already.
    assert held(unit) == [
        (2, "doubtful", "P.V. Chín"), (3, "doubtful", "P.V. Chín"), (4, "conflict", "Đ.T. Mười"),
        (5, "conflict", "Đ.T. Mười"), (6, "unknown", ""),
    ]  # fmt: skip
    assert [doses(one) for one in (alike, other, wrong)] == [[], [], []]
    assert run.sent_digest == run.loaded_digest != ""


def test_whoever_nobody_knows_is_registered_only_when_that_is_chosen(unit):
    rows = (
        a_dose_row(),
        a_dose_row(given_on="01/10/2021", dose_number="2"),
        a_dose_row(name="Tô Không Giấy", paper=""),
    )
    run = loaded(unit.id, a_dose_file(*rows), registers_unknown=True)
    assert (run.state, held(unit)) == (RunState.LOADED, [(4, "unknown", "")])
    people = list(Vaccination.objects.values_list("person_id", flat=True).distinct())
    assert list(labels_of(people).values()) == ["L.T. Lạ"]
    assert Vaccination.objects.count() == 2


def test_an_undone_file_counts_for_nobody_and_may_be_brought_again(unit):
    an = a_person()
    data = a_dose_file(a_dose_row(an), a_dose_row())
    run = loaded(unit.id, data)
    services.undo_doses_file(actor=SYSTEM, owner_id=run.owner_id, run_id=run.id)
    assert worked_on(run).state is RunState.UNDONE
    assert [record.state for record in records_of_person(SYSTEM, an.id)] == [RecordState.ANNULLED]
    assert (HeldDose.objects.count(), ImportedDose.objects.count()) == (0, 0)
    assert loaded(unit.id, data).counts.loaded == 2


def test_a_worker_that_dies_in_the_middle_leaves_whole_batches_and_goes_on(unit, monkeypatch):
    people = [a_person(f"Nguyễn Văn {name}") for name in ("Một", "Hai", "Ba", "Bốn", "Năm")]
    monkeypatch.setattr("antoan.domains.vaccination.importing.importer.DosesImporter.batch_rows", 2)
    run = brought(unit.id, a_dose_file(*map(a_dose_row, people)))
    services.load_doses_file(actor=SYSTEM, owner_id=run.owner_id, run_id=run.id)
    assert advance(run.id)
    real = loading.link_doses

    def dies(*args):
        real(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(loading, "link_doses", dies)
    with pytest.raises(KeyboardInterrupt):
        advance(run.id)
    assert Vaccination.objects.count() == 2
    monkeypatch.setattr(loading, "link_doses", real)
    done = worked_on(run)
    assert (done.state, done.counts.loaded, Vaccination.objects.count()) == (RunState.LOADED, 5, 5)


def test_source_and_tables_are_compared_by_vaccine_and_day(unit):
    an, binh = a_person(), a_person("Trần Văn Bình", date(1985, 7, 7))
    rows = (a_dose_row(an), a_dose_row(binh), a_dose_row(), a_dose_row(an),
            a_dose_row(binh, given_on="05/09/2021", dose_number="2"), a_dose_row(an, given_on="?"))  # fmt: skip
    run = loaded(unit.id, a_dose_file(*rows))
    sums = [
        (
            one.product,
            one.given_on.day,
            one.source,
            one.known,
            one.verified,
            one.doubted,
            one.held,
            one.agrees,
        )
        for one in sums_of_file(SYSTEM, run.owner_id, run.id)
    ]
    assert sums == [("comirnaty", 1, 4, 1, 2, 0, 1, True), ("comirnaty", 5, 1, 0, 0, 1, 0, True)]
    Vaccination.objects.filter(person=an.id).delete()
    assert [one.agrees for one in sums_of_file(SYSTEM, run.owner_id, run.id)] == [False, True]


def test_a_second_pair_of_eyes_says_whose_dose_it_is(unit):
    an = a_person()
    loaded(unit.id, a_dose_file(a_dose_row(an, paper="")), clerk(unit))
    (row,) = held_doses(clerk(unit), str(unit.id))
    place = {"owner_id": str(unit.id), "held_id": row.id, "because": "Đã xem phiếu tiêm."}
    with pytest.raises(OwnRecord):
        services.place_held(actor=clerk(unit), **place)
    services.place_held(actor=clerk(unit, account_id=72), **place)
    assert doses(an) == [("comirnaty", SEPTEMBER, 1, "verified")]
    assert HeldDose.objects.get().content == ""
    with pytest.raises(HeldNotFound):
        services.place_held(actor=clerk(unit, account_id=72), **place)


def test_a_row_that_is_nobodys_is_forgotten(unit):
    loaded(unit.id, a_dose_file(a_dose_row()))
    row = HeldDose.objects.get()
    with pytest.raises(HeldNotFound):  # Nobody is like her.
        services.place_held(actor=SYSTEM, owner_id=str(unit.id), held_id=row.pk, because="Đã xem phiếu tiêm.")
    services.dismiss_held(actor=SYSTEM, owner_id=str(unit.id), held_id=row.pk, because="Không còn ở đây.")
    assert (HeldDose.objects.get().content, held(unit)) == ("", [])


def test_whoever_registers_later_gets_the_dose_that_waited(unit):
    loaded(unit.id, a_dose_file(a_dose_row()))
    assert services.look_again(actor=SYSTEM, owner_id=str(unit.id)).placed == 0
    la = a_person("Lê Thị Lạ", date(1992, 3, 4), documents=(Paper(DocumentKind.CCCD, "079192000321"),))
    assert services.look_again(actor=SYSTEM, owner_id=str(unit.id)).placed == 1
    assert doses(la) == [("comirnaty", SEPTEMBER, 1, "verified")]


def test_each_row_placed_again_is_a_decision_of_its_own_and_one_dose_in_two_files_is_one(unit):
    loaded(unit.id, a_dose_file(a_dose_row(), a_dose_row(given_on="02/10/2021", dose_number="2")))
    loaded(unit.id, a_dose_file(a_dose_row(site="Trạm khác"), a_dose_row(name="Ai Đó", paper="")))
    la = a_person("Lê Thị Lạ", date(1992, 3, 4), documents=(Paper(DocumentKind.CCCD, "079192000321"),))
    looked = services.look_again(actor=clerk(unit), owner_id=str(unit.id))
    assert (looked.placed, len(doses(la))) == (3, 2)
    placed = HeldDose.objects.filter(state="placed").order_by("pk")
    assert {(row.person_id, row.content, row.settled_by) for row in placed} == {
        (la.id, "", clerk(unit).account_id)
    }
    assert all(row.settled_at is not None and row.updated_at == row.settled_at for row in placed)
    entries = TrailEntry.objects.filter(action="vaccination.held.placed").order_by("pk")
    assert [(entry.object_id, entry.person_id) for entry in entries] == [
        (str(row.pk), la.id) for row in placed
    ]
    first, second, again = [entry.detail["record"] for entry in entries]
    assert first == again != second
    assert set(Vaccination.objects.values_list("pk", flat=True)) == {first, second}
    assert ImportedDose.objects.count() == 2
    assert HeldDose.objects.filter(state="waiting").count() == 1
    assert services.look_again(actor=clerk(unit), owner_id=str(unit.id)).placed == 0


def test_what_was_placed_again_goes_with_its_file_when_that_is_taken_back(unit):
    run = loaded(unit.id, a_dose_file(a_dose_row()))
    la = a_person("Lê Thị Lạ", date(1992, 3, 4), documents=(Paper(DocumentKind.CCCD, "079192000321"),))
    services.look_again(actor=SYSTEM, owner_id=str(unit.id))
    services.undo_doses_file(actor=SYSTEM, owner_id=run.owner_id, run_id=run.id)
    worked_on(run)
    assert [state for *_, state in doses(la)] == ["annulled"]


def test_an_erased_person_is_in_no_row_of_any_file(unit):
    an = a_person()
    loaded(unit.id, a_dose_file(a_dose_row(an), a_dose_row(an, paper="", given_on="02/10/2021")))
    brought(unit.id, a_dose_file(a_dose_row(an, given_on="03/10/2021")))
    erase_person(actor=SYSTEM, person_id=an.id, ground=ErasureGround.OWN_REQUEST)
    assert (HeldDose.objects.count(), ImportedDose.objects.count()) == (0, 0)
    assert not ImportRow.objects.filter(state=RowState.GOOD).exists()


def test_a_file_is_reached_only_by_those_who_may_bring_doses_for_its_unit(unit):
    run = brought(unit.id, a_dose_file(a_dose_row()))
    stranger = clerk(a_factory("Trạm khác"))
    with pytest.raises(UnitNotFound):
        services.load_doses_file(actor=stranger, owner_id=run.owner_id, run_id=run.id)
    team = someone_as("vaccination_team", ScopeKind.UNIT, unit.id, account_id=73)
    with pytest.raises(Forbidden):
        services.undo_doses_file(actor=team, owner_id=run.owner_id, run_id=run.id)
    with pytest.raises(Forbidden):  # The city's list is brought by whoever may for the whole city.
        brought("city", a_dose_file(a_dose_row()), clerk(unit))


def test_a_reference_that_stands_with_somebody_else_is_doubted(unit):
    an, binh = a_person(), a_person("Trần Văn Bình", date(1985, 7, 7))
    a_dose(an.id, SEPTEMBER, origin=Origin(f"clinic:{unit.id}", "P-1"))
    loaded(unit.id, a_dose_file(a_dose_row(binh, reference="P-1")))
    assert Vaccination.objects.get(person=binh.id).doubts == Doubt.OTHER_PERSON


def test_rows_kept_apart_are_let_go_after_ninety_days(unit, clock):
    from antoan.domains.vaccination.keeping import forget_held

    loaded(unit.id, a_dose_file(a_dose_row()))
    today = NOW.date()
    assert forget_held(today) == {}
    assert forget_held(today + timedelta(days=1)) == {"vaccination_helddose": 1}


def test_only_the_year_of_a_birth_still_places_a_paper(unit):
    an = a_person("Cao Thị Già", birth_on=date(1940, 1, 1))
    assert an.birth == Birth(date(1940, 1, 1))
    loaded(unit.id, a_dose_file(a_dose_row(an, birth="1940")))
    assert len(doses(an)) == 1
