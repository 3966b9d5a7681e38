"""Shows rows of care at home as values."""

from antoan.domains.care.models import Episode
from antoan.domains.care.values import Ending, EpisodeView
from antoan.domains.records.values import IsolationKind


def view_of(row: Episode) -> EpisodeView:
    """Return an episode as those see it who may."""
    return EpisodeView(
        id=row.pk,
        person_id=row.person_id,
        ward_id=row.ward_id,
        kind=IsolationKind(row.kind),
        began_on=row.began_on,
        opened_at=row.opened_at,
        team=row.team,
        ended_at=row.ended_at,
        ending=Ending(row.ending) if row.ending else None,
        ended_on=row.ended_on,
        release_rule=row.release_rule,
        eligibility=row.eligibility,
        answers=row.answers,
    )
