"""Forms in the look of the design system, with ids made by the page: sent twice is taken once."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from antoan.domains.units.queries import units_of
from antoan.entrypoints.web.shared.fields import dress
from antoan.foundation.accounts.actor import Actor
from antoan.kit.ids import uuid7


class ClinicForm(forms.Form):
    """A form with an id of its own."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        """Dress the fields."""
        super().__init__(data, label_suffix="", **options)
        self.fields["id"].initial = uuid7
        for name, field in self.fields.items():
            if name != "id":
                dress(field)

    @property
    def sent_id(self) -> UUID:
        """The id the page made; a new one for a page that sent none."""
        sent: UUID | None = self.cleaned_data["id"]
        return sent or uuid7()


def unit_choices(actor: Actor, permission: str) -> list[tuple[int, str]]:
    """Return the units over which the actor holds a permission, to choose from."""
    return [(unit.id, unit.name) for unit in units_of(actor, permission=permission)]
