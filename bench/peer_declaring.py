"""The peer: declarations through the product's Django service, one at a time. `python -m bench.peer_declaring COUNT`"""

import random
import sys
import time
from uuid import uuid4

import django

django.setup()

from antoan.domains.declarations.services import declare  # noqa: E402
from antoan.domains.declarations.values import Authorship, Channel, NewDeclaration, Verification  # noqa: E402
from antoan.foundation.accounts.actor import Actor  # noqa: E402
from antoan.kit import clock  # noqa: E402
from bench.declaration_load import CLEAR  # noqa: E402
from bench.declarations import PEOPLE  # noqa: E402

AUTHOR = Authorship(channel=Channel.GATE, verified_by=Verification.GATE)


def main() -> None:
    """Declare for random people and print how many a second were kept."""
    count = int(sys.argv[1])
    people = random.sample(range(1, PEOPLE + 1), count)
    began = time.perf_counter()
    for person_id in people:
        actor = Actor(None, "bench", person_id=person_id, is_system=True)
        declaration = NewDeclaration(
            uuid4(), person_id, clock.now(), "workplace", "1.0.0", CLEAR, AUTHOR, place_id=1
        )
        declare(actor=actor, declaration=declaration)
    print(count / (time.perf_counter() - began))


if __name__ == "__main__":
    main()
