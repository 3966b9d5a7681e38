"""Holds the line to an SMPP operator: sends what waits, and hears what comes. One of these runs, beside the worker."""

import os
import signal
import sys
import time
from typing import Final

import django

from antoan.kit.errors import AntoanError

IDLE_SECONDS: Final = 0.5
RETRY_SECONDS: Final = 5.0


class Stopping:
    """Set by SIGTERM or Ctrl-C; the loop looks at it between two windows."""

    def __init__(self) -> None:
        self.is_asked = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)

    def _ask(self, *_: object) -> None:
        self.is_asked = True


def main() -> int:
    """Run until SIGTERM or SIGINT; return the exit status. What is wrong is one line on stderr."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "antoan.config.settings.base")
    stopping = Stopping()
    try:
        django.setup()
        from antoan.domains.messaging.gateways import smpp_gateway
        from antoan.domains.messaging.services.hearing import hear

        way = smpp_gateway(hear)
    except AntoanError as error:
        print(f"messenger: {error.message}", file=sys.stderr)
        return 1
    from django.db import Error, connections

    from antoan.domains.messaging.services import send_waiting

    while not stopping.is_asked:
        try:
            way.listen(0 if send_waiting(way) else IDLE_SECONDS)
        except Error as error:
            print(f"messenger: the database does not answer ({type(error).__name__})", file=sys.stderr)
            connections.close_all()
            time.sleep(RETRY_SECONDS)
    way.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
