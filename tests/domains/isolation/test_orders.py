"""An order rests on a record, follows the rule of its day, colours in the same transaction, and ends with its reason."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from antoan.domains.isolation.errors import (
    NoCase,
    NothingToOrder,
    OrderNotFound,
    OrderUnreadable,
    ReasonMissing,
)
from antoan.domains.isolation.models import Order
from antoan.domains.isolation.queries.orders import order_for, order_list
from antoan.domains.isolation.services.ordering import end_order, give_order
from antoan.domains.isolation.services.planning import preview_order
from antoan.domains.isolation.values import Ground, NewOrder, OrderState, Standing, Where
from antoan.domains.messaging.models import Message
from antoan.domains.passes.queries import facts_of
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.records.services import annul_record, lift_isolation, record_recovery
from antoan.domains.records.values import IsolationKind, RecordKind, RecoveryProof, TestOutcome
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.events.outbox import deliver_waiting
from antoan.kit import clock
from antoan.kit.clock import CITY_ZONE
from antoan.kit.errors import Forbidden
from tests.domains.isolation.conftest import an_officer
from tests.factories.people import a_person
from tests.factories.records import a_case, a_dose, a_test
from tests.factories.tracing import a_case_of

pytestmark = pytest.mark.django_db
CASE, CONTACT, ARRIVAL = IsolationKind.CASE, IsolationKind.CONTACT, IsolationKind.ARRIVAL
TODAY = date(2026, 11, 20)


def given(person_id: int, kind: IsolationKind = CASE, **known):
    return give_order(actor=an_officer(), new=NewOrder(uuid4(), person_id, kind, **known))


def red_until(person_id: int) -> date | None:
    return facts_of(SYSTEM, person_id).get("isolation_until")


def test_a_positive_test_lets_one_officer_order_by_the_rule(an):
    a_test(an.id, clock.now() - timedelta(hours=3), TestOutcome.POSITIVE)
    order = given(an.id)
    assert (order.ground, order.state, order.where) == (Ground.INFECTION, OrderState.GIVEN, Where.HOME)
    assert (order.starts_on, order.ends_on) == (TODAY, TODAY + timedelta(days=7))
    assert (order.rule, order.standing) == ("case-2022-01", Standing.NONE)
    assert red_until(an.id) == TODAY + timedelta(days=7)


def test_the_same_order_again_is_the_same(an):
    a_case(an.id, TODAY)
    first, second = given(an.id), given(an.id)
    assert first.number == second.number
    assert Order.objects.count() == 1
    again = NewOrder(first.id, an.id, CASE)
    assert give_order(actor=an_officer(), new=again).number == first.number
    other = a_person(ward_id=an.ward_id)
    with pytest.raises(OrderNotFound):
        give_order(actor=an_officer(), new=NewOrder(first.id, other.id, CASE))


def test_nobody_is_isolated_as_a_case_without_one(an):
    with pytest.raises(NoCase):
        given(an.id)
    case = a_case(an.id, date(2026, 11, 1))
    record_recovery(
        actor=SYSTEM, infection_id=case.id, recovered_on=date(2026, 11, 10), proof=RecoveryProof.DISCHARGE
    )
    with pytest.raises(NoCase):
        given(an.id)


def test_a_contact_of_a_tracing_needs_one_officer_and_no_typed_day(an):
    patient = a_person("Ca", ward_id=an.ward_id)
    tracing = a_case_of(a_case(patient.id, TODAY).id, an.id, clock.now() - timedelta(days=2))
    order = given(an.id, CONTACT, anchor_on=date(2026, 11, 1))
    assert (order.ground, order.reference, order.state) == (Ground.TRACING, tracing.number, OrderState.GIVEN)
    assert (order.starts_on, order.ends_on) == (date(2026, 11, 18), date(2026, 11, 25))


def test_doses_shorten_what_a_contact_is_ordered(an):
    for number, on in enumerate((date(2026, 8, 1), date(2026, 9, 1)), start=1):
        a_dose(an.id, on, dose_number=number)
    patient = a_person("Ca", ward_id=an.ward_id)
    a_case_of(a_case(patient.id, TODAY).id, an.id, clock.now())
    assert given(an.id, CONTACT).ends_on == TODAY + timedelta(days=5)


@pytest.mark.parametrize("anchor", [None, date(2026, 11, 21), date(2026, 10, 20)])
def test_what_the_system_does_not_know_needs_a_day_that_can_be(an, anchor):
    with pytest.raises(OrderUnreadable):
        preview_order(actor=an_officer(), person_id=an.id, kind=CONTACT, anchor_on=anchor)


def test_on_the_last_day_there_is_something_to_order_and_after_midnight_there_is_not(an, november):
    a_case(an.id, TODAY)
    november.move_to(datetime(2026, 11, 27, 23, 59, 59, tzinfo=CITY_ZONE))
    assert preview_order(actor=an_officer(), person_id=an.id, kind=CASE).plan.ends_on == date(2026, 11, 27)
    november.move_to(datetime(2026, 11, 28, tzinfo=CITY_ZONE))
    with pytest.raises(NothingToOrder):
        preview_order(actor=an_officer(), person_id=an.id, kind=CASE)


def test_an_arrival_with_all_doses_is_not_isolated(an):
    for number, on in enumerate((date(2026, 8, 1), date(2026, 9, 1)), start=1):
        a_dose(an.id, on, dose_number=number)
    with pytest.raises(NothingToOrder):
        preview_order(actor=an_officer(), person_id=an.id, kind=ARRIVAL, anchor_on=TODAY)


def test_it_is_ended_early_only_with_a_reason_and_both_are_told(an):
    a_case(an.id, TODAY)
    order = given(an.id)
    with pytest.raises(ReasonMissing):
        end_order(actor=an_officer(), number=order.number, because=" a ")
    for _twice in range(2):
        ended = end_order(actor=an_officer(), number=order.number, because="Kết quả nhầm ống")
    assert (ended.state, ended.ended_because) == (OrderState.ENDED, "Kết quả nhầm ống")
    assert red_until(an.id) is None
    deliver_waiting()
    sent = {one.template: one.text for one in Message.objects.filter(person_id=an.id)}
    assert "isolation.ended" in sent


def test_the_person_is_told_until_when_and_nothing_of_the_illness(an):
    a_case(an.id, TODAY)
    given(an.id)
    deliver_waiting()
    deliver_waiting()
    message = Message.objects.get(person_id=an.id, template="isolation.given")
    assert "27/11" in message.text
    assert not any(word in message.text.lower() for word in ("f0", "mắc", "covid", "dương tính"))


def test_a_case_that_ends_takes_its_order_along(an, november):
    case = a_case(an.id, TODAY)
    order = given(an.id)
    november.move_to(datetime(2026, 11, 27, 9, tzinfo=CITY_ZONE))
    record_recovery(
        actor=SYSTEM, infection_id=case.id, recovered_on=date(2026, 11, 27), proof=RecoveryProof.DISCHARGE
    )
    assert order_for(SYSTEM, order.number).state is OrderState.ENDED
    assert red_until(an.id) is None


def test_an_annulled_case_and_a_lifted_record_end_their_orders(an):
    case = a_case(an.id, TODAY)
    order = given(an.id)
    annul_record(actor=SYSTEM, kind=RecordKind.INFECTION, record_id=case.id, because="Nhầm người")
    assert (order_for(SYSTEM, order.number).state, red_until(an.id)) == (OrderState.ENDED, None)
    binh = a_person(ward_id=an.ward_id)
    a_case(binh.id, TODAY)
    other = given(binh.id)
    lift_isolation(actor=SYSTEM, order_id=other.record_id, because="Khiếu nại đúng")
    assert order_for(SYSTEM, other.number).state is OrderState.ENDED


def test_an_officer_orders_and_sees_nobody_of_another_ward(an):
    a_case(an.id, TODAY)
    order = given(an.id)
    stranger = an_officer(ward_code="25747")
    with pytest.raises(PersonNotFound):
        give_order(actor=stranger, new=NewOrder(uuid4(), an.id, CASE))
    with pytest.raises(OrderNotFound):
        order_for(stranger, order.number)
    assert order_list(stranger, OrderState.GIVEN, TODAY) == []
    assert [one.number for one in order_list(an_officer(), OrderState.GIVEN, TODAY)] == [order.number]
    with pytest.raises((Forbidden, PersonNotFound)):
        give_order(actor=an_officer_without_rights(an.ward_id), new=NewOrder(uuid4(), an.id, CASE))


def an_officer_without_rights(ward_id: int):
    from antoan.foundation.accounts.scopes import ScopeKind
    from tests.factories.units import someone_as

    return someone_as("helper", ScopeKind.AREA, ward_id)
