"""Makes the city's status list, again and again; old ones are kept a while, for gates that hold them."""

import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from antoan.domains.codes.queries import indexed_codes
from antoan.domains.gates.models import StatusList
from antoan.domains.gates.queries.status import bits_of
from antoan.domains.gates.status.bits import EMPTY, Cached, collect
from antoan.domains.gates.status.colours import is_the_same_everywhere, kept_colour
from antoan.domains.passes.queries import known_by_qid
from antoan.domains.policy.documents import PolicyDocument
from antoan.domains.policy.queries import policy_for
from antoan.foundation.accounts.actor import SYSTEM

LIST_LIFE: Final = timedelta(hours=12)
LISTS_KEPT: Final = 24  # A gate that holds an older one gets the whole list.
_PAGE: Final = 5_000


@transaction.atomic
def make_status_list(*, now: datetime) -> int:
    """Make a new list of all indexed codes, as of now; return its number. Only the last LISTS_KEPT stay."""
    in_force = policy_for([], "", now)
    document = in_force.document if in_force is not None else None
    if document is not None and not is_the_same_everywhere(document):
        document = None
    newest = StatusList.objects.order_by("-pk").values_list("pk", flat=True).first()
    before = bits_of(newest) if newest is not None else None
    bits = collect(_statuses(document, now), before=before or EMPTY)
    made = StatusList.objects.create(
        made_at=now,
        expires_at=now + LIST_LIFE,
        size=bits.size,
        policy=document.policy if document is not None else "",
        version=document.version if document is not None else "",
        revoked=zlib.compress(bits.revoked, 6),
        colours=zlib.compress(bits.colours, 6),
    )
    kept = StatusList.objects.order_by("-pk").values_list("pk", flat=True)[:LISTS_KEPT]
    StatusList.objects.exclude(pk__in=list(kept)).delete()
    return made.pk


def _statuses(document: PolicyDocument | None, now: datetime) -> Iterator[tuple[int, bool, Cached]]:
    after = -1
    while page := indexed_codes(actor=SYSTEM, after=after, limit=_PAGE):
        after = page[-1].index
        known = {} if document is None else known_by_qid([code.qid for code in page])
        for code in page:
            person = known.get(code.qid)
            colour = Cached.NOT_KNOWN
            if document is not None and person is not None:
                colour = kept_colour(document, person.facts, at=now, until=now + LIST_LIFE)
            yield code.index, code.is_revoked, colour
