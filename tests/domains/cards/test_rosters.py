"""A ward or a unit brings a list: cards in its order, people registered by it, faults by row, all of it undone."""

from datetime import date

import pytest

from antoan.domains.cards import services
from antoan.domains.cards.errors import RosterInUse, WrongMoment
from antoan.domains.cards.models import RosterLine
from antoan.domains.cards.queries import counts_of_roster, roster_for, rosters_of
from antoan.domains.cards.rosters import importer, placing
from antoan.domains.cards.rosters.placing import Placed, placed_in_ward
from antoan.domains.cards.values import BatchState, RosterOwner
from antoan.domains.identity.models import Resemblance
from antoan.domains.people.matching import Confidence
from antoan.domains.people.models import Document, Person, Phone
from antoan.domains.people.services import erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.units.errors import UnitNotFound
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.imports.errors import RunNotFound
from antoan.foundation.imports.models import ImportRow
from antoan.foundation.imports.queries import faulty_rows
from antoan.foundation.imports.queries.rows import warned_rows
from antoan.foundation.imports.services import advance as advance_import
from antoan.foundation.imports.values import RunState
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from antoan.kit.ids import uuid7
from tests.factories.areas import ward
from tests.factories.cards import a_roster_row, brought, loaded, made, officer_of, ordered, worked_through
from tests.factories.declarations import a_declaration
from tests.factories.people import a_cccd, a_person
from tests.factories.units import someone_as
from tests.factories.workers import a_factory, a_worker, manager_of, somebody

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return RosterOwner(ward_id=ward().id)


@pytest.fixture
def officer(home):
    return officer_of(home.ward_id)


def names_on(batch_id, officer):
    faces = services.take_part(actor=officer, batch_id=batch_id, part=0, at=clock.now())
    return [face.full_name for face in faces]


def found(rows):
    """Return what keeps rows out, or of good rows what is to be looked at."""
    kept_out = [(row.row.number, one) for row in rows for one in row.faults if not one.is_warning]
    told = kept_out or [(row.row.number, one) for row in rows for one in row.faults]
    return [(number, fault.column, fault.code, fault.detail) for number, fault in told]


def test_cards_of_a_list_come_in_its_order_and_the_unknown_are_registered(officer, home):
    known = a_person("Trần Văn Biết", date(1970, 3, 2), ward_id=home.ward_id)
    run = loaded(
        officer,
        home,
        a_roster_row("Phạm Thị Zin", phone="0908 111 222", address="9 Lê Lợi"),
        a_roster_row("Trần Văn Biết", "02/03/1970", paper=known.documents[0].number),
        a_roster_row("An Văn Áo", "1948", paper=a_cccd(year=1948).number),
    )
    assert (run.state, run.counts.loaded, run.counts.faulty) == (RunState.LOADED, 3, 0)
    assert run.sent_digest == run.loaded_digest
    assert counts_of_roster(officer, run.id) == (3, 2, 0)
    batch = made(officer, ordered(officer, ward_id=home.ward_id, roster_id=run.id))
    assert (batch.state, batch.made, batch.left_out) == (BatchState.READY, 3, 0)
    assert names_on(batch.id, officer) == ["Phạm Thị Zin", "Trần Văn Biết", "An Văn Áo"]
    new = Person.objects.get(full_name="Phạm Thị Zin")
    assert (new.address, new.ward_id, Phone.objects.get(person=new).number) == (
        "9 Lê Lợi",
        home.ward_id,
        "+84908111222",
    )


def test_faults_name_their_rows_and_keep_only_those_out(officer, home):
    taken = a_person("Lê Thị Chủ", date(1960, 1, 2), ward_id=home.ward_id)
    afar = a_person("Võ Văn Xa", date(1961, 1, 2), ward_id=ward("25747").id)
    alike = a_person("Đỗ Thị Giống", date(1962, 1, 2), ward_id=home.ward_id, documents=())
    run = brought(
        officer,
        home,
        a_roster_row("", "25/12/1950"),
        a_roster_row("Hồ Văn Số", "31/02/1950"),
        a_roster_row("Ai Đó Khác", "05/05/1985", paper=taken.documents[0].number),
        a_roster_row("Võ Văn Xa", "02/01/1961", paper=afar.documents[0].number),
        a_roster_row("Đỗ Thị Giống", "02/01/1962", paper=a_cccd(year=1962).number),
        a_roster_row("Bùi Thị Tốt"),
        a_roster_row("Bùi Thị Tốt"),
        a_roster_row("Đỗ Thị Giống", "02/01/1962"),
    )
    assert (run.counts.good, run.counts.faulty) == (2, 6)
    assert found(faulty_rows(run.id)) == [
        (2, "name", "missing", ""),
        (3, "birth", "unreadable", ""),
        (4, "paper", placing.PAPER_TAKEN, ""),
        (5, "paper", placing.LIVES_ELSEWHERE, ""),
        (6, "", placing.ALIKE, ""),
        (8, "", "twice", "7"),
    ]
    assert found(warned_rows(run.id)) == [(9, "", placing.BY_NAME, "")]
    assert Person.objects.count() == 3
    services.load_roster(actor=officer, roster_id=run.id)
    worked_through(officer, run.id)
    lines = RosterLine.objects.order_by("number").values_list("number", "person_id", "is_new")
    new = Person.objects.get(full_name="Bùi Thị Tốt").pk
    assert list(lines) == [(7, new, True), (9, alike.id, False)]


def test_a_list_that_is_undone_leaves_nothing_but_who_is_known_by_more(officer, home):
    known = a_person("Trần Văn Biết", date(1970, 3, 2), ward_id=home.ward_id)
    paper = a_cccd(year=1950)
    run = loaded(
        officer,
        home,
        a_roster_row("Phạm Thị Nhầm", paper=paper.number),
        a_roster_row("Trần Văn Biết", "02/03/1970", paper=known.documents[0].number),
        a_roster_row("Lý Thị Khai", "01/02/1951"),
    )
    busy = Person.objects.get(full_name="Lý Thị Khai")
    a_declaration(busy.pk)
    batch_id = ordered(officer, ward_id=home.ward_id, roster_id=run.id)
    made(officer, batch_id)
    with pytest.raises(RosterInUse):
        services.undo_roster(actor=officer, roster_id=run.id)
    services.revoke_batch(actor=officer, batch_id=batch_id, because="Nhầm danh sách")
    made(officer, batch_id)
    services.undo_roster(actor=officer, roster_id=run.id)
    assert worked_through(officer, run.id).state is RunState.UNDONE
    assert set(Person.objects.values_list("pk", flat=True)) == {known.id, busy.pk}
    assert not Document.objects.exclude(person=known.id).exists()
    assert counts_of_roster(officer, run.id) == (1, 1, 1)
    again = loaded(officer, home, a_roster_row("Phạm Thị Nhầm", paper=paper.number))
    assert again.counts.loaded == 1


def test_a_fallen_worker_is_followed_by_one_who_registers_nobody_twice(officer, home, monkeypatch):
    run = brought(officer, home, *(a_roster_row(f"Người Số {word}") for word in ("Một", "Hai", "Ba")))
    services.load_roster(actor=officer, roster_id=run.id)
    tries = []

    def falls(*args, **kwargs):
        tries.append(args)
        if len(tries) == 2:
            raise RuntimeError("the worker is killed")
        return original(*args, **kwargs)

    original = importer.register_line
    monkeypatch.setattr(importer, "register_line", falls)
    with pytest.raises(RuntimeError):
        advance_import(run.id)
    assert Person.objects.count() == 0
    assert worked_through(officer, run.id).counts.loaded == 3
    assert Person.objects.count() == 3


def test_whoever_registered_since_the_check_is_looked_at_again(officer, home):
    paper = a_cccd(year=1950)
    run = brought(officer, home, a_roster_row("Phạm Thị Nhanh", paper=paper.number))
    person = a_person("Người Khác Tên", date(1988, 1, 2), documents=(paper,), ward_id=home.ward_id)
    services.load_roster(actor=officer, roster_id=run.id)
    assert worked_through(officer, run.id).counts.loaded == 0
    assert list(Person.objects.values_list("pk", flat=True)) == [person.id]


def test_somebody_very_alike_elsewhere_is_compared_by_a_desk_and_told_to_nobody(officer, home):
    a_person("Đỗ Thị Giống", date(1962, 1, 2), ward_id=ward("25747").id, documents=())
    run = loaded(officer, home, a_roster_row("Đỗ Thị Giống", "02/01/1962", paper=a_cccd(year=1962).number))
    assert (run.counts.loaded, run.counts.warned) == (1, 0)
    new = Person.objects.get(ward=home.ward_id)
    assert Resemblance.objects.filter(registration__person=new.pk).count() == 1


def test_a_unit_brings_cards_for_its_own_workers_only_and_learns_of_nobody_else(home):
    unit = a_factory()
    manager = manager_of(unit)
    hers = RosterOwner(unit_id=unit.id)
    people = [a_person(name, date(1990, 1, day)) for day, name in ((2, "Lê Thị Hai"), (3, "Lê Văn Ba"))]
    for person in people:
        a_worker(unit, person)
    pending = somebody("Chưa Ghép")
    a_worker(unit, pending)
    stranger = a_person("Người Ngoài", date(1990, 1, 4))
    run = loaded(
        manager,
        hers,
        a_roster_row("Lê Văn Ba", "03/01/1990", paper=people[1].documents[0].number),
        a_roster_row("Lê Thị Hai", "02/01/1990", paper=people[0].documents[0].number),
        a_roster_row("Người Ngoài", "04/01/1990", paper=stranger.documents[0].number),
        a_roster_row("Không Ai Biết", "04/01/1990", paper=a_cccd(year=1990).number),
        a_roster_row("Chưa Ghép", "04/03/1992", paper=pending.paper.number),
        a_roster_row("Không Giấy", "04/01/1990"),
    )
    assert [code for _row, _column, code, _ in found(faulty_rows(run.id))] == [
        placing.NOT_ON_LIST,
        placing.NOT_ON_LIST,
        placing.NOT_ON_LIST,
        "missing",
    ]
    batch = made(manager, ordered(manager, unit_id=unit.id, roster_id=run.id))
    assert names_on(batch.id, manager) == ["Lê Văn Ba", "Lê Thị Hai"]
    assert counts_of_roster(manager, run.id)[1] == 0


def test_lists_of_others_are_not_there(officer, home):
    run = brought(officer, home, a_roster_row("Phạm Thị Zin"))
    stranger, helper = officer_of(ward("25747").id), someone_as("helper", ScopeKind.AREA, home.ward_id)
    for actor in (stranger, helper):
        for act in (services.load_roster, services.discard_roster, services.undo_roster):
            with pytest.raises(RunNotFound):
                act(actor=actor, roster_id=run.id)
        with pytest.raises(Forbidden):
            rosters_of(actor, [home])
        with pytest.raises(Forbidden):
            brought(actor, home, a_roster_row("Phạm Thị Zin"))
    with pytest.raises(UnitNotFound):
        brought(officer, RosterOwner(unit_id=987654), a_roster_row("Phạm Thị Zin"))
    with pytest.raises(RunNotFound):
        roster_for(officer, uuid7())
    assert [one.id for one in rosters_of(officer, [home])] == [run.id]


def test_cards_wait_until_their_list_is_loaded(officer, home):
    run = brought(officer, home, a_roster_row("Phạm Thị Zin"))
    with pytest.raises(WrongMoment):
        ordered(officer, ward_id=home.ward_id, roster_id=run.id)
    with pytest.raises(RunNotFound):
        ordered(SYSTEM, ward_id=ward("25747").id, roster_id=run.id)


def test_an_erased_person_leaves_the_list_and_its_rows(officer, home):
    run = loaded(officer, home, a_roster_row("Phạm Thị Zin", paper=a_cccd(year=1950).number))
    person = Person.objects.get()
    erase_person(actor=SYSTEM, person_id=person.pk, ground=ErasureGround.OWN_REQUEST)
    assert not RosterLine.objects.exists()
    assert not ImportRow.objects.filter(run=run.id).exists()


@pytest.mark.parametrize(
    ("confidence", "lives_here", "has_paper", "expected"),
    [
        (Confidence.CERTAIN, True, True, "known"),
        (Confidence.CERTAIN, False, True, placing.LIVES_ELSEWHERE),
        (Confidence.CONFLICT, True, True, placing.PAPER_TAKEN),
        (Confidence.STRONG, True, False, placing.BY_NAME),
        (Confidence.STRONG, True, True, placing.ALIKE),
        (Confidence.LIKELY, True, False, placing.ALIKE),
        (Confidence.STRONG, False, True, "doubtful"),
        (Confidence.LIKELY, False, False, "new"),
        (Confidence.POSSIBLE, True, True, "new"),
        (Confidence.NONE, False, True, "new"),
    ],
)
def test_who_a_row_of_a_ward_is(confidence, lives_here, has_paper, expected):
    placed = placed_in_ward(confidence, 7, lives_here=lives_here, has_paper=has_paper)
    said = {"known": Placed(7), "doubtful": Placed(is_doubtful=True), "new": Placed()}
    if expected in said:
        assert placed == said[expected]
        return
    [fault] = placed.faults
    assert fault.code == expected
    assert (placed.person_id == 7) is fault.is_warning
