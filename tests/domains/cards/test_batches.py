"""Many cards at once: for a ward or a unit, resumed after a fall, printed in parts, taken back when wrong."""

from datetime import date

import pytest

from antoan.domains.cards import services
from antoan.domains.cards.errors import BatchNotFound, BatchUnclear, TooManyBatches, WrongMoment
from antoan.domains.cards.models import Batch, Card
from antoan.domains.cards.queries import batch_for, batches_of, parts_of_batch, wards_for_batches
from antoan.domains.cards.services import making
from antoan.domains.cards.values import BatchState, Chosen, Skipped
from antoan.domains.codes.errors import KeyWornOut
from antoan.domains.codes.queries import judge
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.codes.values import Reason
from antoan.domains.people.heads import head_of
from antoan.domains.people.services import erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.workers.services import add_worker
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from antoan.kit.ids import uuid7
from tests.factories.areas import ward
from tests.factories.cards import a_street, made, officer_of, ordered
from tests.factories.people import a_person
from tests.factories.units import someone_as
from tests.factories.workers import a_factory, manager_of, somebody, what_is_known

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return ward().id


@pytest.fixture
def street(home):
    return a_street(home)


@pytest.fixture
def officer(home):
    return officer_of(home)


def reason_of(text: str) -> Reason:
    return judge(text=text, at=clock.now()).reason


def taken(actor, batch_id, part=0):
    return services.take_part(actor=actor, batch_id=batch_id, part=part, at=clock.now())


def test_cards_of_a_ward_come_door_by_door_and_are_signed_and_masked(officer, home, street):
    batch_id = ordered(officer, ward_id=home)
    batch = made(officer, batch_id)
    assert (batch.state, batch.total, batch.made, batch.skipped, batch.percent) == (
        BatchState.READY,
        3,
        3,
        0,
        100,
    )
    faces = taken(officer, batch_id)
    assert [face.full_name for face in faces] == ["Lê Thị Bà", "Trần Văn Một", "Trần Thị Hai"]
    for face in faces:
        assert reason_of(face.text) is Reason.OK
        assert face.masked_number.startswith("******")
        assert len(face.short_code) == 9


def test_ages_and_those_without_code_choose_who_gets_a_card(officer, home, street):
    grandmother = next(one for one in street if one.full_name == "Lê Thị Bà")
    old = ordered(officer, ward_id=home, chosen=Chosen(age_from=60))
    assert made(officer, old).made == 1
    assert [face.full_name for face in taken(officer, old)] == [grandmother.full_name]
    rest = ordered(officer, ward_id=home, chosen=Chosen(only_without_code=True))
    assert sorted(face.full_name for face in taken(officer, made(officer, rest).id)) == [
        "Trần Thị Hai",
        "Trần Văn Một",
    ]


def test_people_of_another_ward_are_not_in_the_batch(officer, home, street):
    a_person("Người Khác", ward_id=ward("25747").id)
    assert made(officer, ordered(officer, ward_id=home)).total == 3


def test_a_batch_sent_twice_is_made_once(officer, home, street):
    batch_id = uuid7()
    for _ in range(2):
        ordered(officer, id=batch_id, ward_id=home)
        made(officer, batch_id)
    assert Card.objects.filter(batch=batch_id).count() == 3


def test_a_fallen_worker_is_followed_by_one_who_goes_on(officer, home, street, monkeypatch):
    monkeypatch.setattr(making, "STEP_CARDS", 1)
    batch_id = ordered(officer, ward_id=home)
    for _ in range(2):  # The list, and one card; then the worker falls.
        services.advance(batch_id)
    first = Card.objects.get(batch=batch_id, digest__isnull=False)
    halfway = batch_for(officer, batch_id)
    assert (halfway.state, halfway.made, halfway.percent) == (BatchState.MAKING, 1, 33)
    assert made(officer, batch_id).made == 3
    assert bytes(Card.objects.get(pk=first.pk).digest) == bytes(first.digest)


def test_a_worn_key_stops_the_batch_until_it_is_mended(officer, home, street, monkeypatch):
    def worn(**_):
        raise KeyWornOut

    batch_id = ordered(officer, ward_id=home)
    with monkeypatch.context() as patched:
        patched.setattr(making, "issue_personal_code", worn)
        stopped = made(officer, batch_id)
    assert (stopped.state, stopped.fault, stopped.made) == (BatchState.STOPPED, KeyWornOut.code, 0)
    services.go_on(actor=officer, batch_id=batch_id)
    assert made(officer, batch_id).state is BatchState.READY
    with pytest.raises(WrongMoment):
        services.go_on(actor=officer, batch_id=batch_id)


def test_whoever_got_too_many_codes_today_is_skipped_and_counted(officer, home, street):
    for _ in range(60):
        issue_personal_code(actor=SYSTEM, subject=head_of(street[0]))
    batch = made(officer, ordered(officer, ward_id=home))
    assert (batch.made, batch.skipped) == (2, 1)
    assert Card.objects.get(batch=batch.id, digest__isnull=True).skipped == Skipped.TOO_MANY


def test_a_wrong_batch_is_taken_back_and_other_codes_stay(officer, home, street):
    own = issue_personal_code(actor=SYSTEM, subject=head_of(street[0]))
    batch_id = ordered(officer, ward_id=home)
    made(officer, batch_id)
    texts = [face.text for face in taken(officer, batch_id)]
    for _ in range(2):
        services.revoke_batch(actor=officer, batch_id=batch_id, because="In nhầm phường")
        revoked = made(officer, batch_id)
    assert (revoked.state, revoked.revoked, revoked.revoked_because) == (
        BatchState.REVOKED,
        3,
        "In nhầm phường",
    )
    assert {reason_of(text) for text in texts} == {Reason.REVOKED}
    assert reason_of(own.text) is Reason.OK
    with pytest.raises(WrongMoment):
        taken(officer, batch_id)


def test_a_batch_taken_back_halfway_makes_no_more_cards(officer, home, street, monkeypatch):
    monkeypatch.setattr(making, "STEP_CARDS", 1)
    batch_id = ordered(officer, ward_id=home)
    for _ in range(2):
        services.advance(batch_id)
    services.revoke_batch(actor=officer, batch_id=batch_id, because="In nhầm phường")
    batch = made(officer, batch_id)
    assert (batch.state, batch.made, batch.revoked) == (BatchState.REVOKED, 1, 1)


def test_a_unit_gets_cards_for_whom_it_knows_for_sure(home):
    unit = a_factory()
    manager = manager_of(unit)
    known = a_person("Võ Thị Nơ", date(1993, 7, 8))
    for worker in (what_is_known(known), somebody("Ai Đó Lạ")):
        add_worker(actor=manager, unit_id=unit.id, worker=worker)
    batch = made(manager, ordered(manager, unit_id=unit.id))
    assert (batch.made, batch.left_out, batch.title) == (1, 1, unit.name)
    assert [face.full_name for face in taken(manager, batch.id)] == ["Võ Thị Nơ"]
    assert [one.id for one in batches_of(manager, unit_id=unit.id)] == [batch.id]
    assert batches_of(officer_of(ward("25747").id), unit_id=unit.id) == []


def test_who_printed_which_part_when_is_shown_and_in_the_trail(officer, home, street):
    batch_id = ordered(officer, ward_id=home)
    made(officer, batch_id)
    [part] = parts_of_batch(officer, batch_id)
    assert (part.first, part.last, part.printed_at) == (1, 3, None)
    taken(officer, batch_id)
    assert parts_of_batch(officer, batch_id)[0].printed_at is not None
    kept = list(
        TrailEntry.objects.filter(object_id=str(batch_id))
        .order_by("pk")
        .values_list("action", "actor_account_id")
    )
    assert kept == [("cards.batch.ordered", 41), ("cards.batch.printed", 41)]
    about = TrailEntry.objects.filter(action="cards.card.made", person_id=street[0].id)
    assert [entry.actor_account_id for entry in about] == [41]


def test_an_erased_person_leaves_the_batch(officer, home, street):
    batch_id = ordered(officer, ward_id=home)
    made(officer, batch_id)
    erase_person(actor=SYSTEM, person_id=street[0].id, ground=ErasureGround.OWN_REQUEST)
    assert [face.full_name for face in taken(officer, batch_id)] == ["Lê Thị Bà", "Trần Văn Một"]


def test_batches_of_other_wards_are_not_there(officer, home, street):
    stranger = officer_of(ward("25747").id)
    batch_id = ordered(officer, ward_id=home)
    for act in (
        lambda: batch_for(stranger, batch_id),
        lambda: parts_of_batch(stranger, batch_id),
        lambda: taken(stranger, batch_id),
        lambda: services.revoke_batch(actor=stranger, batch_id=batch_id, because="In nhầm phường"),
        lambda: ordered(stranger, id=batch_id, ward_id=home),
        lambda: batch_for(officer, uuid7()),
    ):
        with pytest.raises(BatchNotFound):
            act()
    assert batches_of(stranger) == []
    with pytest.raises(Forbidden):
        ordered(stranger, ward_id=home)
    assert [one.id for one in wards_for_batches(stranger)] == [ward("25747").id]


@pytest.mark.parametrize("role", ["helper", "tracer", "unit_admin", "clinic_staff"])
def test_only_the_ward_orders_for_the_ward(role, home, street):
    with pytest.raises(Forbidden):
        ordered(someone_as(role, ScopeKind.AREA if role != "unit_admin" else ScopeKind.UNIT, 1), ward_id=home)


@pytest.mark.parametrize(
    "where",
    [
        {},
        {"ward_id": 1, "unit_id": 1},
        {"ward_id": 1, "chosen": Chosen(age_from=-1)},
        {"ward_id": 1, "chosen": Chosen(age_until=131)},
        {"ward_id": 1, "chosen": Chosen(age_from=60, age_until=59)},
    ],
)
def test_unclear_orders_are_refused(where):
    with pytest.raises(BatchUnclear):
        ordered(SYSTEM, **where)


def test_a_fourth_batch_waits_until_one_is_ready(officer, home, street):
    first, *_rest = (ordered(officer, ward_id=home) for _ in range(3))
    with pytest.raises(TooManyBatches):
        ordered(officer, ward_id=home)
    made(officer, first)
    ordered(officer, ward_id=home)
    assert Batch.objects.count() == 4
