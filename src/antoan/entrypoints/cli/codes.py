"""`antoan codes`: reads and verifies codes line by line, and keeps the signing keys."""

import json
import os
import sys
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from antoan.domains.codes.answers import Trust, answer, unknown
from antoan.domains.codes.key_files import folder_of
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.trust import TrustedKey, TrustUnreadable, read_pem
from antoan.domains.codes.values import IssueDays
from antoan.kit import clock

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Read and verify codes; rotate their keys."
)
keys = typer.Typer(
    add_completion=False, no_args_is_help=True, help="The keys this installation signs codes with."
)
app.add_typer(keys, name="keys")

LINE_BYTES_MAX: Final = 1 << 20  # A code has at most a few thousand; trust lists come with it.
_CHUNK_BYTES: Final = 1 << 16

RootFile = Annotated[
    Path | None, typer.Option("--root", help="The root key, when it is kept elsewhere (a stick in a safe).")
]
Number = Annotated[int, typer.Argument(help="Number of the key, as `keys list` shows it.")]


@app.command()
def read() -> None:
    """Say what each line on stdin is: one code a line in, one JSON object a line out."""
    _answer_lines(_own_trust(), at=None)


@app.command()
def verify(
    trust: Annotated[
        Path | None, typer.Option(help="PEM file of certificates or public keys to verify with.")
    ] = None,
    at: Annotated[
        str | None, typer.Option(help="The moment to judge by, for example 2026-11-22T07:31:05+07:00.")
    ] = None,
) -> None:
    """Verify each line on stdin: a code, or JSON {"code", "at", "trust": [PEM …]}."""
    given = read_pem(_text_of(trust)) if trust else None
    _answer_lines(Trust(_own_trust().ring, given), at=_moment(at) if at else None)


@keys.command("list")
def list_keys(
    as_json: Annotated[bool, typer.Option("--json", help="The published list itself.")] = False,
) -> None:
    """Show the keys and what each may still do."""
    ring = SigningRing.load(_data())
    if as_json:
        print(json.dumps(ring.published()))
        return
    for number, key in ring.keys.items():
        days = "".join(f"; revoked {days.first} to {days.last}" for days in key.revoked_days)
        in_use = "  in use" if number == ring.current else ""
        print(f"{number:>3}  {key.status.value:<8} {key.not_before} to {key.expires}{days}{in_use}")


@keys.command()
def rotate(root: RootFile = None) -> None:
    """Make a new key and sign with it from now on."""
    ring = SigningRing.load(_data()).rotate(today=clock.today(), root_file=root)
    print(f"Key {ring.current} signs from now on.")


@keys.command()
def retire(number: Number, root: RootFile = None) -> None:
    """Stop signing with a key; what it signed stays good."""
    SigningRing.load(_data()).retire(number, root_file=root)
    print(f"Key {number} signs no more. What it signed stays good.")


@keys.command()
def revoke(
    number: Number,
    root: RootFile = None,
    first: Annotated[str | None, typer.Option("--from", help="Only what it signed from this day.")] = None,
    last: Annotated[str | None, typer.Option("--to", help="Only what it signed up to this day.")] = None,
) -> None:
    """Believe nothing a key signed, or nothing it signed on certain days."""
    ring = SigningRing.load(_data())
    if first is None and last is None:
        changed = ring.revoke(number, today=clock.today(), root_file=root)
        print(f"Nothing that key {number} signed is believed. Key {changed.current} signs from now on.")
        return
    days = IssueDays(_day(first) if first else date.min, _day(last) if last else clock.today())
    ring.revoke_days(number, days, root_file=root)
    print(f"Nothing that key {number} signed from {days.first} to {days.last} is believed.")


def _answer_lines(trust: Trust, *, at: datetime | None) -> None:
    """Answer each line; flush whenever no more input waits, so that a person or a pipe gets its answer at once."""
    for lines in _line_batches(sys.stdin.fileno()):
        answers = [json.dumps(_answer_line(line, trust, at), ensure_ascii=False) for line in lines]
        sys.stdout.buffer.write("".join(f"{said}\n" for said in answers).encode(errors="replace"))
        sys.stdout.buffer.flush()


def _answer_line(line: bytes, trust: Trust, at: datetime | None) -> dict[str, Any]:
    if len(line) > LINE_BYTES_MAX:
        return unknown(f"a line has at most {LINE_BYTES_MAX} bytes")
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return unknown("not UTF-8")
    if text.lstrip("\ufeff").startswith("{"):
        return _answer_json(text.lstrip("\ufeff"), trust, at)
    return answer(text, trust=trust, at=at or clock.now())


def _answer_json(text: str, trust: Trust, at: datetime | None) -> dict[str, Any]:
    """Answer a line that is a JSON object; what is wrong with it goes into the answer, not to stderr."""
    try:
        request = json.loads(text)
        code, moment, pems = request["code"], request.get("at"), request.get("trust")
        if not isinstance(code, str):
            return unknown("code is not a text")
        at = clock.parse_moment(moment) if moment is not None else at
        if pems is not None:
            texts = [pems] if isinstance(pems, str) else pems
            trust = Trust(trust.ring, [key for pem in texts for key in _keys_of(pem)])
    except KeyError:
        return unknown("code is missing")
    except (ValueError, TypeError, RecursionError) as error:
        return unknown(f"not a request: {error}")
    except TrustUnreadable as error:
        return unknown(error.message)
    return answer(code, trust=trust, at=at or clock.now())


@lru_cache(maxsize=1024)
def _keys_of(pem: str) -> tuple[TrustedKey, ...]:
    return tuple(read_pem(pem))


def _line_batches(source: int) -> Iterator[list[bytes]]:
    """Yield the lines that have arrived so far, again and again. A line beyond the bound is cut just above it."""
    rest = b""
    while chunk := os.read(source, _CHUNK_BYTES):
        *lines, rest = (rest + chunk).split(b"\n")
        rest = rest[: LINE_BYTES_MAX + 1]
        yield lines
    if rest:
        yield [rest]


def _own_trust() -> Trust:
    """Return the installation's own keys; a machine without an installation trusts none."""
    data = _data()
    return Trust(SigningRing.load(data).public_keys() if folder_of(data).exists() else {})


def _data() -> Path:
    return Path(os.environ.get("ANTOAN_DATA", ".data"))


def _text_of(path: Path) -> str:
    try:
        return path.read_text()
    except UnicodeDecodeError:
        raise TrustUnreadable(f"{path} is no PEM file.") from None


def _moment(text: str) -> datetime:
    try:
        return clock.parse_moment(text)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--at") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text} is no day; write it as 2026-11-22") from None
