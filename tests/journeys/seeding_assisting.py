"""An old woman with a plain telephone and a grandchild, whom the ward helps and who writes to us; nobody else's."""

from collections.abc import Callable
from datetime import date, timedelta

from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock

NUMBER = "0918000500"


def assisting_seeds(account: Callable[..., dict[str, object]]) -> dict[str, object]:
    """Return her, what is recorded about her, and the officer; `account` opens one."""
    from antoan.domains.codes.services import issue_personal_code
    from antoan.domains.declarations.values import Authorship, Channel, Verification
    from antoan.domains.people.heads import head_of
    from antoan.domains.people.services import add_dependant, add_phone
    from antoan.domains.places.services import issue_place_code
    from antoan.domains.visits.services import open_days_around
    from antoan.foundation.accounts.actor import SYSTEM
    from tests.factories.areas import ward
    from tests.factories.declarations import a_declaration
    from tests.factories.people import a_person, citizen
    from tests.factories.privacy import a_consent
    from tests.factories.records import a_dose
    from tests.factories.units import a_place_of, a_unit, someone_as
    from tests.factories.visits import went_in
    from tests.factories.workers import a_factory, a_worker

    home, now = ward("25771").id, clock.now()
    may = a_person("Lò Thị Mây", date(1949, 5, 17), ward_id=home, address="Ấp 1")
    child = a_person("Lò Văn Tí", date(2016, 5, 5), ward_id=home)
    add_phone(actor=SYSTEM, person_id=may.id, number=NUMBER, verified_at=now)
    add_dependant(actor=SYSTEM, guardian_id=may.id, person_id=child.id, kinship="bà")
    codes = {
        name: issue_personal_code(actor=SYSTEM, subject=head_of(one))
        for name, one in (("may", may), ("child", child))
    }
    a_dose(may.id, clock.today() - timedelta(days=3))  # Too short ago to count: black.
    a_consent(may.id, "research")
    a_worker(a_factory("May Hoa Sim", ward_id=home), may)
    unit = a_unit("Chợ Chánh Hiệp", ward_id=home)
    market = a_place_of(unit, "Chợ Chánh Hiệp", ward_id=home)
    open_days_around(clock.today())
    went_in(citizen(may.id), market.id, now=now - timedelta(hours=2))
    posted = issue_place_code(actor=SYSTEM, place_id=market.id, at=now)
    staff = Authorship(channel=Channel.STAFF, verified_by=Verification.STAFF)
    a_declaration(may.id, actor=someone_as("clinic_staff", ScopeKind.CITY), author=staff)
    return {
        "assisting": {
            "id": may.id,
            "child": child.id,
            "short": codes["may"].short_code,
            "posted": posted.serial,
            "officer": account("giup.dan", "Vi Thị Giúp", "ward_officer", ScopeKind.AREA, home, totp=True),
        }
    }
