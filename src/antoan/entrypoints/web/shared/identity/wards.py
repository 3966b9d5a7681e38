"""A choice of today's wards, by the districts people remember; the script searches it by former names too."""

from typing import Any

from django.forms import Field, Select
from django.utils.translation import gettext as _

from antoan.domains.areas.queries import ward_directory
from antoan.kit import clock


class WardSelect(Select):
    """Writes the former names of each ward beside it, for the search on the page."""

    template_name = "django/forms/widgets/select.html"

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__(attrs, choices)
        self.former: dict[int, tuple[str, ...]] = {}

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        """Return one option with its former names."""
        option: dict[str, Any] = super().create_option(name, value, *args, **options)
        if names := self.former.get(value):
            option["attrs"]["data-former"] = "; ".join(names)
        return option


def offer_wards(field: Field) -> None:
    """Fill a field, whose widget is a WardSelect, with the wards of today."""
    groups = ward_directory(clock.today())
    rest = _("Nơi khác (Bình Dương, Bà Rịa – Vũng Tàu, Côn Đảo)")
    chosen: Any = field
    chosen.choices = [("", _("Chọn phường, xã"))] + [
        (group.name or rest, [(one.id, one.name) for one in group.wards]) for group in groups
    ]
    chosen.widget.former = {one.id: one.former for group in groups for one in group.wards}


def chosen_ward_name(field: Field, ward_id: int) -> str:
    """Return the name of a ward that the field offers."""
    choices: Any = field
    return next(
        str(name) for _label, wards in list(choices.choices)[1:] for pk, name in wards if pk == ward_id
    )
