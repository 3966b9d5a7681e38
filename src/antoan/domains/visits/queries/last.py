"""When somebody last came to spots, for services that watch over the whole city."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Max

from antoan.domains.visits.models import Visit, VisitCount, VisitDelta


def last_counted_at(spot_ids: Collection[int], since: datetime) -> dict[int, datetime]:
    """Return the last half hour in which somebody was counted at spots, as far as there is one since a moment.

    Of the counts, which are cheap to ask of a whole city. What was loaded around them is in last_visit_at.
    """
    found: dict[int, datetime] = {}
    for table in (VisitCount, VisitDelta):
        rows = table._default_manager.filter(spot_id__in=spot_ids, half_hour__gte=since)
        for spot_id, last in rows.values_list("spot_id").annotate(last=Max("half_hour")):
            found[spot_id] = max(last, found.get(spot_id, last))
    return found


def last_visit_at(spot_ids: Collection[int], since: datetime) -> dict[int, datetime]:
    """Return the same of the log itself, for the few spots of which the counts know nothing."""
    rows = Visit.objects.filter(spot_id__in=spot_ids, t_in__gte=since)
    return dict(rows.values_list("spot_id").annotate(last=Max("t_in")))
