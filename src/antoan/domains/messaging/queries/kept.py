"""What the messaging domain keeps of a person, for their copy and for the certificate of an erasure."""

from typing import Final

from antoan.domains.messaging.models import Message, PersonChoice
from antoan.foundation.db.kept import Kept

_INNER: Final = (
    "key",
    "ref",
    "priority",
    "campaign",
    "gateway",
    "reference",
    "last_error",
    "silent_since",
    "spent_on",
)
KEPT: Final = (Kept(Message, by="person_id", hidden=_INNER), Kept(PersonChoice, by="person_id"))
