"""Evidence photos of a draft: cleaned of where and when they were taken, bounded, and gone with the draft."""

from uuid import UUID

from django.db import transaction

from antoan.domains.assessment.errors import AnswerUnreadable, TooManyPhotos
from antoan.domains.assessment.limits import PHOTOS_PER_ASSESSMENT_MAX
from antoan.domains.assessment.queries.access import criteria_of
from antoan.domains.assessment.queries.photos import owner_of, photos_of
from antoan.domains.assessment.services.drafting import draft_row
from antoan.domains.assessment.values import OWNER_KIND
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.files import services as files
from antoan.foundation.files.queries import FileView
from antoan.foundation.files.services import NewPicture


@transaction.atomic
def add_photo(*, actor: Actor, assessment_id: UUID, item: str, file_id: UUID, raw: bytes) -> FileView:
    """Keep a photo with the answer to an item; the same id again is the same photo.

    AssessmentNotFound, AssessmentSubmitted; AnswerUnreadable for an unknown item; TooManyPhotos and the bounds of
    foundation.files.
    """
    row = draft_row(actor, assessment_id)
    items = tuple(one.key for one in criteria_of(row).items)
    if item not in items:
        raise AnswerUnreadable(item=item)
    known = [file.id for kept in photos_of(row.pk, items).values() for file in kept]
    if file_id not in known and len(known) >= PHOTOS_PER_ASSESSMENT_MAX:
        raise TooManyPhotos
    owner = owner_of(row.pk, item)
    stored = files.store_picture(actor=actor, picture=NewPicture(file_id, OWNER_KIND, owner, None, raw))
    # A draft may rest for days: its photos are kept from the first moment.
    files.attach_files(owner_kind=OWNER_KIND, owner_id=owner, person_id=None)
    return stored


@transaction.atomic
def remove_photo(*, actor: Actor, assessment_id: UUID, item: str, file_id: UUID) -> None:
    """Delete a photo of a draft; twice is once. AssessmentNotFound, AssessmentSubmitted."""
    row = draft_row(actor, assessment_id)
    files.delete_file(owner_kind=OWNER_KIND, owner_id=owner_of(row.pk, item), file_id=file_id)
