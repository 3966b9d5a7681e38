"""The scan processes as a gate meets them: started as processes, spoken to over HTTP, ended by process number."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from django.db import connection

from antoan.domains.codes import payload
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.models import IssuedCode
from antoan.domains.codes.payload import DeclaredKind, PersonalHead
from antoan.domains.passes.models import Pass
from antoan.domains.policy import documents
from antoan.domains.policy.models import Policy, PolicyActivation
from antoan.kit import clock
from antoan.kit.text import name_label
from tests.factories.installation import free_port

READY_SECONDS_MAX = 30
POLICY = "hcm-2021-10-01"


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    headers: Mapping[str, str]
    raw: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.raw)


@dataclass
class ScanServer:
    """A running group of scan processes."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def log_text(self) -> str:
        return self.log.read_text(errors="replace")

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        token: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Ask once, over a connection of its own. Bytes go as they are, anything else as JSON."""
        head = dict(headers or {})
        if token:
            head["Authorization"] = f"Bearer {token}"
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        client = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            client.request(method, path, data, head)
            response = client.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            client.close()

    def scan(self, token: str, code: str, **changes: Any) -> Answer:
        """Scan a code at a gate."""
        return self.call("POST", "/scan/v1/visits", a_scan(code, **changes), token=token)

    def wait_for(self, token: str, *, status: int = 200) -> None:
        """Wait until the server knows (or no longer knows) a device."""
        deadline = time.monotonic() + 5
        while self.call("GET", "/scan/v1/gate", token=token).status != status:
            assert time.monotonic() < deadline, self.log_text()
            time.sleep(0.02)

    def raw(self, *pieces: bytes, pause: float = 0.0, read_until_closed: bool = True) -> bytes:
        """Send bytes as they are and return all that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as client:
            for piece in pieces:
                client.sendall(piece)
                time.sleep(pause)
            received = b""
            while read_until_closed and (chunk := client.recv(65536)):
                received += chunk
            return received


def a_scan(code: str, **changes: Any) -> dict[str, Any]:
    """Return the body of a scan, now and inwards unless told."""
    at = changes.pop("at", None) or clock.local(clock.now())
    return {
        "id": str(uuid4()),
        "code": code,
        "direction": "in",
        "at": at.isoformat() if isinstance(at, datetime) else at,
        **changes,
    }


def database_url() -> str:
    """Return the address of the tests' database."""
    parts = connection.settings_dict
    host = quote(str(parts["HOST"]), safe="/")
    return f"postgresql://{parts['USER']}:{quote(parts['PASSWORD'], safe='')}@/{parts['NAME']}?host={host}"


@contextmanager
def scan_server(
    *,
    log: Path,
    processes: int = 1,
    url: str | None = None,
    data: Path | None = None,
    web_socket: Path | None = None,
    port: int | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[ScanServer]:
    """Run the scan processes for the length of a with-block."""
    port = port or free_port()
    data = data or Path(os.environ["ANTOAN_DATA"])
    SigningRing.create_missing(data, today=clock.today() - timedelta(days=30))
    command = [
        sys.executable,
        "-m",
        "antoan.entrypoints.scan",
        "--port",
        str(port),
        "--processes",
        str(processes),
    ]
    if web_socket:
        command += ["--web-socket", str(web_socket)]
    with log.open("ab") as output:
        process = subprocess.Popen(
            command,
            env={
                **os.environ,
                "ANTOAN_DATABASE_URL": url or database_url(),
                "ANTOAN_DATA": str(data),
                **(environment or {}),
            },
            stdout=output,
            stderr=output,
        )
    server = ScanServer(process, port, log)
    try:
        _wait_until_ready(server)
        yield server
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


def _wait_until_ready(server: ScanServer) -> None:
    deadline = time.monotonic() + READY_SECONDS_MAX
    while True:
        assert server.process.poll() is None, server.log_text()
        assert time.monotonic() < deadline, server.log_text()
        try:
            if server.call("GET", "/scan/v1/health").status == 200:
                return
        except OSError:
            pass
        time.sleep(0.03)


@dataclass(frozen=True)
class Citizen:
    """Somebody with a pass and a signed code."""

    person_id: int
    qid: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def signing_ring() -> SigningRing:
    """Return the key ring of the tests' installation."""
    return SigningRing.create_missing(
        Path(os.environ["ANTOAN_DATA"]), today=clock.today() - timedelta(days=30)
    )


def a_code(
    qid: str,
    *,
    name: str = "Nguyễn Văn An",
    issued_on: date | None = None,
    expires_on: date | None = None,
    ring: SigningRing | None = None,
) -> str:
    """Return a signed personal code, issued today for half a year unless told."""
    number, key = (ring or signing_ring()).signing_key()
    today = clock.today()
    head = PersonalHead(
        document_number="******004567",
        full_name=name,
        birth_on=date(1990, 5, 17),
        declared_kind=DeclaredKind.SELF,
        qid=qid,
    )
    return payload.sign(
        head,
        key_number=number,
        key=key,
        issued_on=issued_on or today,
        expires_on=expires_on or today + timedelta(days=180),
    )


_numbers = iter(range(1, 1_000_000))


def a_citizen(
    *, name: str = "Nguyễn Văn An", is_local: bool = True, code: str | None = None, **facts: Any
) -> Citizen:
    """Return a person with a pass and a code in force, fully vaccinated unless told."""
    number = next(_numbers)
    qid = f"79{time.time_ns() % 10**10:010d}{number:06d}"
    today = clock.today()
    text = a_code(qid, name=name) if code is None else code
    facts = {
        "doses_valid": 2,
        "course_doses": 2,
        "first_dose_on": today - timedelta(days=90),
        "last_dose_on": today - timedelta(days=60),
        "has_records": True,
        **facts,
    }
    person = Pass.objects.create(
        person_id=1_000_000 + number,
        qid=qid,
        qid_is_local=is_local,
        label=name_label(name),
        gender="male",
        code_digest=payload.digest(text),
        code_expires_on=today + timedelta(days=180),
        updated_at=clock.now(),
        **{"birth_on": date(1990, 5, 17), **facts},
    )
    return Citizen(person.person_id, qid, text, facts)


def an_issued_code(qid: str, **changes: Any) -> tuple[str, IssuedCode]:
    """Return an older code of a person, known as issued but not the one in force."""
    revoked_at = changes.pop("revoked_at", None)
    text = a_code(qid, **changes)
    today = clock.today()
    row = IssuedCode.objects.create(
        digest=payload.digest(text),
        qid=qid,
        key_number=signing_ring().current,
        issued_on=changes.get("issued_on") or today,
        expires_on=changes.get("expires_on") or today + timedelta(days=180),
        revoked_at=revoked_at,
    )
    return text, row


def a_policy_in_force(key: str = POLICY, *, starts_at: datetime | None = None) -> Policy:
    """Put a shipped policy in force everywhere."""
    document = documents.load_shipped(key)
    policy, _ = Policy.objects.get_or_create(
        key=key, version=document.version, defaults={"document": dict(document.source)}
    )
    PolicyActivation.objects.create(policy=policy, starts_at=starts_at or clock.now() - timedelta(days=30))
    notify("antoan_policy")
    return policy


def notify(channel: str, payload_text: str = "") -> None:
    """Tell the scan processes of a change."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [channel, payload_text])
