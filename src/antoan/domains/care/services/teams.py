"""Which team answers for somebody at home."""

from typing import Final

from django.db import transaction

from antoan.domains.care.permissions import WORK
from antoan.domains.care.queries.access import open_row
from antoan.domains.care.queries.views import view_of
from antoan.domains.care.values import EpisodeView
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit.text import squeeze

TEAM_LETTERS_MAX: Final = 80


@transaction.atomic
def assign_team(*, actor: Actor, episode_id: int, team: str) -> EpisodeView:
    """Name the team, or nobody in particular: then it is the ward's health station."""
    row = open_row(actor, WORK, episode_id)
    row.team = squeeze(team)[:TEAM_LETTERS_MAX]
    row.save()
    record_decision(
        actor, action="care.team", object_kind="episode", object_id=row.pk, person_id=row.person_id
    )
    return view_of(row)
