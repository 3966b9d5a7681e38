"""Asks a person by SMS whether what somebody else declared is true: by a link, or by a word sent back."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from antoan.domains.declarations.models import Confirmation, Declaration
from antoan.domains.declarations.queries.access import CODE_LETTERS, REPLY_DIGITS, code_digest, reply_index
from antoan.domains.messaging.services import queue_message
from antoan.domains.people.queries import phone_for
from antoan.kit import clock
from antoan.kit.ids import random_crockford, random_digits

ANSWER_WITHIN: Final = timedelta(days=3)
# One number is not flooded: further declarations wait on the person's own page.
QUESTIONS_PER_PERSON_DAY_MAX: Final = 5
_DRAWS_MAX: Final = 5


@transaction.atomic
def ask_to_confirm(*, declaration_id: UUID) -> bool:
    """Send the person a link and a short code of its own; False when nobody can be asked. Twice is once."""
    row = Declaration.objects.select_for_update().filter(pk=declaration_id).first()
    if row is None or row.confirmed_at is not None or row.annulled_at is not None:
        return False
    now = clock.now()
    asked = Confirmation.objects.filter(
        declaration__person=row.person_id, expires_at__gt=now + ANSWER_WITHIN - timedelta(days=1)
    )
    number = phone_for(row.person_id)
    if number is None or asked.count() >= QUESTIONS_PER_PERSON_DAY_MAX:
        return False  # Asked at the ward, or on the person's own page.
    if Confirmation.objects.filter(declaration=row).exists():
        return False
    code = random_crockford(CODE_LETTERS)
    digits = _confirmation(row, code, number)
    return queue_message(
        number=number,
        template="declarations.confirm",
        values={
            "at": f"{clock.local(row.declared_at):%H:%M %d/%m}",
            "digits": digits,
            "link": f"{settings.PUBLIC_URL}/declare/confirm/{code}/",
        },
        key=f"declarations:{row.pk}:confirm",
        person_id=row.person_id,
        expires_at=now + ANSWER_WITHIN,
    )


def _confirmation(row: Declaration, code: str, number: str) -> str:
    """Keep by what the answer is known; return the digits of a reply. No two of one number are alike."""
    for _ in range(_DRAWS_MAX):
        digits = random_digits(REPLY_DIGITS)
        try:
            with transaction.atomic():
                Confirmation.objects.create(
                    declaration=row,
                    code_digest=code_digest(code),
                    reply_index=reply_index(number, digits),
                    expires_at=clock.now() + ANSWER_WITHIN,
                )
        except IntegrityError:
            continue
        return digits
    raise RuntimeError("no free confirmation code")
