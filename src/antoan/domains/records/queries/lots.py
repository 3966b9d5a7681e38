"""The register of lots. It tells of no person, so no actor is asked."""

from typing import Final

from antoan.domains.records.models import VaccineLot
from antoan.domains.records.values import Lot

# A product comes in some hundreds of lots a year.
LOTS_OF_PRODUCT_MAX: Final = 5000
LOTS_SHOWN_MAX: Final = 200


def lots_of(product: str) -> tuple[Lot, ...]:
    """Return the registered lots of a product."""
    rows = VaccineLot.objects.filter(product=product).order_by("-expires_on")[:LOTS_OF_PRODUCT_MAX]
    return tuple(Lot(row.product, row.number, row.expires_on) for row in rows)


def latest_lots() -> list[Lot]:
    """Return the lots that were registered last."""
    rows = VaccineLot.objects.order_by("-created_at", "-pk")[:LOTS_SHOWN_MAX]
    return [Lot(row.product, row.number, row.expires_on) for row in rows]
