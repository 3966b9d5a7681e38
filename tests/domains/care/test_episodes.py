"""Care at home from the ward's decision to its end: who may, what it changes, what it leaves."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from antoan.domains.care import queries, services
from antoan.domains.care.errors import (
    CaseNotFound,
    EpisodeEnded,
    EpisodeNotFound,
    NoCertificate,
    NotEligible,
    NotYet,
    OwnEpisode,
    WordsMissing,
)
from antoan.domains.care.models import Call, Episode, Watch
from antoan.domains.care.values import CertificateStanding, Ending, NewReading, WhyRelease
from antoan.domains.codes.values import Reason
from antoan.domains.messaging.models import Message
from antoan.domains.passes.queries.storage import stored_passes
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.services import add_dependant, erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.records.queries import records_of_person
from antoan.domains.records.services import lift_isolation, record_recovery
from antoan.domains.records.values import RecordKind, RecoveryProof, TestKind, TestOutcome
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.db.history import history
from antoan.foundation.events.outbox import deliver_waiting
from antoan.kit import clock
from tests.factories.areas import ward
from tests.factories.care import FIT, LOW_OXYGEN, WELL, an_episode, somebody_at_home, told
from tests.factories.corrections import officer
from tests.factories.people import a_person, citizen
from tests.factories.records import a_case, a_dose, a_test, an_isolation

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 3, tzinfo=UTC)  # 10:00 in the city.


@pytest.fixture(autouse=True)
def spring_2026():
    with time_machine.travel(NOW, tick=False) as travel:
        yield travel


@pytest.fixture
def station():
    return officer(ward().id)


def days_later(travel, days: int) -> None:
    travel.move_to(NOW + timedelta(days=days))


def facts(person):
    found = stored_passes([person.id])[person.id]
    return found.case_active, found.isolation_until, found.recovered_on


def test_a_confirmed_case_is_taken_in_with_an_order_and_a_place_on_the_list(station):
    person = a_person(ward_id=ward().id)
    case = a_case(person.id, clock.today())
    opened = services.open_case_care(actor=station, infection_id=case.id, given=FIT, team="  Đội  2 ")
    assert (opened.began_on, opened.team, opened.eligibility, opened.ward_id) == (
        date(2026, 3, 10), "Đội 2", "moh-261", ward().id,
    )  # fmt: skip
    assert facts(person) == (True, date(2026, 3, 24), None)
    page = queries.care_desk(station)
    assert [(row.episode.id, row.urgency.name) for row in page.rows] == [(opened.id, "CALM")]
    assert TrailEntry.objects.filter(action="care.open", person_id=person.id).count() == 1


def test_opening_twice_is_opening_once(station):
    _, episode = somebody_at_home(ward_id=ward().id)
    row = Episode.objects.get()
    again = services.open_case_care(actor=station, infection_id=row.infection_id, given={})
    assert again.id == episode.id
    assert Episode.objects.count() == 1


def test_a_declaration_alone_never_begins_care(station):
    with pytest.raises(CaseNotFound):
        services.open_case_care(actor=station, infection_id=987654, given=FIT)


def test_an_ended_case_and_one_of_another_ward_are_as_if_they_were_not(station, spring_2026):
    ended, far = a_person(ward_id=ward().id), a_person(ward_id=ward("26743").id)
    case = a_case(ended.id, date(2026, 3, 1))
    record_recovery(
        actor=SYSTEM, infection_id=case.id, recovered_on=date(2026, 3, 9), proof=RecoveryProof.DISCHARGE
    )
    for one in (case, a_case(far.id, date(2026, 3, 9))):
        with pytest.raises(CaseNotFound):
            services.open_case_care(actor=station, infection_id=one.id, given=FIT)


def test_who_does_not_fit_is_not_taken_in(station):
    case = a_case(a_person(ward_id=ward().id).id, clock.today())
    with pytest.raises(NotEligible) as caught:
        services.open_case_care(actor=station, infection_id=case.id, given=FIT | {"spo2": "93"})
    assert caught.value.context["criteria"] == ["oxygen"]
    assert not Episode.objects.exists()


def test_nobody_takes_in_or_releases_their_own_family(station):
    child = a_person("Trẻ Em", date(2016, 5, 5), ward_id=ward().id)
    parent = a_person("Mẹ", ward_id=ward().id)
    add_dependant(actor=SYSTEM, guardian_id=parent.id, person_id=child.id, kinship="con")
    case = a_case(child.id, clock.today())
    both = type(station)(station.account_id, station.label, parent.id, station.grants)
    with pytest.raises(OwnEpisode):
        services.open_case_care(actor=both, infection_id=case.id, given=FIT)


def test_a_contact_at_home_who_is_found_infected_goes_on_as_a_case(station):
    person = a_person(ward_id=ward().id)
    order = an_isolation(person.id, clock.today(), clock.today() + timedelta(days=7))
    contact = services.open_order_care(actor=station, order_id=order.id)
    a_test(person.id, clock.now(), TestOutcome.POSITIVE, TestKind.RAPID)
    (waiting,) = queries.care_waiting(station, clock.now()).cases
    case = services.open_case_care(actor=station, infection_id=waiting.record_id, given=FIT)
    assert Episode.objects.get(pk=contact.id).ending == Ending.BECAME_CASE
    assert case.kind == "case"
    assert queries.care_waiting(station, clock.now()).cases == ()


def test_released_on_day_seven_with_a_negative_test(station, spring_2026):
    person, episode = somebody_at_home(ward_id=ward().id, phones=("+84912777555",))
    days_later(spring_2026, 6)
    a_test(person.id, clock.now(), TestOutcome.NEGATIVE, TestKind.RAPID)
    with pytest.raises(NotYet) as caught:
        services.release(actor=station, episode_id=episode.id)
    assert caught.value.context == {"why": WhyRelease.DAYS_NOT_OVER, "ends_on": date(2026, 3, 17)}
    days_later(spring_2026, 7)
    a_test(person.id, clock.now(), TestOutcome.NEGATIVE, TestKind.RAPID)
    done = services.release(actor=station, episode_id=episode.id)
    assert (done.ending, done.ended_on, done.release_rule) == (Ending.RELEASED, date(2026, 3, 17), "moh-261")
    assert facts(person) == (False, None, date(2026, 3, 17))
    proof = next(
        one for one in records_of_person(SYSTEM, person.id) if one.kind is RecordKind.INFECTION
    ).details["recovery_proof"]
    assert proof == f"home_care_confirmed:care-{episode.id}"
    assert not Watch.objects.exists()
    deliver_waiting()
    assert Message.objects.filter(person_id=person.id, template="care.released").count() == 1
    with pytest.raises(EpisodeEnded):
        services.release(actor=station, episode_id=episode.id)


@pytest.mark.parametrize(("doses", "day"), [(2, 10), (0, 14)])
def test_still_positive_on_day_seven_goes_on_to_day_ten_or_fourteen(station, spring_2026, doses, day):
    person = a_person(ward_id=ward().id)
    for number in range(doses):
        a_dose(person.id, date(2025, 9, 1) + timedelta(days=30 * number), dose_number=number + 1)
    episode = an_episode(person.id)
    days_later(spring_2026, 7)
    a_test(person.id, clock.now(), TestOutcome.POSITIVE, TestKind.RAPID)
    days_later(spring_2026, day - 1)
    with pytest.raises(NotYet) as caught:
        services.release(actor=station, episode_id=episode.id)
    assert caught.value.context["ends_on"] == date(2026, 3, 10) + timedelta(days=day)
    days_later(spring_2026, day)
    assert services.release(actor=station, episode_id=episode.id).ending is Ending.RELEASED


@pytest.mark.parametrize(("utc", "may"), [("2026-03-16T16:59:59", False), ("2026-03-16T17:00:00", True)])
def test_day_seven_begins_at_local_midnight(station, spring_2026, utc, may):
    person, episode = somebody_at_home(ward_id=ward().id)
    spring_2026.move_to(datetime.fromisoformat(utc).replace(tzinfo=UTC))
    a_test(person.id, clock.now(), TestOutcome.NEGATIVE, TestKind.RAPID)
    if may:
        assert services.release(actor=station, episode_id=episode.id).ended_on == date(2026, 3, 17)
    else:
        with pytest.raises(NotYet):
            services.release(actor=station, episode_id=episode.id)


def test_one_s_own_word_of_a_negative_test_releases_nobody(station, spring_2026):
    from tests.factories.records import SELF

    person, episode = somebody_at_home(ward_id=ward().id)
    days_later(spring_2026, 7)
    a_test(person.id, clock.now(), TestOutcome.NEGATIVE, TestKind.RAPID, origin=SELF)
    with pytest.raises(NotYet):
        services.release(actor=station, episode_id=episode.id)


def test_a_certificate_is_signed_and_follows_what_becomes_of_the_release(station, spring_2026):
    person, episode = somebody_at_home(ward_id=ward().id)
    with pytest.raises(NoCertificate):
        queries.certificate_of(station, episode.id, today=clock.today())
    days_later(spring_2026, 14)
    services.release(actor=station, episode_id=episode.id)
    address = queries.certificate_of(citizen(person.id), episode.id, today=clock.today()).address
    answer = queries.judge_certificate(address, at=clock.now())
    assert (answer.checked.reason, answer.standing) == (Reason.OK, CertificateStanding.STANDS)
    slip = answer.checked.slip
    assert (slip.full_name, slip.began_on, slip.ended_on) == (
        "NGUYEN VAN AN", date(2026, 3, 10), date(2026, 3, 24),
    )  # fmt: skip
    changed = address[:-3] + ("AAA" if not address.endswith("AAA") else "BBB")
    assert queries.judge_certificate(changed, at=clock.now()).checked.reason is Reason.FORGED
    late = queries.judge_certificate(address, at=clock.now() + timedelta(days=400))
    assert late.checked.reason in (Reason.EXPIRED, Reason.REVOKED)
    Episode.objects.update(ended_on=date(2026, 3, 25))
    assert queries.judge_certificate(address, at=clock.now()).standing is CertificateStanding.WITHDRAWN
    erase_person(actor=SYSTEM, person_id=person.id, ground=ErasureGround.OWN_REQUEST)
    assert queries.judge_certificate(address, at=clock.now()).standing is CertificateStanding.GONE


def test_nobody_else_has_the_certificate(station, spring_2026):
    _, episode = somebody_at_home(ward_id=ward().id)
    days_later(spring_2026, 14)
    services.release(actor=station, episode_id=episode.id)
    for other in (citizen(a_person().id), officer(ward("26743").id), STRANGER):
        with pytest.raises(EpisodeNotFound):
            queries.certificate_of(other, episode.id, today=clock.today())


def test_sent_to_a_hospital_the_order_stays(station):
    person, episode = somebody_at_home(ward_id=ward().id)
    with pytest.raises(WordsMissing):
        services.refer(actor=station, episode_id=episode.id, words="  ")
    done = services.refer(actor=station, episode_id=episode.id, words="SpO2 90 %, khó thở")
    assert done.ending is Ending.REFERRED
    assert facts(person) == (True, date(2026, 3, 24), None)
    assert queries.episode_for(station, episode.id, clock.now()).referral == "SpO2 90 %, khó thở"


def test_a_mistake_is_taken_back_and_the_case_waits_again(station):
    _, episode = somebody_at_home(ward_id=ward().id)
    services.call_mistaken(actor=station, episode_id=episode.id, words="Nhầm người")
    row = Episode.objects.get(pk=episode.id)
    assert row.ending == Ending.MISTAKEN
    assert [one.record_id for one in queries.care_waiting(station, clock.now()).cases] == [row.infection_id]


def test_who_recovered_elsewhere_is_released_all_the_same(station, spring_2026):
    _, episode = somebody_at_home(ward_id=ward().id)
    days_later(spring_2026, 14)
    row = Episode.objects.get()
    record_recovery(
        actor=SYSTEM, infection_id=row.infection_id, recovered_on=clock.today(), proof=RecoveryProof.DISCHARGE
    )
    lift_isolation(actor=SYSTEM, order_id=row.order_id, because="Ra viện")
    assert services.release(actor=station, episode_id=episode.id).ending is Ending.RELEASED


def test_what_is_told_on_the_telephone_counts_at_once_and_raises_the_alarm(station):
    _, episode = somebody_at_home(ward_id=ward().id)
    number = UUID(int=7)
    for _ in range(2):
        said = services.report_by_telephone(
            actor=station, episode_id=episode.id, reading=NewReading(number, LOW_OXYGEN)
        )
    assert (said.is_confirmed, said.is_risky, said.channel) == (True, True, "staff")
    page = queries.episode_for(station, episode.id, clock.now())
    assert len(page.readings) == 1
    assert [task.kind for task in page.undone] == ["home_warning"]
    assert queries.care_desk(station).rows[0].urgency.name == "ALARM"


def test_a_call_of_the_ward_s_own_is_noted_once(station):
    _, episode = somebody_at_home(ward_id=ward().id)
    number = uuid4()
    for _ in range(2):
        services.record_ward_call(
            actor=station, episode_id=episode.id, call_id=number, was_reached=True, words="Khỏe"
        )
    assert Call.objects.count() == 1
    assert [(one.was_reached, one.words) for one in queries.episode_for(station, episode.id, NOW).calls] == [
        (True, "Khỏe")
    ]


def test_the_household_is_listed_and_only_who_seems_to_live_there_can_be(station):
    home = {"ward_id": ward().id, "address": "12 Lê Lợi"}
    mother, stranger = a_person("Trần Thị Mẹ", **home), a_person("Lê Văn Lạ", ward_id=ward().id)
    _, episode = somebody_at_home(**home)
    told(mother.id, at=NOW)
    page = queries.episode_for(station, episode.id, clock.now())
    assert [(one.label, one.told_at) for one in page.household] == [("T.T. Mẹ", NOW)]
    services.remove_housemate(actor=station, episode_id=episode.id, person_id=mother.id)
    assert [one.person_id for one in queries.episode_for(station, episode.id, NOW).suggested] == [mother.id]
    services.add_housemate(actor=station, episode_id=episode.id, person_id=mother.id)
    with pytest.raises(PersonNotFound):
        services.add_housemate(actor=station, episode_id=episode.id, person_id=stranger.id)
    assert queries.owes_daily_form(citizen(mother.id), mother.id, clock.today())
    assert not queries.owes_daily_form(citizen(stranger.id), stranger.id, clock.today())


def test_everybody_of_a_watched_ward_owes_the_form_until_it_ends(station, spring_2026):
    neighbour = a_person(ward_id=ward().id)
    services.watch_area(actor=station, ward_id=ward().id, since=clock.today(), basis="QĐ 12/2026")
    assert queries.owes_daily_form(citizen(neighbour.id), neighbour.id, clock.today())
    told(neighbour.id)
    told(neighbour.id)
    assert [(one.basis, one.told) for one in queries.watched_areas(station, clock.today())] == [
        ("QĐ 12/2026", 1)
    ]
    services.unwatch_area(actor=station, ward_id=ward().id)
    days_later(spring_2026, 1)
    assert not queries.owes_daily_form(citizen(neighbour.id), neighbour.id, clock.today())


def test_one_s_own_page_says_when_it_ends_and_whom_to_call(station):
    person, _ = somebody_at_home(ward_id=ward().id)
    services.set_duty_line(actor=station, area_id=ward().id, level=1, number="028 3822 1234")
    told(person.id, WELL)
    found = queries.own_care(citizen(person.id), person.id, clock.now())
    assert (found.is_open, found.owes_form, found.number) == (True, True, "+842838221234")
    assert (found.release.why, found.release.ends_on) == (WhyRelease.DAYS_NOT_OVER, date(2026, 3, 17))
    assert [(one.slot, one.is_told) for one in found.today] == [("morning", True)]
    with pytest.raises(PersonNotFound):
        queries.own_care(citizen(a_person().id), person.id, clock.now())


def test_reads_are_in_the_trail_and_other_wards_see_nothing(station):
    person, episode = somebody_at_home(ward_id=ward().id)
    queries.care_desk(station)
    queries.episode_for(station, episode.id, clock.now())
    actions = set(
        TrailEntry.objects.filter(person_id=person.id, kind="read").values_list("action", flat=True)
    )
    assert {"care.desk", "care.episode.read"} <= actions
    other = officer(ward("26743").id)
    assert queries.care_desk(other).rows == ()
    for wrong in (episode.id, 987654):
        with pytest.raises(EpisodeNotFound):
            queries.episode_for(other, wrong, clock.now())


def test_an_erased_person_leaves_nothing_of_their_care(station):
    mate = a_person("Trần Thị Mẹ", ward_id=ward().id, address="12 Lê Lợi")
    person, episode = somebody_at_home(ward_id=ward().id, address="12 Lê Lợi")
    services.assign_team(actor=station, episode_id=episode.id, team="Đội 3")
    services.record_ward_call(actor=station, episode_id=episode.id, call_id=uuid4(), was_reached=True)
    erase_person(actor=SYSTEM, person_id=mate.id, ground=ErasureGround.OWN_REQUEST)
    assert queries.episode_for(station, episode.id, clock.now()).household == []
    erase_person(actor=SYSTEM, person_id=person.id, ground=ErasureGround.OWN_REQUEST)
    assert (Episode.objects.count(), Watch.objects.count(), Call.objects.count()) == (0, 0, 0)
    assert history(Episode).count() == 0
