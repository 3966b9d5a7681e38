"""Decides whether an actor may touch somebody's care at home. The only way to an episode."""

from django.db.models import QuerySet

from antoan.domains.areas.reach import within_reach
from antoan.domains.care.errors import EpisodeEnded, EpisodeNotFound, OwnEpisode
from antoan.domains.care.models import Episode
from antoan.domains.people.queries import answers_for
from antoan.foundation.accounts.actor import Actor


def episodes_within(actor: Actor, permission: str) -> QuerySet[Episode]:
    """Return the episodes of the wards over which the actor holds a permission."""
    if actor.is_system:
        return Episode.objects.all()
    return Episode.objects.filter(within_reach(actor, permission))


def episode_row(actor: Actor, permission: str, episode_id: int, *, lock: bool = False) -> Episode:
    """Return one of them; EpisodeNotFound, exactly as for one that does not exist."""
    rows = episodes_within(actor, permission)
    row = (rows.select_for_update() if lock else rows).filter(pk=episode_id).first()
    if row is None:
        raise EpisodeNotFound
    return row


def open_row(actor: Actor, permission: str, episode_id: int) -> Episode:
    """Return an open episode, locked, that is not the actor's own; EpisodeNotFound, EpisodeEnded, OwnEpisode."""
    row = episode_row(actor, permission, episode_id, lock=True)
    if row.ended_at is not None:
        raise EpisodeEnded
    if answers_for(actor, row.person_id):
        raise OwnEpisode
    return row
