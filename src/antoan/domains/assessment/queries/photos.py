"""Reads of evidence photos. A photo belongs to one item of one assessment."""

from uuid import UUID

from antoan.domains.assessment.models import Assessment
from antoan.domains.assessment.queries.access import criteria_of, overseen_row, own_row
from antoan.domains.assessment.values import OWNER_KIND
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read
from antoan.foundation.files.errors import FileNotFound
from antoan.foundation.files.queries import FileView, content_of, files_of


def owner_of(assessment_id: UUID, item: str) -> str:
    """Return under which name the photos of an item are kept."""
    return f"{assessment_id.hex}:{item}"


def photos_of(row_id: UUID, items: tuple[str, ...]) -> dict[str, list[FileView]]:
    """Return the photos of an assessment by item, for pages that have the assessment already."""
    found = {item: files_of(OWNER_KIND, owner_of(row_id, item)) for item in items}
    return {item: files for item, files in found.items() if files}


def own_photo(actor: Actor, assessment_id: UUID, file_id: UUID) -> bytes:
    """Return one photo of the unit's own; AssessmentNotFound, FileNotFound."""
    return _content(own_row(actor, assessment_id), file_id)


def overseen_photo(actor: Actor, assessment_id: UUID, file_id: UUID) -> bytes:
    """Return one photo to the office that oversees the place; the reading is in the trail."""
    row = overseen_row(actor, assessment_id)
    content = _content(row, file_id)
    record_read(
        actor, action="assessment.photo.read", object_kind="file", object_id=file_id, person_id=None,
        purpose="assessment",
    )  # fmt: skip
    return content


def _content(row: Assessment, file_id: UUID) -> bytes:
    items = tuple(item.key for item in criteria_of(row).items)
    if not any(file.id == file_id for files in photos_of(row.pk, items).values() for file in files):
        raise FileNotFound
    return content_of(file_id)
