"""People for the journeys of cards, the ward's desk and forms at the door: one entered twice, some without a code."""

from collections.abc import Callable
from datetime import date, timedelta

from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock


def cards_seeds(account: Callable[..., dict[str, object]]) -> dict[str, object]:
    """Return the people and accounts; `account` opens one."""
    from tests.factories.areas import ward
    from tests.factories.people import a_person
    from tests.factories.records import a_dose

    street, village = ward("25813").id, ward("25792").id
    born = date(1951, 2, 3)
    kept = a_person("Quách Thị Cúc", born, ward_id=street, address="4 Chợ Cũ", phones=("0918000401",))
    twice = a_person("Quach Cuc Thi", born, ward_id=street, address="4 Cho Cu")
    loser = a_person("Lại Văn Mất", date(1980, 4, 5), ward_id=street, address="9 Chợ Cũ")
    for days in (90, 60):
        a_dose(loser.id, clock.today() - timedelta(days=days), dose_number=1 if days == 90 else 2)
    a_dose(twice.id, clock.today() - timedelta(days=50))
    a_person("Đoàn Thị Sen", date(1948, 9, 9), ward_id=village, address="Ấp 2", phones=("0918000402",))
    a_person("Đoàn Văn Tre", date(1999, 9, 9), ward_id=village, address="Ấp 3")
    door = ward("25819").id
    met = a_person("Bành Văn Sông", date(1961, 3, 2), ward_id=door, address="Ấp 6", documents=())
    return {
        "field": {
            "known": met.id,
            "helper": account("tinh.nguyen", "Bành Thị Giúp", "helper", ScopeKind.AREA, door, totp=True),
            "officer": account("duyet.phieu", "Bành Văn Duyệt", "ward_officer", ScopeKind.AREA, door, totp=True),
        },
        "cards": {
            "kept": kept.id, "twice": twice.id, "loser": loser.id,
            "officer": account("in.the", "Hứa Thị In", "ward_officer", ScopeKind.AREA, street, totp=True),
            "reacher": account("tim.gap", "Hứa Văn Tìm", "ward_officer", ScopeKind.AREA, village, totp=True),
        }
    }  # fmt: skip
