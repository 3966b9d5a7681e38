"""What health records keep of a person, and why the law may keep somebody from being erased."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.db.models import Q

from antoan.domains.privacy.copying.patient import resource_id, subject_of
from antoan.domains.privacy.registry import Part, Resource, register_hold, register_part
from antoan.domains.privacy.values import Held
from antoan.domains.records.fhir import resource_of
from antoan.domains.records.models import Infection, IsolationOrder, Vaccination
from antoan.domains.records.queries.persons import RECORDS_MAX, TABLES, view_of
from antoan.domains.records.vaccines import find_vaccine
from antoan.domains.records.values import RecordState
from antoan.foundation.db.kept import Column, Kept
from antoan.kit.words import Words

_STAFF: Final = ("recorded_by",)


def register_all() -> None:
    """Tell privacy."""
    register_part(
        Part("health", Words("Hồ sơ sức khỏe", "Health records"), _kept(), resources_about),
    )
    register_hold("active_case", active_case)
    register_hold("isolation", isolation)


def resources_about(person_id: int) -> list[Resource]:
    """Return a person's records as FHIR resources; the caller has checked who asks."""
    subject = subject_of(person_id)
    return [
        resource_of(view, resource_id=resource_id(view.kind, view.id), subject=subject)
        for table in TABLES.values()
        for view in map(view_of, table._default_manager.filter(person=person_id).order_by("pk")[:RECORDS_MAX])
    ]


def active_case(person_id: int, today: date) -> Held | None:
    """Hold somebody who is a case and has not recovered."""
    open_case = Infection.objects.filter(
        person=person_id, state=RecordState.VERIFIED, recovered_on__isnull=True
    )
    return Held("active_case") if open_case.exists() else None


def isolation(person_id: int, today: date) -> Held | None:
    """Hold somebody who is isolated today or is going to be, until the last day of it."""
    orders = IsolationOrder.objects.filter(
        Q(lifted_at__isnull=True), person=person_id, state=RecordState.VERIFIED, ends_on__gte=today
    )
    last = orders.order_by("-ends_on").values_list("ends_on", flat=True).first()
    return Held("isolation", last) if last is not None else None


def _kept() -> tuple[Kept, ...]:
    return tuple(
        Kept(table, hidden=_STAFF, also=_vaccine_names, also_columns=(Column("vaccine", "text"),))
        if table is Vaccination
        else Kept(table, hidden=_STAFF)
        for table in TABLES.values()
    )


def _vaccine_names(doses: Sequence[Vaccination]) -> list[dict[str, Any]]:
    found = (find_vaccine(dose.product) for dose in doses)
    return [{"vaccine": one.name if one else ""} for one in found]
