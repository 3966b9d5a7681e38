"""Makes a crowd with passes and codes in force, and further devices at the gate; prints codes and tokens as JSON.

Passes alone: a gate reads nothing else of a person, and two thousand registrations would take minutes.
"""

import json
import sys
from datetime import date, timedelta

from antoan.entrypoints.cli.prepare import prepare
from antoan.kit import clock

FIRST = 7_000_000  # Ids far from those of seeded people, so that they can be taken away again.


def main() -> None:
    """Make so many people and devices for a gate, as the arguments say."""
    people, devices, gate_id = map(int, sys.argv[1:])
    prepare()
    print(
        json.dumps(
            {"codes": _codes(people), "tokens": [_token(gate_id, number) for number in range(devices)]}
        )
    )


def _codes(people: int) -> list[str]:
    from antoan.domains.codes import payload
    from antoan.domains.passes.models import Pass
    from antoan.kit.text import name_label
    from tests.factories.scan import a_code

    today, now = clock.today(), clock.now()
    passes, codes = [], []
    for number in range(people):
        qid, name = f"7900{FIRST + number:014d}", f"Công Thị Nhân {number}"
        codes.append(a_code(qid, name=name))
        passes.append(
            Pass(
                person_id=FIRST + number, qid=qid, qid_is_local=True, label=name_label(name), gender="female",
                code_digest=payload.digest(codes[-1]), code_expires_on=today + timedelta(days=180),
                birth_on=date(1990, 5, 17), doses_valid=2, course_doses=2, has_records=True, updated_at=now,
                first_dose_on=today - timedelta(days=90), last_dose_on=today - timedelta(days=60),
            )
        )  # fmt: skip
    Pass.objects.bulk_create(passes, batch_size=500)
    return codes


def _token(gate_id: int, number: int) -> str:
    from antoan.domains.places.services import make_enrolment_ticket, redeem_ticket
    from antoan.foundation.accounts.actor import SYSTEM

    ticket = make_enrolment_ticket(actor=SYSTEM, gate_id=gate_id, at=clock.now())
    return redeem_ticket(secret=ticket.secret, device_name=f"Làn {number}", at=clock.now())[1]


if __name__ == "__main__":
    main()
