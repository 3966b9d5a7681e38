"""An operator's SMPP centre for tests, in a process of its own, with a codec that is not the one of our client.

Started as a module it prints its port, then one JSON line for each message it takes. Lines on stdin make it act:
``{"from", "text"}`` somebody writes to us, ``{"report": number, "stat"}`` a report, ``{"hang_up": true}``.
Numbers ending in 404 do not exist, those in 503 are to be tried later, those in 000 get no answer.
"""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

from aiosmpplib import (
    DeliverSm,
    OptionalParam,
    PhoneNumber,
    SmppCommand,
    SmppCommandStatus,
    SmppMessage,
    SubmitSm,
)
from aiosmpplib.protocol import (
    BindTransceiver,
    BindTransceiverResp,
    DeliverSmResp,
    EnquireLinkResp,
    SubmitSmResp,
)
from aiosmpplib.state import USER_MESSAGE_REFERENCE

PASSWORD = "bimat"
OURS = "1022"


class Centre:
    def __init__(self) -> None:
        self.writer: asyncio.StreamWriter | None = None
        self.taken: dict[str, tuple[str, int]] = {}  # number: its last message's name, and ours of it
        self.sequence = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readexactly(16)
                header = SmppMessage.parse_header(head)
                pdu = head + await reader.readexactly(header.pdu_length - 16)
                await self.handle(pdu, header, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def handle(self, pdu: bytes, header: Any, writer: asyncio.StreamWriter) -> None:
        number = header.sequence_num
        match header.smpp_command:
            case SmppCommand.BIND_TRANSCEIVER:
                bind = BindTransceiver.from_pdu(pdu, header)
                status = (
                    SmppCommandStatus.ESME_ROK
                    if bind.password == PASSWORD
                    else SmppCommandStatus.ESME_RINVPASWD
                )
                self.writer = writer
                writer.write(BindTransceiverResp(number, status, system_id="centre").pdu())
                say({"bound": bind.system_id})
            case SmppCommand.ENQUIRE_LINK:
                writer.write(EnquireLinkResp(number).pdu())
            case SmppCommand.SUBMIT_SM:
                self.take(SubmitSm.from_pdu(pdu, header, "gsm0338"), number, writer)
            case SmppCommand.DELIVER_SM_RESP:
                answer = DeliverSmResp.from_pdu(pdu, header)
                say({"acknowledged": answer.command_status.name})
        await writer.drain()

    def take(self, sms: SubmitSm, number: int, writer: asyncio.StreamWriter) -> None:
        to = sms.destination.number
        if to.endswith("000"):
            say({"silent": to})
            return
        status = SmppCommandStatus.ESME_ROK
        if to.endswith("404"):
            status = SmppCommandStatus.ESME_RINVDSTADR
        if to.endswith("503"):
            status = SmppCommandStatus.ESME_RTHROTTLED
        name = f"m{number}" if status is SmppCommandStatus.ESME_ROK else ""
        if name:
            ref = next((p.value for p in sms.optional_params if p.tag == USER_MESSAGE_REFERENCE), 0)
            self.taken[to] = (name, int(ref))
            say({"to": to, "text": sms.short_message, "reports": sms.registered_delivery})
        writer.write(SubmitSmResp(number, status, message_id=name).pdu())

    async def act(self, line: str) -> None:
        asked = json.loads(line)
        assert self.writer is not None
        if asked.get("hang_up"):
            self.writer.close()
            return
        self.sequence += 1
        if "text" in asked:
            pdu = DeliverSm(
                short_message=asked["text"], source=PhoneNumber(asked["from"]), destination=PhoneNumber(OURS),
                encoding="ucs2" if asked.get("marks") else "gsm0338",
            )  # fmt: skip
        else:
            name, ref = self.taken[asked["report"]]
            pdu = DeliverSm(
                short_message=f"id:{name} sub:001 dlvrd:001 stat:{asked['stat']} err:000 text:",
                source=PhoneNumber(asked["report"]), destination=PhoneNumber(OURS), esm_class=0b00000100,
                encoding="gsm0338", optional_params=[OptionalParam(USER_MESSAGE_REFERENCE, ref)] if asked.get("ref") else [],
            )  # fmt: skip
        pdu.sequence_num = self.sequence
        pdu.set_encoding_info("gsm0338", None)
        self.writer.write(pdu.pdu())
        await self.writer.drain()


def say(what: dict[str, Any]) -> None:
    print(json.dumps(what), flush=True)


async def main() -> None:
    centre = Centre()
    server = await asyncio.start_server(centre.serve, "127.0.0.1", 0)
    say({"port": server.sockets[0].getsockname()[1]})
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        await centre.act(line)


@dataclass
class RunningCentre:
    process: subprocess.Popen[str]
    port: int = 0
    said: list[dict[str, Any]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smpp://antoan:{PASSWORD}@127.0.0.1:{self.port}/"

    def ask(self, **what: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(what) + "\n")
        self.process.stdin.flush()

    def delivered(self) -> list[tuple[str, str]]:
        return [(one["to"], one["text"]) for one in list(self.said) if "to" in one]

    def acknowledged(self) -> list[str]:
        return [one["acknowledged"] for one in list(self.said) if "acknowledged" in one]

    def until(self, is_so: Callable[[], bool], seconds: float = 20) -> None:
        deadline = time.monotonic() + seconds
        while not is_so():
            assert time.monotonic() < deadline, self.said
            time.sleep(0.02)


@contextmanager
def an_smpp_centre() -> Iterator[RunningCentre]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.factories.smpp_centre"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    running = RunningCentre(process)
    assert process.stdout is not None
    running.port = json.loads(process.stdout.readline())["port"]
    reading = Thread(
        target=lambda: running.said.extend(json.loads(line) for line in process.stdout), daemon=True
    )
    reading.start()
    try:
        yield running
    finally:
        process.kill()
        process.wait(10)
        reading.join(10)
        process.stdout.close()
        process.stdin.close()


if __name__ == "__main__":
    asyncio.run(main())
