"""Nobody makes anybody red alone (lesson L13): two people, a reason of health, evidence, an end, and all of it counted."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from antoan.domains.isolation.errors import (
    EvidenceUnknown,
    OrderDecided,
    OrderUnreadable,
    OwnProposal,
    ProposalStale,
    TooManyManual,
)
from antoan.domains.isolation.keeping import forget_proposals
from antoan.domains.isolation.models import Order
from antoan.domains.isolation.queries.manuals import manual_counts, unproven_manuals
from antoan.domains.isolation.reasons import health_reasons, proposals_a_day_max
from antoan.domains.isolation.services.ordering import decide_order, end_order
from antoan.domains.isolation.values import Evidence, ManualCount, OrderState
from antoan.domains.passes.queries import facts_of
from antoan.domains.records.values import IsolationKind
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from tests.domains.isolation.conftest import an_officer, proposed
from tests.factories.areas import ward
from tests.factories.people import a_person
from tests.factories.records import a_case
from tests.factories.tracing import a_case_of
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db
FIRST, SECOND = 11, 12


def is_red(person_id: int) -> bool:
    return facts_of(SYSTEM, person_id).get("isolation_until") is not None


def test_a_proposal_colours_nobody_and_a_second_person_does(an):
    order = proposed(an.id)
    assert (order.state, is_red(an.id)) == (OrderState.PROPOSED, False)
    for _twice in range(2):
        decided = decide_order(actor=an_officer(SECOND), number=order.number, is_granted=True)
    assert (decided.state, is_red(an.id)) == (OrderState.GIVEN, True)
    assert decided.ends_on == date(2026, 11, 25)
    with pytest.raises(OrderDecided):
        decide_order(actor=an_officer(SECOND), number=order.number, is_granted=False)


def test_who_proposed_does_not_decide(an):
    order = proposed(an.id, actor=an_officer(FIRST))
    for one in (an_officer(FIRST), SYSTEM):
        with pytest.raises(OwnProposal):
            decide_order(actor=one, number=order.number, is_granted=True)
    assert not is_red(an.id)


def test_the_table_itself_refuses_a_red_of_one_person(an):
    order = proposed(an.id)
    row = Order.objects.get(number=order.number)
    for decided_by in (None, row.opened_by):
        row.state, row.decided_by = OrderState.GIVEN, decided_by
        with pytest.raises(IntegrityError, match="manual_red_needs_two_people"), transaction.atomic():
            row.save()


def test_the_table_itself_refuses_a_red_without_reason_or_evidence(an):
    row = Order.objects.get(number=proposed(an.id).number)
    row.reason = ""
    with pytest.raises(IntegrityError, match="manual_red_has_reason_and_evidence"), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""}, {"reason": "debt"}, {"reason": "petition"}, {"reason": "border"},  # The last is of arrivals.
        {"evidence": None}, {"reference": ""}, {"reference": "ab"}, {"reference": "x" * 101}, {"anchor_on": None},
    ],
)  # fmt: skip
def test_only_a_reason_of_health_with_evidence_is_proposed(an, wrong):
    with pytest.raises(OrderUnreadable):
        proposed(an.id, **wrong)
    assert not Order.objects.exists()


def test_every_reason_is_of_contact_or_arrival_and_none_makes_a_case():
    assert {one.kind for one in health_reasons()} == {IsolationKind.CONTACT, IsolationKind.ARRIVAL}


def test_a_number_of_a_tracing_must_be_of_one(an):
    with pytest.raises(EvidenceUnknown):
        proposed(an.id, evidence=Evidence.TRACING, reference="K7M2-9QX")
    patient, other = a_person("Ca", ward_id=an.ward_id), a_person("Khác", ward_id=an.ward_id)
    tracing = a_case_of(a_case(patient.id, clock.today()).id, other.id, clock.now())
    order = proposed(an.id, evidence=Evidence.TRACING, reference=tracing.number)
    assert order.state is OrderState.PROPOSED


def test_a_proposal_lapses_after_a_day(an, november):
    order = proposed(an.id)
    november.shift(timedelta(hours=24, seconds=1))
    with pytest.raises(ProposalStale):
        decide_order(actor=an_officer(SECOND), number=order.number, is_granted=True)
    assert not is_red(an.id)


def test_one_account_proposes_so_many_a_day_and_not_one_more(an, november):
    for _ in range(proposals_a_day_max()):
        proposed(a_person(ward_id=an.ward_id).id)
    with pytest.raises(TooManyManual):
        proposed(an.id)
    assert proposed(an.id, actor=an_officer(13)).state is OrderState.PROPOSED
    november.shift(timedelta(days=1))
    assert proposed(a_person(ward_id=an.ward_id).id).state is OrderState.PROPOSED


def test_a_refused_or_withdrawn_one_colours_nobody(an):
    refused = proposed(an.id)
    decide_order(actor=an_officer(SECOND), number=refused.number, is_granted=False)
    withdrawn = proposed(an.id)
    end_order(actor=an_officer(), number=withdrawn.number, because="Ghi nhầm người")
    assert set(Order.objects.values_list("state", flat=True)) == {OrderState.REFUSED}
    assert not is_red(an.id)


def test_auditors_count_them_and_see_those_that_papers_alone_show(an):
    others = [a_person(ward_id=an.ward_id) for _ in range(2)]
    patient = a_person("Ca", ward_id=an.ward_id)
    tracing = a_case_of(a_case(patient.id, clock.today()).id, patient.id, clock.now())
    by_paper = proposed(an.id)
    by_tracing = proposed(others[0].id, evidence=Evidence.TRACING, reference=tracing.number)
    refused = proposed(others[1].id)
    for order in (by_paper, by_tracing):
        decide_order(actor=an_officer(SECOND), number=order.number, is_granted=True)
    decide_order(actor=an_officer(SECOND), number=refused.number, is_granted=False)
    auditor = someone_as("auditor", ScopeKind.CITY)
    assert manual_counts(auditor) == [ManualCount(date(2026, 11, 1), "household", 3, 2, 1, 1)]
    assert [(one.number, one.opened_by, one.decided_by) for one in unproven_manuals(auditor)] == [
        (by_paper.number, FIRST, SECOND)
    ]
    with pytest.raises(Forbidden):
        manual_counts(an_officer())


def test_what_came_to_nothing_is_forgotten_with_its_history(an):
    kept, gone = proposed(an.id), proposed(a_person(ward_id=an.ward_id).id)
    decide_order(actor=an_officer(SECOND), number=kept.number, is_granted=True)
    assert forget_proposals(clock.today()) == {}
    counted = forget_proposals(clock.today() + timedelta(days=1))
    assert counted["isolation_order"] == 1
    assert not Order.objects.filter(number=gone.number).exists()
    assert Order.objects.filter(number=kept.number).exists()


def test_nobody_decides_about_themselves(an):
    order = proposed(an.id)
    from dataclasses import replace

    themselves = replace(an_officer(SECOND), person_id=an.id)
    with pytest.raises(OwnProposal):
        decide_order(actor=themselves, number=order.number, is_granted=True)


def test_an_officer_of_elsewhere_cannot_decide(an):
    order = proposed(an.id)
    from antoan.domains.isolation.errors import OrderNotFound

    assert ward("25747").id != an.ward_id
    with pytest.raises(OrderNotFound):
        decide_order(actor=an_officer(SECOND, ward_code="25747"), number=order.number, is_granted=True)
