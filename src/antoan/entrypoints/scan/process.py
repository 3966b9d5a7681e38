"""One scan process: its parts put together, run until it is told to stop."""

import asyncio
import gc
import logging
import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvloop

from antoan.domains.declarations.questionnaires.catalogue import catalogue
from antoan.entrypoints.scan.database import Session, keep_connected
from antoan.entrypoints.scan.declaration_api import DeclarationApi
from antoan.entrypoints.scan.declaring import Declarations
from antoan.entrypoints.scan.devices import Devices
from antoan.entrypoints.scan.handlers import ScanApi
from antoan.entrypoints.scan.intake import Intake
from antoan.entrypoints.scan.keys import TrustedKeys
from antoan.entrypoints.scan.metrics import Metrics
from antoan.entrypoints.scan.passthrough import PassThrough
from antoan.entrypoints.scan.server import Server
from antoan.foundation.keystore.store import KeyStore
from antoan.kit.errors import AntoanError, NotConfigured

FLUSH_SECONDS_MAX: Final = 10.0
FIRST_LOAD_SECONDS_MAX: Final = 10.0
# The hot path makes no cycles: look for some rarely, and never among what was loaded at the start.
GC_THRESHOLD: Final = 50_000

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a scan process needs to know."""

    host: str
    port: int
    number: int
    database_url: str
    data: Path
    web_socket: Path | None
    is_https: bool
    questionnaires: Path | None = None  # A folder of further ones.
    supervisor: int = 0  # The process that watches this one; it never runs unwatched.

    @classmethod
    def read(
        cls, *, host: str, port: int, number: int, web_socket: Path | None, supervisor: int
    ) -> "Settings":
        """Take the rest from ANTOAN_* variables; NotConfigured names the one that is missing."""
        url = os.environ.get("ANTOAN_DATABASE_URL")
        if not url:
            raise NotConfigured(
                "ANTOAN_DATABASE_URL is not set: name the database, or use `antoan up`, which brings its own."
            )
        folder = os.environ.get("ANTOAN_QUESTIONNAIRES")
        return cls(
            host=host,
            port=port,
            number=number,
            database_url=url,
            data=Path(os.environ.get("ANTOAN_DATA", ".data")).resolve(),
            web_socket=web_socket,
            questionnaires=Path(folder) if folder else None,
            is_https=os.environ.get("ANTOAN_PUBLIC_URL", "").startswith("https://"),
            supervisor=supervisor,
        )


def run(settings: Settings) -> int:
    """Run one scan process; return its exit status."""
    logging.basicConfig(
        level=logging.INFO,
        format=f"%(asctime)s scan {settings.number} %(levelname)s %(message)s",
        stream=sys.stderr,
    )
    try:
        uvloop.run(_serve(settings))
    except AntoanError as fault:
        print(f"scan: {fault.message}", file=sys.stderr)
        return 1
    except OSError as fault:
        print(f"scan: cannot listen on {settings.host}:{settings.port}: {fault.strerror}", file=sys.stderr)
        return 1
    return 0


async def _serve(settings: Settings) -> None:
    keys = TrustedKeys(settings.data)
    ring = KeyStore.of(settings.data).field_ring()
    metrics = Metrics(process=settings.number)
    devices = Devices()
    intake = Intake(url=settings.database_url, devices=devices, keys=keys, ring=ring, metrics=metrics)
    gathered = Declarations(url=settings.database_url, keys=keys, ring=ring, metrics=metrics)
    api = ScanApi(
        intake=intake,
        declarations=DeclarationApi(
            gathered=gathered, catalogue=catalogue(settings.questionnaires), ring=ring, metrics=metrics
        ),
        devices=devices,
        keys=keys,
        ring=ring,
        metrics=metrics,
    )
    stop = _stop_asked()

    def each_tick() -> None:
        keys.renew()
        if os.getppid() != settings.supervisor:
            stop.set()

    scheme = "https" if settings.is_https else "http"
    pass_on = PassThrough(settings.web_socket, scheme=scheme) if settings.web_socket else None
    server = api.server = Server(api.routes(), pass_on, each_tick)

    async def follow(session: Session) -> None:
        await devices.follow(session.connection)

    loop = asyncio.get_running_loop()
    tasks = [
        loop.create_task(keep_connected("devices", settings.database_url, follow)),
        *intake.start(),
        *gathered.start(),
    ]
    for task in tasks:
        task.add_done_callback(lambda done: _end_on_bug(done, stop))
    await _first_load(devices)
    gc.collect()
    gc.freeze()
    gc.set_threshold(GC_THRESHOLD)
    await server.listen(settings.host, settings.port)
    logger.info("listening on %s:%d, %d devices", settings.host, settings.port, len(devices))
    await stop.wait()
    await server.drain()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def _first_load(devices: Devices) -> None:
    """Know the devices before the first client; without a database serve all the same, with 503."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + FIRST_LOAD_SECONDS_MAX
    while not devices.loaded_at and loop.time() < deadline:
        await asyncio.sleep(0.01)


def _stop_asked() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


def _end_on_bug(task: "asyncio.Task[None]", stop: asyncio.Event) -> None:
    """A connection's task never ends by itself: when it does, the process starts afresh."""
    if not task.cancelled() and (fault := task.exception()) is not None:
        logger.error("a part of the process failed", exc_info=fault)
        stop.set()
