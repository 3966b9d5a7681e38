"""Where the wizard of corrections is worked: of whom, on whose pages, and who keeps what is asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse

from antoan.domains.corrections.queries import ContestedRecord
from antoan.domains.corrections.values import NewTicket, Subject


@dataclass(frozen=True, slots=True)
class Stand:
    """A citizen's own phone, or a desk where staff type with the person."""

    person_id: int
    base: str  # The template around the pages.
    address: str  # Of the wizard.
    back: str  # The list one came from.
    records: Callable[[Subject], list[ContestedRecord]]
    send: Callable[[NewTicket], HttpResponse]
    carried: Mapping[str, str] = field(default_factory=dict)  # What every link passes on.
    frame: Mapping[str, Any] = field(default_factory=dict)  # What the template around the pages shows.

    def query(self, **more: str) -> str:
        """Return the query of a link that stays with the same person."""
        fields = {**self.carried, **{name: value for name, value in more.items() if value}}
        return f"?{urlencode(fields)}" if fields else ""
