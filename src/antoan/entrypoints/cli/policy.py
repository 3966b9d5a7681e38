"""antoan policy: evaluate policies and CertLogic, a million lines without a start-up each. Needs no database."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
import typer

from antoan.domains.policy import certlogic, documents
from antoan.domains.policy.documents import PolicyDocument
from antoan.domains.policy.errors import DocumentInvalid, NoSuchPolicy
from antoan.domains.policy.verdict import decide
from antoan.entrypoints.cli.json_lines import BadLine, read_json_lines
from antoan.kit import clock
from antoan.kit.errors import AntoanError

_ENCODER: Final = msgspec.json.Encoder()

app = typer.Typer(no_args_is_help=True, help="Evaluate policies and CertLogic.")


@app.command("eval")
def evaluate_facts(
    policy: Annotated[str, typer.Option(help="A policy file, or the key of a shipped policy.")],
    now: Annotated[
        str, typer.Option(help="The time to judge at, with offset; facts may set their own.")
    ] = "",
) -> None:
    """Read facts, one JSON object a line; write a verdict a line, or {"error", "line"} for a line that is none."""
    document = _document(policy)
    moment = _moment(now)
    for number, facts in read_json_lines(sys.stdin.buffer):
        if not isinstance(facts, dict):
            _write(_error(facts, "facts are a JSON object", number))
            continue
        _write_line(_ENCODER.encode(decide(document, facts, moment or clock.now()).as_json()))


@app.command("certlogic")
def evaluate_expressions() -> None:
    """Read {"expression", "data"}, one a line; write {"result"} or {"error"} a line."""
    for number, given in read_json_lines(sys.stdin.buffer):
        if not isinstance(given, dict) or "expression" not in given:
            _write(_error(given, 'a line is an object with "expression" and "data"', number))
            continue
        try:
            _write({"result": certlogic.evaluate(given["expression"], given.get("data"))})
        except AntoanError as error:
            _write({"error": error.message, "code": error.code, "line": number})


@app.command("list")
def list_shipped() -> None:
    """List the policies that come with the software."""
    for document in documents.shipped():
        title = document.source.get("title", {}).get("vi", "")
        typer.echo(
            f"{document.policy:<24}{document.version:<8}{clock.local(document.valid_from):%d/%m/%Y}  {title}"
        )


@app.command()
def show(
    policy: Annotated[str, typer.Argument(help="A policy file, or the key of a shipped policy.")],
) -> None:
    """Write a policy's document."""
    typer.echo(json.dumps(_document(policy).source, ensure_ascii=False, indent=2))


def _document(name: str) -> PolicyDocument:
    """Return a policy from a file, or the shipped one of that key."""
    file = Path(name)
    if not file.is_file():
        if file.suffix or "/" in name:
            raise NoSuchPolicy(f"There is no policy file {name}.")
        return documents.load_shipped(name)
    try:
        return documents.parse(msgspec.json.decode(file.read_bytes()))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DocumentInvalid(f"{name} is not JSON: {error}") from None
    except DocumentInvalid as error:
        raise DocumentInvalid(f"{name}: {error.message}", **error.context) from None


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        return clock.parse_moment(text)
    except ValueError as error:
        raise typer.BadParameter(f"--now {text!r}: {error}") from None


def _error(value: Any, expected: str, line: int) -> dict[str, Any]:
    fault = value.fault if isinstance(value, BadLine) else expected
    return {"error": fault, "code": "input:bad", "line": line}


def _write(answer: dict[str, Any]) -> None:
    _write_line(json.dumps(answer, ensure_ascii=False, default=_as_json).encode())


def _write_line(answer: bytes) -> None:
    # Flushed line by line: whoever asks one at a time must get his answer.
    sys.stdout.buffer.write(answer + b"\n")
    sys.stdout.buffer.flush()


def _as_json(value: Any) -> str:
    """Write a date-time as JavaScript would, the only value of CertLogic that JSON does not know."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    raise TypeError(f"{type(value).__name__} is not JSON")
