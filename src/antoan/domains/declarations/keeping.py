"""What declarations keep of a person, and how old ones go."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.db import transaction

from antoan.domains.declarations.errors import NoSuchQuestionnaire
from antoan.domains.declarations.events import DeclarationsForgotten
from antoan.domains.declarations.fhir import bare_response, response_resource
from antoan.domains.declarations.models import Confirmation, Declaration
from antoan.domains.declarations.queries.catalogue import questionnaires
from antoan.domains.declarations.queries.persons import view_of
from antoan.domains.declarations.values import DeclarationView
from antoan.domains.places.queries import names_of_places
from antoan.domains.privacy.copying.patient import resource_id, subject_of
from antoan.domains.privacy.registry import Part, Resource, register_part, register_sweep
from antoan.foundation.db.deleting import BATCH_ROWS, delete_batch
from antoan.foundation.db.kept import Column, Kept
from antoan.foundation.events.bus import announce
from antoan.kit.clock import day_start
from antoan.kit.words import Words

RESOURCES_MAX: Final = 500


def register_all() -> None:
    """Tell privacy."""
    kept = (
        Kept(
            Declaration,
            hidden=("declared_by_account_id", "device_id", "place_id"),
            also=_place,
            also_columns=(Column("place", "text"),),
        ),
        Kept(Confirmation, by="declaration__person"),
    )
    register_part(Part("declarations", Words("Tờ khai y tế", "Health declarations"), kept, resources_about))
    register_sweep("declarations", forget_old_declarations)


@transaction.atomic
def forget_old_declarations(first_day_kept: date) -> dict[str, int]:
    """Delete a batch of declarations made before a day; the passes that told of them follow at once."""
    old = Declaration.objects.filter(declared_at__lt=day_start(first_day_kept)).order_by("declared_at", "pk")
    people = set(old.values_list("person_id", flat=True)[:BATCH_ROWS])
    deleted = delete_batch(old)
    if people:
        announce(DeclarationsForgotten(tuple(sorted(people))))
    return deleted


def resources_about(person_id: int) -> list[Resource]:
    """Return what was declared about a person as FHIR QuestionnaireResponses; the caller has checked who asks."""
    rows = Declaration.objects.filter(person=person_id).order_by("-declared_at")[:RESOURCES_MAX]
    return [_resource(view_of(row, with_answers=True)) for row in rows]


def _place(rows: Sequence[Declaration]) -> list[dict[str, Any]]:
    names = names_of_places(row.place_id for row in rows)
    return [{"place": names.get(row.place_id, "")} for row in rows]


def _resource(declaration: DeclarationView) -> Resource:
    try:
        form = questionnaires().find(declaration.questionnaire, declaration.version)
    except NoSuchQuestionnaire:
        # A form of the installation's own that was taken away: its answers are in data.json all the same.
        form = None
    told = response_resource(declaration, form, declaration.answers) if form else bare_response(declaration)
    return told | {
        "id": resource_id("declaration", declaration.id),
        "subject": subject_of(declaration.person_id),
    }
