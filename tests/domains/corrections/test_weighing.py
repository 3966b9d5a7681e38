"""The desk sees who else tells of the same thing, the best source first, and how the record came to be."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from antoan.domains.corrections import services
from antoan.domains.corrections.errors import TicketNotFound
from antoan.domains.corrections.queries import preview_of, weighing_of
from antoan.domains.corrections.values import Fault, Subject
from antoan.domains.passes.queries import verdict_of
from antoan.domains.policy.services import publish_shipped
from antoan.domains.policy.values import Colour
from antoan.domains.records.values import Origin, RecordState, TestOutcome
from antoan.foundation.accounts.actor import SYSTEM
from tests.factories.areas import ward
from tests.factories.corrections import DOSE, REASON, a_ticket, clinic, officer
from tests.factories.people import a_person, citizen
from tests.factories.records import a_dose, a_test

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
TODAY = date(2021, 10, 20)
DAY = date(2021, 9, 1)
LIST = Origin("authority:city", "row-7")


@pytest.fixture(autouse=True)
def autumn_2021():
    with time_machine.travel(NOW, tick=False):
        publish_shipped(actor=SYSTEM)
        yield


@pytest.fixture
def home() -> int:
    return ward("26740").id


@pytest.fixture
def an(home):
    return a_person(ward_id=home)


def sources(weighing) -> list[tuple[str, bool]]:
    return [(one.record.source, one.is_contested) for one in weighing.records]


def test_two_sources_of_one_day_stand_in_the_order_of_belief(an, home):
    listed = a_dose(an.id, DAY, "astrazeneca", origin=LIST)
    a_dose(an.id, DAY, "janssen")
    a_dose(an.id, date(2021, 7, 20), "janssen")
    ticket = a_ticket(an.id, Subject.VACCINATION, Fault.WRONG, record_id=listed.id, claim=DOSE)
    weighing = weighing_of(officer(home), ticket.number, TODAY)
    assert sources(weighing) == [("clinic:1", False), ("authority:city", True)]
    assert weighing.outranks_us
    assert weighing.rule.starts_on <= TODAY


def test_what_a_claim_of_a_missing_dose_contradicts_is_shown_beside_it(an, home):
    a_dose(an.id, DAY, "janssen")
    ticket = a_ticket(an.id)  # Pfizer on the same day.
    assert sources(weighing_of(officer(home), ticket.number, TODAY)) == [("clinic:1", False)]


def test_of_nothing_recorded_there_is_nothing_to_weigh(an, home):
    weighing = weighing_of(officer(home), a_ticket(an.id).number, TODAY)
    assert (weighing.records, weighing.history, weighing.outranks_us) == ((), (), False)


def test_an_annulled_record_is_shown_only_where_the_ticket_is_about_it(an, home):
    wrong = a_dose(an.id, DAY)
    ticket = a_ticket(an.id, Subject.VACCINATION, Fault.NOT_MINE, record_id=wrong.id)
    services.grant_ticket(actor=officer(home), number=ticket.number, words=REASON)
    weighing = weighing_of(officer(home), ticket.number, TODAY)
    assert [one.record.state for one in weighing.records] == [RecordState.ANNULLED]
    assert [one.state for one in weighing.history] == [RecordState.VERIFIED, RecordState.ANNULLED]
    assert not weighing.outranks_us


def test_a_test_is_weighed_beside_its_kind_of_that_day_only(an, home):
    sampled = NOW - timedelta(days=1)
    wrong = a_test(an.id, sampled, TestOutcome.NEGATIVE, origin=LIST)
    a_test(an.id, sampled + timedelta(hours=2))
    a_test(an.id, sampled - timedelta(days=1))
    ticket = a_ticket(an.id, Subject.TEST, Fault.NOT_MINE, record_id=wrong.id)
    assert sources(weighing_of(clinic(), ticket.number, TODAY)) == [
        ("clinic:1", False), ("authority:city", True),
    ]  # fmt: skip


def test_the_preview_follows_the_order_and_is_what_comes_true(an, home):
    """A unit's dose of that day stands: what the desk mends by paper beside it changes no colour."""
    a_dose(an.id, DAY, "astrazeneca")
    before = verdict_of(SYSTEM, an.id, NOW).colour
    ticket = a_ticket(an.id, claim={**DOSE, "product": "Janssen"})
    seen = preview_of(officer(home), ticket.number, NOW)
    assert (seen.before.colour, seen.after.colour, seen.after.rule) == (before, before, seen.before.rule)
    services.grant_ticket(actor=officer(home), number=ticket.number, words=REASON)
    assert verdict_of(SYSTEM, an.id, NOW).colour is before
    assert before is Colour.GREEN  # hcm-2021-10-01 asks for one dose of two only.


def test_only_who_decides_weighs(an, home):
    ticket = a_ticket(an.id)
    for actor in (citizen(an.id), officer(ward("26743").id)):
        with pytest.raises(TicketNotFound):
            weighing_of(actor, ticket.number, TODAY)


def test_a_name_has_no_source_to_weigh(an, home):
    ticket = a_ticket(an.id, Subject.IDENTITY, Fault.WRONG, claim={"full_name": "Nguyễn Văn Ân"})
    assert weighing_of(officer(home), ticket.number, TODAY) is None
