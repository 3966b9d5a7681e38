"""People are found by name and birth, within one's area, with a reason that they can read (lessons L9, L29)."""

from datetime import date

import pytest

from antoan.domains.people.errors import SearchTooVague
from antoan.domains.people.matching import Confidence
from antoan.domains.people.queries import find_people
from antoan.domains.people.queries.candidates import one_digit_away
from antoan.domains.people.values import Birth, DocumentKind, Paper
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit.errors import Forbidden
from tests.factories.areas import district, ward
from tests.factories.people import a_cccd, a_person
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db
BORN = date(1990, 2, 1)
REASON = "Người dân quên giấy tờ"


def names_found(actor=SYSTEM, **sought):
    return [one.full_name for one in find_people(actor, reason=REASON, **sought)]


@pytest.mark.parametrize(
    ("name", "birth"),
    [
        ("nguyen van an", Birth(BORN)),
        ("An Nguyễn Văn", Birth(BORN)),
        ("NguyenVanAn", Birth(BORN)),
        ("Nguyễn An", Birth(BORN)),
        ("Nguyễn Văn An", Birth(date(1990, 1, 2))),
        ("Nguyễn Văn An", Birth.of_year(1990)),
        ("Nguyễn Văn An", Birth(date(1991, 2, 1))),
    ],
)
def test_the_right_one_is_found_among_neighbours(name, birth):
    a_person("Nguyễn Văn An", BORN)
    a_person("Trần Thị Bình", BORN)
    a_person("Nguyễn Văn An", date(1975, 6, 30))
    found = find_people(SYSTEM, reason=REASON, name=name, birth=birth)
    assert [(one.full_name, one.birth.on) for one in found] == [("Nguyễn Văn An", BORN)]


def test_somebody_of_whom_only_the_year_is_known_is_found_by_the_whole_date():
    a_person("Lê Thị Sáu", date(1940, 1, 1))
    from antoan.domains.people.models import Person

    Person.objects.update(birth_day_known=False)
    assert names_found(name="Le Thi Sau", birth=Birth(date(1940, 8, 17))) == ["Lê Thị Sáu"]


def test_the_likeliest_comes_first():
    a_person("Nguyễn Văn Ân", BORN)
    a_person("Nguyễn Văn An", BORN)
    found = find_people(SYSTEM, reason=REASON, name="Nguyễn Văn An", birth=Birth(BORN))
    assert [(one.full_name, one.match.confidence) for one in found] == [
        ("Nguyễn Văn An", Confidence.STRONG),
        ("Nguyễn Văn Ân", Confidence.POSSIBLE),
    ]


@pytest.mark.parametrize(
    "sought",
    [
        {},
        {"name": "Nguyễn Văn An"},
        {"birth": Birth(BORN)},
        {"paper": Paper(DocumentKind.CCCD, "079090000001")},
        {"name": " ", "birth": Birth(BORN)},
    ],
)
def test_one_thing_alone_finds_nobody(sought):
    with pytest.raises(SearchTooVague):
        find_people(SYSTEM, reason=REASON, **sought)


def test_a_search_needs_a_reason():
    with pytest.raises(SearchTooVague):
        find_people(SYSTEM, reason=" ", name="Nguyễn Văn An", birth=Birth(BORN))


def test_a_number_finds_its_holder_only_for_whoever_knows_the_name_or_birth():
    paper = a_cccd()
    a_person("Nguyễn Văn An", BORN, documents=(paper,))
    assert names_found(paper=paper, name="Nguyen Van An") == ["Nguyễn Văn An"]
    assert names_found(paper=paper, birth=Birth(BORN)) == ["Nguyễn Văn An"]
    nobody = a_cccd()
    for sought in ({"name": "Trần Thị Bình"}, {"birth": Birth(date(1960, 5, 5))}):
        assert names_found(paper=paper, **sought) == names_found(paper=nobody, **sought) == []


def test_a_search_stays_within_the_area_of_the_grant():
    here, there = ward(), ward("26743")
    a_person("Nguyễn Văn An", BORN, ward_id=here.id)
    a_person("Nguyễn Văn An", BORN, ward_id=there.id)
    a_person("Nguyễn Văn An", BORN)
    sought = {"name": "Nguyễn Văn An", "birth": Birth(BORN)}
    assert len(names_found(someone_as("clinic_staff", ScopeKind.AREA, here.id), **sought)) == 1
    assert len(names_found(someone_as("clinic_staff", ScopeKind.AREA, district().id), **sought)) == 2
    assert len(names_found(someone_as("tracer", ScopeKind.CITY), **sought)) == 3


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("citizen", ScopeKind.SELF),
        ("gate_operator", ScopeKind.PLACE),
        ("unit_admin", ScopeKind.UNIT),
        ("helper", ScopeKind.CITY),
        ("city_health", ScopeKind.CITY),
        ("operator", ScopeKind.CITY),
        ("auditor", ScopeKind.CITY),
        ("clinic_staff", ScopeKind.UNIT),
    ],
)
def test_whoever_has_no_business_searching_may_not(role, kind):
    actor = someone_as(role, kind, None if kind in (ScopeKind.CITY, ScopeKind.SELF) else 1)
    for who in (actor, STRANGER):
        with pytest.raises(Forbidden):
            find_people(who, reason=REASON, name="Nguyễn Văn An", birth=Birth(BORN))


def test_a_search_is_in_the_trail_of_everyone_it_showed_and_holds_nothing_typed():
    person = a_person("Nguyễn Văn An", BORN)
    names_found(name="Nguyễn Văn An", birth=Birth(BORN))
    entries = TrailEntry.objects.order_by("id")
    assert [(entry.action, entry.person_id, entry.purpose) for entry in entries] == [
        ("people.search", None, REASON),
        ("people.search.shown", person.id, REASON),
    ]
    assert "Nguy" not in str([entry.detail for entry in entries])


def test_one_digit_away_holds_dates_only():
    near = one_digit_away(date(1990, 2, 28))
    assert date(1990, 2, 18) in near
    assert date(1990, 2, 28) not in near
    assert len(near) == len(set(near)) > 20
