"""People say later when they left: the stay is no estimate any more, and marked as told."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from antoan.domains.people.queries import require_over_person
from antoan.domains.people.queries.bulk import locked_identities
from antoan.domains.visits.models import Visit
from antoan.domains.visits.own_rules import exit_source
from antoan.domains.visits.permissions import CHECK_ONESELF
from antoan.domains.visits.queries.own import own_rows
from antoan.domains.visits.queries.standing import stay_of
from antoan.domains.visits.services.longest import raise_longest_stay
from antoan.foundation.accounts.actor import Actor
from antoan.kit.ids import uuid7


@transaction.atomic
def tell_left(*, actor: Actor, visit_ids: Sequence[UUID], left_at: datetime, now: datetime) -> int:
    """End stays of the family that nobody checked out, at the moment they say; return how many.

    A stay that has its check-out keeps it: saying so twice changes nothing. VisitNotFound, LeftOutOfTime.
    """
    rows = own_rows(actor, visit_ids, now)
    for row in rows:
        require_over_person(actor, CHECK_ONESELF, row.person_id)
    locked_identities(sorted({row.person_id for row in rows}))
    open_rows = [row for row in rows if row.t_out is None]
    sources = {row.pk: exit_source(left_at, now, stay_of(row)) for row in open_rows}
    for row in open_rows:
        raise_longest_stay(row.spot_id, left_at - row.t_in)
    return sum(
        Visit.objects.filter(pk=key, t_out__isnull=True).update(
            t_out=left_at, t_eff=left_at, out_scan_id=uuid7(), out_source=source
        )
        for key, source in sources.items()
    )
