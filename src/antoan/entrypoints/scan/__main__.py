"""`python -m antoan.entrypoints.scan`: scan processes that share one port."""

import argparse
import os
import sys
from pathlib import Path

from antoan.entrypoints.scan.process import Settings, run
from antoan.entrypoints.scan.supervisor import Supervisor
from antoan.kit.errors import AntoanError


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and run; return the exit status."""
    parser = argparse.ArgumentParser(prog="antoan scan", description="Run the scan processes.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8002, help="port to listen on")
    parser.add_argument("--processes", type=int, default=2, help="processes sharing the port (1-64)")
    parser.add_argument("--web-socket", type=Path, default=_socket(), help="web process for all other paths")
    parser.add_argument("--number", type=int, default=0, help=argparse.SUPPRESS)  # Of one supervised process.
    parser.add_argument("--supervisor", type=int, default=0, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if not 0 < chosen.port < 65536 or not 1 <= chosen.processes <= 64:
        parser.error("the port lies between 1 and 65535, the processes between 1 and 64")
    try:
        settings = Settings.read(
            host=chosen.host,
            port=chosen.port,
            number=chosen.number,
            web_socket=chosen.web_socket,
            supervisor=chosen.supervisor,
        )
        return run(settings) if chosen.number else Supervisor(settings, chosen.processes).run()
    except AntoanError as fault:
        print(f"scan: {fault.message}", file=sys.stderr)
        return 1


def _socket() -> Path | None:
    named = os.environ.get("ANTOAN_WEB_SOCKET")
    return Path(named) if named else None


if __name__ == "__main__":
    sys.exit(main())
