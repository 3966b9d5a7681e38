"""Does in one go what the worker would do by and by, and prints it: `python -m tests.journeys.working copies …`."""

import json
import sys

from antoan.entrypoints.cli.prepare import prepare
from antoan.kit import clock


def main() -> None:
    """Do each piece of work that is named."""
    prepare()
    for name in sys.argv[1:]:
        _DO[name]()
    print(json.dumps(sys.argv[1:]))


def _copies() -> None:
    from antoan.domains.privacy.services.copying import make_waiting_copies

    make_waiting_copies()


def _erasures() -> None:
    from antoan.domains.privacy.services.erasing import erase_due

    erase_due(now=clock.now())


def _retention() -> None:
    from antoan.domains.privacy.services.retaining import sweep_all

    sweep_all()


def _reminders() -> None:
    from antoan.domains.visits.services import remind_due

    remind_due(now=clock.now())


def _escalations() -> None:
    from antoan.domains.monitoring.services import escalate_late

    escalate_late(now=clock.now())


_DO = {
    "escalations": _escalations,
    "copies": _copies,
    "erasures": _erasures,
    "reminders": _reminders,
    "retention": _retention,
}


if __name__ == "__main__":
    main()
