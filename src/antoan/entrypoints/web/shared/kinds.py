"""What kinds of places are called (features row 97)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from antoan.domains.places.values import PlaceKind

WORDS: Final = {
    PlaceKind.OFFICE: _("Cơ quan, văn phòng"),
    PlaceKind.INDUSTRIAL_ZONE: _("Khu công nghiệp"),
    PlaceKind.FACTORY: _("Nhà máy"),
    PlaceKind.HOSPITAL: _("Bệnh viện"),
    PlaceKind.CLINIC: _("Phòng khám"),
    PlaceKind.APARTMENT_BUILDING: _("Chung cư"),
    PlaceKind.SCHOOL: _("Trường học"),
    PlaceKind.STATION: _("Bến xe, nhà ga"),
    PlaceKind.BUS: _("Xe buýt"),
    PlaceKind.SHIP: _("Tàu, phà"),
    PlaceKind.PIER: _("Bến tàu"),
    PlaceKind.MALL: _("Trung tâm thương mại"),
    PlaceKind.SUPERMARKET: _("Siêu thị"),
    PlaceKind.MARKET: _("Chợ"),
    PlaceKind.SHOP: _("Cửa hàng"),
    PlaceKind.RESTAURANT: _("Quán ăn"),
    PlaceKind.VEHICLE: _("Xe khác: taxi, xe khách, xe tải"),
    PlaceKind.CHECKPOINT: _("Chốt kiểm soát"),
}


def word(kind: PlaceKind) -> str:
    """Return the word for a kind of place, in the reader's language."""
    return str(WORDS[kind])
