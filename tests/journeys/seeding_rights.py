"""People for the journeys of rights over data: who asks, who wants to be erased, who decides; and cases for the map."""

from collections.abc import Callable
from datetime import date, timedelta

from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock


def rights_seeds(account: Callable[..., dict[str, object]]) -> dict[str, object]:
    """Return the accounts; `account` opens one."""
    from antoan.domains.statistics.services import count_days
    from tests.factories.areas import ward

    home = ward("26740").id
    asker, leaver = _person("Trương Thị Quyền", home), _person("Đinh Văn Rời", home)
    officer = account("can.bo.xem", "Kiều Thị Xem", "ward_officer", ScopeKind.AREA, home, totp=True)
    _outbreak(home)
    count_days(clock.today() - timedelta(days=2), clock.today())
    _looks(str(officer["login"]), asker)
    return {
        "rights_citizen": account("quyen", "Trương Thị Quyền", "citizen", ScopeKind.SELF, person_id=asker),
        "leaving_citizen": account("roi", "Đinh Văn Rời", "citizen", ScopeKind.SELF, person_id=leaver),
        "privacy_officer": account("bao.ve", "Lưu Thị Bảo", "privacy_officer", ScopeKind.CITY, totp=True),
        "auditor": account("kiem.toan", "Tạ Văn Kiểm", "auditor", ScopeKind.CITY, totp=True),
        "asker": {"id": asker, "name": "Trương Thị Quyền"},
        "leaver": {"id": leaver, "name": "Đinh Văn Rời"},
    }


def _person(name: str, ward_id: int) -> int:
    from tests.factories.people import a_person
    from tests.factories.records import a_dose

    person = a_person(name, date(1955, 3, 3), ward_id=ward_id, phones=("0912000111",))
    a_dose(person.id, clock.today() - timedelta(days=200))
    return person.id


def _outbreak(ward_id: int) -> None:
    """Let people of one ward fall ill in the last days, enough to be told of."""
    from tests.factories.people import a_person
    from tests.factories.records import a_case

    for number in range(12):
        person = a_person(f"Ca Thứ {number}", ward_id=ward_id)
        a_case(person.id, clock.today() - timedelta(days=number % 9))


def _looks(login: str, person_id: int) -> None:
    """Let an officer read somebody's data, some times."""
    from antoan.domains.people.queries import identity_of
    from antoan.domains.records.queries import records_of_person
    from antoan.foundation.accounts.models import Account
    from antoan.foundation.accounts.queries import actor_for

    actor = actor_for(Account.objects.get(login=login))
    for _ in range(3):
        identity_of(actor, person_id, purpose="correction")
    records_of_person(actor, person_id, purpose="correction")
