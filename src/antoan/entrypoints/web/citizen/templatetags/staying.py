"""Shows on any page where one's family has not checked out."""

from typing import Any

from django import template

from antoan.entrypoints.web.citizen.visiting.staying import stays_of
from antoan.kit import clock

register = template.Library()


@register.inclusion_tag("citizen/visiting/stays.html", takes_context=True)
def open_stays(context: dict[str, Any]) -> dict[str, Any]:
    """Show the stays that wait for a check-out; nothing when there is none."""
    return {"stays": stays_of(context["request"], clock.now())}
