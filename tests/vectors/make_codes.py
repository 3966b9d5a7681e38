"""Writes tests/vectors/codes/*.json: what every implementation of our codes must say of the same texts.

Run it from the clone (`python -m tests.vectors.make_codes`) when the format grows; a test holds the files
to it. The keys are made from words and sign nothing real.
"""

import json
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from string import ascii_letters, digits
from typing import Any, Final

import base45
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from antoan.domains.codes import dynamic, key_list, payload, place_token, result_slip
from antoan.domains.codes.answers import Trust, answer
from antoan.domains.codes.national import DeclaredKind, GenderDigit, PersonalHead
from antoan.domains.codes.values import CODE_CHARS_MAX, IssueDays, KeyStatus, PublicKey
from antoan.kit import clock, signing
from antoan.kit.ids import crockford_check_symbol

FOLDER: Final = Path(__file__).parent / "codes"
TODAY: Final = date(2026, 11, 22)
NOON: Final = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)  # 12:00 in the city
YEAR: Final = timedelta(365)


def private_key(word: str) -> Ed25519PrivateKey:
    """Return a key that is the same in every run."""
    return Ed25519PrivateKey.from_private_bytes(sha256(f"antoan vectors: {word}".encode()).digest())


def public_key(
    number: int, status: KeyStatus, *days: IssueDays, expires: date = date(2028, 12, 31)
) -> PublicKey:
    return PublicKey(number, private_key(str(number)).public_key(), status, date(2026, 1, 1), expires, days)


KEYS: Final = {
    1: public_key(1, KeyStatus.ACTIVE),
    2: public_key(2, KeyStatus.RETIRED, IssueDays(date(2026, 3, 1), date(2026, 3, 5))),
    3: public_key(3, KeyStatus.REVOKED),
    4: public_key(4, KeyStatus.RETIRED, expires=TODAY),
    255: public_key(255, KeyStatus.ACTIVE),
}
HEAD: Final = PersonalHead(
    document_number="079190000001",
    full_name="Nguyễn Thị Đào",
    birth_on=date(1990, 2, 28),
    declared_kind=DeclaredKind.SELF,
    qid="162979388586171100",
    gender=GenderDigit.FEMALE,
    bhyt="HS4010120878821",
    phone="0944713700",
)


def signed(
    number: int = 1,
    *,
    head: PersonalHead = HEAD,
    issued_on: date = date(2026, 11, 1),
    expires_on: date = date(2027, 5, 1),
    key: str | None = None,
) -> str:
    return payload.sign(
        head,
        key_number=number,
        key=private_key(key or str(number)),
        issued_on=issued_on,
        expires_on=expires_on,
    )


def resealed(version: int, number: int, *, issued: int = 20_758, expires: int = 20_939) -> str:
    """Return a code whose seal is right but whose META says what `sign` would refuse to say."""
    text = payload.emit(HEAD) + "<"
    meta = bytes([version, number]) + issued.to_bytes(2, "big") + expires.to_bytes(2, "big")
    message = b"ANTOAN-QR1\0" + meta + text.encode()
    return text + signing.encode_base64url(meta + private_key(str(number)).sign(message))


def substitutions(text: str) -> list[tuple[int, str]]:
    """Return changes of one character: at every place, in each way a forger or a bad print would."""
    changes = {
        (place, other)
        for place, letter in enumerate(text)
        for other in ("A" if letter != "A" else "B", letter.swapcase(), "<", "|", "é")
    }
    changes |= {(len(text) - 1, other) for other in ascii_letters + digits + "-_"}
    return sorted((place, other) for place, other in changes if text[place] != other)


def personal_cases() -> list[tuple[str, str, datetime]]:
    good = signed()
    unsigned = payload.emit(HEAD)
    uncomposed = payload.emit(replace(HEAD, full_name="Hoàng 𠀀 Ơ"))
    foreign_name = signed(head=replace(HEAD, full_name="中村 ソフィア"))
    at_noon = [
        ("a good code", good),
        ("a good code of the last key number", signed(255)),
        ("a masked card", signed(head=HEAD.masked())),
        ("a code made by a helper", signed(head=replace(HEAD, declared_kind=DeclaredKind.HELPER, helper_qid="HCM-77"))),
        ("a separator in the name", signed(head=replace(HEAD, full_name="An | <Bình>"))),
        ("a birth year alone", signed(head=replace(HEAD, birth_on="1990-**-**"))),
        ("carriage return and line feed", good + "\r\n"),
        ("byte-order mark", "\ufeff" + good),
        ("trailing space and tab", f"  {good}\t"),
        ("NUL padding", good + "\0\0"),
        ("letters that have no ASCII form", foreign_name),
        ("the same, decomposed by the reader", unicodedata.normalize("NFD", foreign_name)),
        ("a space inside", good.replace("NGUYEN ", "NGUYEN  ")),
        ("lower case", good.lower()),
        ("upper case", good.upper()),
        ("padded base64", good + "=="),
        ("cut by one", good[:-1]),
        ("cut by two", good[:-2]),
        ("cut in half", good[: len(good) // 2]),
        ("one character more", good + "A"),
        ("first character lost", good[1:]),
        ("twice", good + good),
        ("signature of another person", payload.emit(replace(HEAD, qid="1")) + "<" + good.rpartition("<")[2]),
        ("signed by a foreign key under our number", signed(key="foreign")),
        ("unknown key number", signed(9)),
        ("key number zero", resealed(1, 0)),
        ("version 0", resealed(0, 1)),
        ("version 2", resealed(2, 1)),
        ("version 255", resealed(255, 1)),
        ("days at the limit of two bytes", resealed(1, 1, issued=20_758, expires=0xFFFF)),
        ("days at 2^8", resealed(1, 1, issued=0x00FF, expires=0x0100)),
        ("expires before it is issued", resealed(1, 1, issued=20_758, expires=20_757)),
        ("retired key", signed(2)),
        ("revoked key", signed(3)),
        ("key whose last day is today", signed(4)),
        ("unsigned", unsigned),
        ("unsigned, with the closing separator", unsigned + "<"),
        ("unsigned, without phone", unsigned.rpartition("<")[0]),
        ("unsigned, without the helper's element", unsigned.replace("|<", "|")),
        ("unsigned, without EXT", unsigned.rpartition("|")[0]),
        ("unsigned, insurance 00", unsigned.replace("HS4010120878821", "00")),
        ("unsigned, name with letters outside the basic plane", uncomposed),
        ("another platform's signature of 64 bytes", unsigned + "<" + "B" * 86),
        ("official example", "001093029317|NGUYEN LE KHA HAN|1987-01-18|0|162979388586171100|<1<HS4010120878821<0944713700"),
        ("empty", ""),
        ("separators only", "|||||<<<<"),
        ("too long", good + " " * CODE_CHARS_MAX + "x"),
        ("a lone surrogate", good.replace("NGUYEN", "NGUY\ud800")),
    ]  # fmt: skip
    cases = [(name, text, NOON) for name, text in at_noon]
    for name, first, last in (
        ("issued and expiring today", TODAY, TODAY),
        ("expired yesterday", TODAY - YEAR + timedelta(50), TODAY - timedelta(1)),
        ("issued tomorrow", TODAY + timedelta(1), TODAY + YEAR),
        ("issued in two days", TODAY + timedelta(2), TODAY + YEAR),
        ("issued before its key lived", date(2025, 12, 31), TODAY + timedelta(9)),
        ("issued on its key's first day", date(2026, 1, 1), TODAY + timedelta(9)),
    ):
        text = signed(issued_on=first, expires_on=last)
        for day in (TODAY - timedelta(1), TODAY, TODAY + timedelta(1)):
            cases.append((f"{name}, {day} 00:00 in the city", text, clock.day_start(day)))
            cases.append(
                (f"{name}, {day} 23:59:59 in the city", text, clock.day_end(day) - timedelta(seconds=1))
            )
    for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 5), date(2026, 3, 6)):
        cases.append((f"issued on {day} by a key revoked for 1-5 March", signed(2, issued_on=day), NOON))
    for moment in (clock.day_end(TODAY) - timedelta(seconds=1), clock.day_end(TODAY)):
        cases.append((f"key's last day at {moment.isoformat()}", signed(4), moment))
    return cases


def other_cases() -> list[tuple[str, str, datetime]]:
    card = "079090000001|012345678|Nguyễn Văn A|01021990|Nam|12 Lê Lợi, Bến Nghé, Quận 1, TP. Hồ Chí Minh|15042021"
    insured = "|".join(
        ["HS4010120878811", "Nguyễn Văn A".encode().hex(), "01/02/1990", "1", "Quận 1".encode().hex(), "79 - 034",
         "01/01/2024", "31/12/2024", "05/01/2024", "79000100000000", "-", "4", "01/01/2029", "0000-0000", "$"]
    )  # fmt: skip
    new_card = insured.replace("HS4010120878811", "0100000000").replace("|$", "|4|e1bba6|$")
    poster = place_token.sign(
        place_id=2**40 + 7, serial="K7Q2P9", issued_on=date(2026, 11, 1), base_url="https://antoan.example",
        key_number=1, key=private_key("1"),
    )  # fmt: skip
    revoked = poster_of(3)
    texts = [
        ("identity card", card),
        ("identity card without the old number", card.replace("012345678", "")),
        ("identity card, decomposed", unicodedata.normalize("NFD", card)),
        ("identity card with a byte-order mark and NULs", f"\ufeff{card}\0\0\r\n"),
        ("identity card of 2024", card + "||||"),
        ("identity card of a child", card + "|01012010|012345678|Nguyễn Văn B|Trần Thị C"),
        ("identity card cut after the birth date", "|".join(card.split("|")[:4])),
        ("identity card, 30 February", card.replace("01021990", "30021990")),
        ("identity card, 29 February of a leap year", card.replace("01021990", "29021992")),
        ("identity card with 12 fields", card + "|||||"),
        ("identity card with 11 digits", card[1:]),
        ("insurance card", insured),
        ("insurance card of VssID", new_card),
        ("insurance card, birth year alone", insured.replace("01/02/1990", "1990")),
        ("insurance card cut by NUL", insured + "\0garbage"),
        ("insurance card, name is no hex", insured.replace("4e67", "zz67")),
        ("insurance card of 16 parts", insured.replace("|$", "|4|$")),
        ("insurance card without its end", insured[:-1]),
        ("poster", poster),
        ("poster with a query, as phones add", poster + "?utm_source=qr"),
        ("poster in upper-case host", poster.replace("antoan.example", "ANTOAN.example")),
        ("poster on a foreign host", poster.replace("antoan.example", "antoan.example.evil.test")),
        ("poster on another port", poster.replace("antoan.example", "antoan.example:8443")),
        ("poster changed by a letter", poster[:-1] + ("A" if poster[-1] != "A" else "B")),
        ("poster of a made-up token", "https://antoan.example/p/AAAA"),
        ("poster of a revoked key", revoked),
        ("a foreign address", "https://evil.test/win"),
        ("enrolment", "https://antoan.example/gate/enrol#abcDEF123_-xyz"),
        ("enrolment without its secret", "https://antoan.example/gate/enrol"),
        ("dynamic code of now", running(0)),
        ("dynamic code of the step before", running(-1)),
        ("dynamic code of the step to come", running(1)),
        ("dynamic code two steps old", running(-2)),
        ("dynamic code two steps ahead", running(2)),
        ("dynamic code of the last step of 4 bytes", dynamic.show(b"\xff" * 8, 2**32 - 1, b"k" * 32)),
        ("dynamic code with noise around", f"\ufeff{running(0)}\r\n"),
        ("dynamic code in lower case", running(0).lower()),
        ("dynamic code cut by one", running(0)[:-1]),
        ("dynamic code, one character more", running(0) + "0"),
        ("dynamic code with a letter Base45 lacks", running(0)[:-1] + "?"),
        ("dynamic code with a group too large", running(0)[:4] + ":::" + running(0)[7:]),
        ("dynamic code with a last group too large", running(0)[:-2] + "::"),
        ("dynamic code of version 2", "ATL:" + base45.b45encode(b"\2" + bytes(18)).decode()),
        ("dynamic code of nothing", "ATL:"),
        ("result slip", slip_of(1)),
        ("result slip of a long name", slip_of(1, full_name="Công Tằng Tôn Nữ " * 6)),
        ("result slip of a revoked key", slip_of(3)),
        ("result slip of an unknown key", slip_of(9)),
        ("result slip changed by a letter", slip_of(1)[:-20] + "AA" + slip_of(1)[-18:]),
        ("result slip with a query before its token", slip_of(1).replace("#", "?x=1#")),
        ("result slip without its token", "https://antoan.example/verify"),
        ("short code", "7K2P-9QXM-" + crockford_check_symbol("7K2P9QXM")),
        ("short code in lower case with spaces", "7k2p 9qxm " + crockford_check_symbol("7K2P9QXM").lower()),
        ("short code with O for zero", "OOOO-OOOO-0"),
        ("short code with a wrong check symbol", "0000-0000-1"),
        ("health certificate that is none", "HC1:NCF"),
        ("health certificate in lower case", "hc1:ncf"),
        ("an address of PC-COVID", "https://qr.pccovid.gov.vn/ksvrbm?id=7"),
        ("an address of the health declaration", "https://tokhaiyte.vn/?page=x#y"),
        ("a poster of the health declaration", "https://qr.tokhaiyte.vn/dkdd"),
        ("the same without a scheme", "qr.tokhaiyte.vn/dkdd"),
        ("the same in capitals", "HTTPS://QR.TOKHAIYTE.VN/DKDD"),
        ("the same by a reader that adds a line end", "\ufeffhttp://qr.tokhaiyte.vn\r\n"),
        ("an address of NCOVI", "https://ncovi.vnpt.vn/thongtindichbenh"),
        ("an address of NCOVI with a port and a number", "http://ncovi.vn:8080/0944713700/079190000001"),
        ("an address of Bluezone", "https://www.bluezone.gov.vn"),
        ("an address of VNeID's declaration", "https://suckhoe.dancuquocgia.gov.vn/x"),
        ("a former host as the end of another name", "https://mytokhaiyte.vn/"),
        ("a former host as the start of another name", "https://tokhaiyte.vn.evil.test/"),
        ("a former host before an at sign", "https://tokhaiyte.vn@evil.test/"),
        ("a former host behind an at sign", "https://evil.test@tokhaiyte.vn/"),
        ("a former host in a query", "https://evil.test/?tokhaiyte.vn"),
        ("a former host with a final dot", "https://tokhaiyte.vn./"),
        ("a former host with a sign that composes to its letter", "https://to\u212ahaiyte.vn/"),
        ("a former host with a letter that only resembles", "https://\u017fuckhoe.dancuquocgia.gov.vn/"),
        ("a former host and a word", "tokhaiyte.vn xin chào"),
        ("a former host and a line end inside", "tokhaiyte.vn\nx"),
        ("a former host and another line behind its slash", "tokhaiyte.vn/\nx"),
        ("our own token on a former host", poster.replace("antoan.example", "qr.tokhaiyte.vn")),
        ("a word", "xin chào"),
        ("a number", "0944713700"),
    ]
    return [(name, text, NOON) for name, text in texts]


def running(steps: int) -> str:
    """Return a dynamic code, some steps away from noon."""
    return dynamic.show(b"nguyenan", dynamic.step_of(NOON) + steps, sha256(b"a key of a day").digest())


def slip_of(number: int, *, full_name: str = "Nguyễn Thị Đào") -> str:
    slip = result_slip.ResultSlip(
        record_id=2**40 + 7, full_name=full_name, birth_year=1990, gender=GenderDigit.FEMALE, number_tail="000001",
        kind="pcr", outcome="negative", sampled_at=datetime(2026, 11, 20, 1, 30, tzinfo=UTC),
        resulted_at=datetime(2026, 11, 20, 9, 5, tzinfo=UTC),
    )  # fmt: skip
    return result_slip.sign(
        slip, issued_on=date(2026, 11, 20), expires_on=date(2027, 11, 20), base_url="https://antoan.example",
        key_number=number, key=private_key(str(number)),
    )  # fmt: skip


def poster_of(number: int) -> str:
    return place_token.sign(
        place_id=7, serial="AB12", issued_on=date(2026, 11, 1), base_url="https://antoan.example",
        key_number=number, key=private_key(str(number)),
    )  # fmt: skip


def key_document() -> dict[str, Any]:
    """Return the keys as the published list shows them (unsigned: a seal in a file would look like a secret)."""
    return {"keys": [key_list.entry_of(key) for key in KEYS.values()]}


def said_of(text: str, at: datetime) -> dict[str, str]:
    said = answer(text, trust=Trust(KEYS), at=at)
    return {"kind": said["kind"], "reason": said["reason"]}


def rows_of(cases: list[tuple[str, str, datetime]]) -> list[dict[str, str]]:
    return [
        {"name": name, "text": text, "at": at.isoformat(), **said_of(text, at)} for name, text, at in cases
    ]


def changes_of(text: str) -> dict[str, Any]:
    """Return what becomes of a good code when one character changes: [place, new character, kind, reason]."""
    rows = [
        [place, letter, *said_of(text[:place] + letter + text[place + 1 :], NOON).values()]
        for place, letter in substitutions(text)
    ]
    return {"text": text, "at": NOON.isoformat(), "rows": rows}


def documents() -> dict[str, dict[str, Any]]:
    """Return every file by name."""
    keys = key_document()
    return {
        "personal.json": {"keys": keys, "cases": rows_of(personal_cases()), "changes": changes_of(signed())},
        "others.json": {"keys": keys, "cases": rows_of(other_cases())},
    }


def as_text(document: dict[str, Any]) -> str:
    """Return a file's text, one case a line; ASCII, so that lone surrogates and combining letters stay as they are."""
    members = []
    for name, value in document.items():
        rows = value["rows"] if name == "changes" else value
        listed = json.dumps(rows) if isinstance(rows, dict) else lines_of(rows)
        if name == "changes":
            listed = json.dumps({**value, "rows": None}).replace("null", listed)
        members.append(f"{json.dumps(name)}: {listed}")
    return "{\n" + ",\n".join(members) + "\n}\n"


def lines_of(rows: list[Any]) -> str:
    return "[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for file, document in documents().items():
        (FOLDER / file).write_text(as_text(document))
