"""What somebody sees of their own care at home, and of those they answer for."""

from dataclasses import dataclass
from datetime import date, datetime

from antoan.domains.care.documents import slots
from antoan.domains.care.models import Episode, HouseholdMember
from antoan.domains.care.permissions import READ_OWN
from antoan.domains.care.queries.areas import WatchedAreaView, watching_of_home
from antoan.domains.care.queries.lines import duty_number
from antoan.domains.care.queries.standing import standing_of
from antoan.domains.care.queries.views import view_of
from antoan.domains.care.rules.missing import Told, told_slots
from antoan.domains.care.values import Ending, EpisodeView, ReleaseStanding
from antoan.domains.declarations.queries.readings import Reading, readings_of
from antoan.domains.monitoring.queries import undone_in_care
from antoan.domains.monitoring.values import TaskView
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries import answers_for, require_over_person
from antoan.domains.people.queries.persons import ward_of
from antoan.foundation.accounts.actor import Actor
from antoan.kit.clock import local_date


@dataclass(frozen=True, slots=True)
class OwnCare:
    """How things stand for somebody at home. Without an episode: of a household, of a watched area, or neither."""

    episode: EpisodeView | None  # The newest; ended ones too.
    is_household: bool
    watched: WatchedAreaView | None
    readings: list[Reading]
    today: list[Told]
    release: ReleaseStanding | None
    undone: list[TaskView]
    ward_id: int | None
    number: str  # The ward's duty line; "" when none is known.

    @property
    def is_open(self) -> bool:
        """Whether they are looked after now."""
        return self.episode is not None and self.episode.ended_at is None

    @property
    def owes_form(self) -> bool:
        """Whether the daily form is for them."""
        return self.is_open or self.is_household or self.watched is not None


def own_care(actor: Actor, person_id: int, now: datetime) -> OwnCare:
    """Return the care of the actor or of somebody they answer for; PersonNotFound for anybody else."""
    if not answers_for(actor, person_id):
        raise PersonNotFound
    require_over_person(actor, READ_OWN, person_id)
    row = Episode.objects.filter(person=person_id).order_by("-opened_at").first()
    is_open = row is not None and row.ended_at is None
    today = local_date(now)
    ward_id = row.ward_id if row is not None and is_open else ward_of(person_id)
    since = row.opened_at if row is not None else now
    readings = readings_of(person_id, since) if is_open else []
    told = told_slots([one.at for one in readings], opened_at=since, now=now, slots=slots(), days_max=1)
    return OwnCare(
        episode=None if row is None else view_of(row),
        is_household=_is_household(person_id),
        watched=watching_of_home(ward_id, today),
        readings=readings,
        today=told[::-1] if is_open else [],
        release=standing_of(row, today) if row is not None and is_open else None,
        undone=undone_in_care(person_id),
        ward_id=ward_id,
        number=duty_number(ward_id, level=1),
    )


def owes_daily_form(actor: Actor, person_id: int, today: date) -> bool:
    """Tell whether a person's first page points to the daily form; PersonNotFound for anybody else's."""
    if not answers_for(actor, person_id):
        raise PersonNotFound
    return (
        Episode.objects.filter(person=person_id, ended_at__isnull=True).exists()
        or _is_household(person_id)
        or watching_of_home(ward_of(person_id), today) is not None
    )


def own_release(actor: Actor, episode_id: int) -> EpisodeView | None:
    """Return an episode of the actor or of somebody they answer for that ended by release; None otherwise."""
    row = Episode.objects.filter(pk=episode_id, ending=Ending.RELEASED).first()
    if row is None or not answers_for(actor, row.person_id):
        return None
    require_over_person(actor, READ_OWN, row.person_id)
    return view_of(row)


def _is_household(person_id: int) -> bool:
    return HouseholdMember.objects.filter(person=person_id, episode__ended_at__isnull=True).exists()
