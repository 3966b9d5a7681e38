"""Takes the photos of a form."""

import hashlib
from uuid import UUID, uuid5

from django.http import HttpRequest

from antoan.domains.corrections.services import add_evidence
from antoan.entrypoints.web.shared.correcting.sayings import saying
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.files.limits import FILES_PER_OWNER_MAX
from antoan.kit.errors import AntoanError


def keep_photos(request: HttpRequest, actor: Actor, *, ticket_id: UUID, person_id: int) -> str:
    """Keep the photos sent with a form; return what is wrong with the first that cannot be kept, or "".

    A photo sent twice for one ticket is one photo: its id follows from its content.
    """
    sent = request.FILES.getlist("photos")
    for file in sent[: FILES_PER_OWNER_MAX + 1]:
        raw = file.read()
        file_id = uuid5(ticket_id, hashlib.sha256(raw).hexdigest())
        try:
            add_evidence(actor=actor, ticket_id=ticket_id, person_id=person_id, file_id=file_id, raw=raw)
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            return saying(error)
    return ""
