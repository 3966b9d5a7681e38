"""Forms that a helper's phone kept, sealed as the page seals them."""

import json
from datetime import datetime
from uuid import UUID

from antoan.domains.declarations.values import Authorship, Channel, Verification
from antoan.domains.fieldwork import services
from antoan.domains.fieldwork.sealing import PURPOSE, public_point
from antoan.domains.fieldwork.values import FormView, NewForm
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.ids import uuid7
from antoan.kit.sealing_to import seal_to

BY_HELPER = Authorship(channel=Channel.STAFF, verified_by=Verification.HELPER)
SHE = {"full_name": "Phạm Thị Zin", "birth": "1950", "gender": "female"}


def a_form(
    ward_id: int | None, form_id: UUID | None = None, made_at: datetime | None = None, **said: object
) -> NewForm:
    """Return a form as a phone sends it."""
    text = json.dumps({**SHE, "ward": ward_id, **said}).encode()
    return NewForm(form_id or uuid7(), made_at or clock.now(), seal_to(public_point(), text, purpose=PURPOSE))


def sent(actor: Actor, ward_id: int | None, **known: object) -> FormView:
    """Send a form."""
    return services.take_form(actor=actor, new=a_form(ward_id, **known), author=BY_HELPER)  # type: ignore[arg-type]
