"""Which areas somebody may look at: those of their right, whole, and all that lies in them."""

from dataclasses import replace

from antoan.domains.areas.errors import AreaNotFound
from antoan.domains.areas.queries import ancestors_of, areas_on, areas_within, districts_of_2021
from antoan.domains.areas.reach import areas_reached
from antoan.domains.areas.values import AreaLevel, AreaView
from antoan.domains.statistics.looked import Asked, Looked
from antoan.domains.statistics.permissions import EXPORT, READ
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import Scope
from antoan.kit import clock
from antoan.kit.errors import Forbidden


def areas_for(actor: Actor) -> list[AreaView]:
    """Return the areas an actor may look at, the largest first; Forbidden when there is none.

    Today's areas, and the districts of 2021, by which people still think of the city.
    """
    every = sorted([*areas_on(clock.today()), *districts_of_2021()], key=lambda one: one.level)
    known = list({one.id: one for one in every}.values())
    reached = None if actor.is_system else areas_reached(actor, READ)
    if reached is None:
        return known
    found = [one for one in known if one.id in reached]
    if not found:
        raise Forbidden(f"This needs the right {READ}, which you do not have here.", permission=READ)
    return found


def looked_at(actor: Actor, area_id: int | None = None) -> Looked:
    """Return what somebody looks at, their widest area unless told. Out of reach is as if there were none: AreaNotFound."""
    reached = areas_for(actor)
    chosen = reached[0] if area_id is None else next((one for one in reached if one.id == area_id), None)
    if chosen is None:
        raise AreaNotFound(f"There is no area {area_id}.")
    return Looked(chosen, None if chosen.level is AreaLevel.CITY else areas_within(chosen.id))


def may_export(actor: Actor, looked: Looked) -> bool:
    """Tell whether the actor may take the figures of an area along."""
    return actor.may(EXPORT, Scope(areas=ancestors_of(looked.area.id)))


def looked_again(actor: Actor, asked: Asked) -> Asked:
    """Check where it is read what somebody hands in as looked at; Forbidden, AreaNotFound."""
    return asked if actor.is_system else replace(asked, looked=looked_at(actor, asked.looked.area.id))
