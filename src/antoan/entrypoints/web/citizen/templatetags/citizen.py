"""Shows the bar between a citizen's pages."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import reverse

from antoan.entrypoints.web.citizen.navigation import STOPS

register = template.Library()


@register.inclusion_tag("citizen/navigation.html", takes_context=True)
def citizen_nav(context: dict[str, Any]) -> dict[str, Any]:
    """Show the stops; the one whose pages we are on is marked."""
    request: HttpRequest = context["request"]
    addresses = [reverse(stop.address) for stop in STOPS]
    # The longest address that begins ours: the home page begins them all.
    here = max((one for one in addresses if request.path.startswith(one)), key=len, default="")
    query = context.get("query", "")
    return {
        "stops": [
            {"stop": stop, "address": address + query, "is_here": address == here}
            for stop, address in zip(STOPS, addresses, strict=True)
        ]
    }
