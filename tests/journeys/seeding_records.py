"""People of the journeys about one's own pages: a mother with records of every kind, her child, one with dynamic codes."""

from datetime import date, timedelta

from antoan.kit import clock


def seeds(account) -> dict[str, object]:
    """Return accounts and what they hold. `account` makes one, as seeding.py does."""
    from antoan.domains.people.services import add_dependant
    from antoan.foundation.accounts.actor import SYSTEM
    from antoan.foundation.accounts.scopes import ScopeKind
    from tests.factories.people import a_person

    mother = a_person("Trần Thị Mẹ Hiền", date(1984, 4, 12))
    child = a_person("Lê Trần Con Ngoan", clock.today().replace(day=1) - timedelta(days=365 * 9))
    add_dependant(actor=SYSTEM, guardian_id=mother.id, person_id=child.id, kinship="con")
    slip_id = _records_of(mother.id)
    runner = _who_runs_codes()
    return {
        "mother": account("me.hien", "Trần Thị Mẹ Hiền", "citizen", ScopeKind.SELF, person_id=mother.id),
        "runner": account("ma.dong", "Vũ Thị Động", "citizen", ScopeKind.SELF, person_id=runner["id"]),
        "family": {"mother": mother.id, "child": child.id, "slip": slip_id, "number": mother.documents[0].number},
        "running": runner,
    }  # fmt: skip


def _records_of(person_id: int) -> int:
    """Record doses, one of them self-declared; tests, one awaited; an old case; an isolation; a child's-play declaration."""
    from antoan.domains.codes.services import issue_personal_code
    from antoan.domains.people.heads import head_of
    from antoan.domains.people.queries import identity_of
    from antoan.domains.records import services
    from antoan.domains.records.queries import records_of_person
    from antoan.domains.records.values import (
        NewDose,
        NewTestResult,
        Origin,
        RecoveryProof,
        TestKind,
        TestOutcome,
    )
    from antoan.foundation.accounts.actor import SYSTEM
    from tests.factories.declarations import a_declaration
    from tests.factories.people import citizen

    now, today = clock.now(), clock.today()
    dose = NewDose("comirnaty", today - timedelta(days=70), 1, "FF2832", "Trạm y tế phường Bến Nghé")
    services.record_vaccination(actor=SYSTEM, person_id=person_id, dose=dose, origin=Origin("clinic:12"))
    own = NewDose("spikevax", today - timedelta(days=20), 2, given_at="Nhà thi đấu Phú Thọ")
    services.record_vaccination(actor=SYSTEM, person_id=person_id, dose=own, origin=Origin("self"))
    first = now - timedelta(days=300)
    result = NewTestResult(TestKind.PCR, TestOutcome.POSITIVE, first, first + timedelta(hours=9))
    services.record_test_result(
        actor=SYSTEM, person_id=person_id, result=result, origin=Origin("clinic:12", "PCR-77")
    )
    case = next(one for one in records_of_person(SYSTEM, person_id) if one.kind == "infection")
    recovered_on = clock.local_date(first) + timedelta(days=200)
    services.record_recovery(
        actor=SYSTEM, infection_id=case.id, recovered_on=recovered_on, proof=RecoveryProof.DISCHARGE, reference="BV-5"
    )  # fmt: skip
    good = NewTestResult(
        TestKind.RAPID,
        TestOutcome.NEGATIVE,
        now - timedelta(days=2),
        now - timedelta(days=2) + timedelta(minutes=30),
    )
    slip = services.record_test_result(
        actor=SYSTEM, person_id=person_id, result=good, origin=Origin("clinic:12", "XN-2026-118")
    )
    awaited = NewTestResult(TestKind.PCR, TestOutcome.PENDING, now - timedelta(hours=5))
    services.record_test_result(actor=SYSTEM, person_id=person_id, result=awaited, origin=Origin("clinic:12"))
    a_declaration(person_id, actor=citizen(person_id), at=now - timedelta(hours=3))
    issue_personal_code(actor=SYSTEM, subject=head_of(identity_of(SYSTEM, person_id)))
    return slip.id


def _who_runs_codes() -> dict[str, object]:
    """Return somebody whose ward asks for dynamic codes, and two gates there."""
    from antoan.domains.codes.services import issue_personal_code
    from antoan.domains.people.heads import head_of
    from antoan.domains.policy.documents import load_shipped
    from antoan.domains.policy.services import activate, publish_document
    from antoan.foundation.accounts.actor import SYSTEM
    from tests.factories.areas import ward
    from tests.factories.people import a_person
    from tests.factories.places import a_device, a_gate, a_spot
    from tests.factories.records import a_dose
    from tests.factories.units import a_place_of, a_unit

    here = ward("26740", clock.today()).id
    document = dict(load_shipped("hcm-2021-10-01").source) | {"policy": "ma-dong-thu", "dynamicCode": True}
    publish_document(actor=SYSTEM, document=document)
    activate(actor=SYSTEM, key="ma-dong-thu", starts_at=clock.now(), area_id=here)
    person = a_person("Vũ Thị Động", date(1991, 8, 3), ward_id=here)
    a_dose(person.id, clock.today() - timedelta(days=90))
    code = issue_personal_code(actor=SYSTEM, subject=head_of(person))
    unit = a_unit("Chung cư Mã Động", ward_id=here)
    tokens = []
    for name in ("Cổng trước", "Cổng sau"):
        place = a_place_of(unit, f"Chung cư, {name}", ward_id=here)
        tokens.append(a_device(a_gate(a_spot(place)), at=clock.now())[1])
    return {"id": person.id, "code": code.text, "gates": tokens}
