"""Signed codes and short codes of people, as codes.services would issue them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from antoan.domains.codes.keys import CODE_DAYS_MAX, SigningRing
from antoan.domains.codes.national import DeclaredKind, GenderDigit, PersonalHead
from antoan.domains.codes.payload import digest, sign
from antoan.entrypoints.cli.city.chance import one_to_one, scattered
from antoan.entrypoints.cli.city.papers import Papers
from antoan.entrypoints.cli.city.plan import CityPlan
from antoan.entrypoints.cli.city.residents import Residents
from antoan.entrypoints.cli.city.rows import EPOCH_DAY, Rows, days_of
from antoan.entrypoints.cli.city.sites import crockford
from antoan.foundation.db.sealed import field_ring

Array = npt.NDArray[Any]

_SHORT_LETTERS: Final = 8
_CHECK_SYMBOLS: Final = np.frombuffer(b"0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U", np.uint8)
_DRAWS: Final = 16  # A check symbol that no telephone has is drawn again; 16 misses in a row do not happen.


@dataclass(frozen=True, slots=True)
class Signer:
    """With what, and for which days, the city's codes are signed."""

    key_number: int
    key: Ed25519PrivateKey
    issued_on: date
    expires_on: date

    @classmethod
    def of(cls, plan: CityPlan) -> "Signer":
        """Return the key in use. A code is never dated before its key: it would count as forged."""
        ring = SigningRing.load(settings.DATA)
        key_number, key = ring.signing_key()
        public = ring.keys[key_number]
        issued_on = max(plan.until, public.not_before)
        return cls(key_number, key, issued_on, min(issued_on + timedelta(days=CODE_DAYS_MAX), public.expires))


@dataclass(frozen=True, slots=True)
class SignedCodes:
    """Codes of a chunk; empty where somebody has none yet."""

    has: Array
    texts: list[str]
    digests: list[bytes]
    signer: Signer

    @property
    def expires_on(self) -> int:
        """The last day of all of them, as PostgreSQL counts days."""
        return self.signer.expires_on.toordinal() - EPOCH_DAY


def codes_of(plan: CityPlan, people: Residents, papers: Papers, signer: Signer) -> SignedCodes:
    """Sign a code for everybody whose turn it is: `plan.codes` people, spread evenly over the city."""
    ids = people.ids
    wanted = min(plan.codes, plan.people)
    has = (ids * wanted // plan.people) != ((ids - 1) * wanted // plan.people)
    texts = [
        _text(people, papers, position, signer) if chosen else ""
        for position, chosen in enumerate(has.tolist())
    ]
    return SignedCodes(has, texts, [digest(text) if text else b"" for text in texts], signer)


def issued_rows(people: Residents, codes: SignedCodes, first_id: int, made_at: int) -> Rows:
    """Return the rows of codes_issuedcode."""
    chosen = np.flatnonzero(codes.has)
    ring = field_ring()
    rows = Rows("codes_issuedcode", len(chosen))
    rows.number("id", np.arange(first_id, first_id + len(chosen)), size=8)
    rows.moment("created_at", made_at)
    rows.moment("updated_at", made_at)
    rows.texts("digest", [codes.digests[position] for position in chosen])
    rows.texts(
        "text",
        [ring.seal_repeatably(codes.texts[position], place="codes_issuedcode.text") for position in chosen],
    )
    rows.block("qid", np.char.mod("%d", people.qid[chosen]).astype("S18"))
    rows.number("key_number", codes.signer.key_number, size=2)
    rows.day("issued_on", days_of(codes.signer.issued_on))
    rows.day("expires_on", codes.expires_on)
    rows.flag("masked", False)
    rows.nothing("issued_by")
    rows.nothing("revoked_at")
    rows.same("revoked_because", "")
    return rows


def short_code_rows(people: Residents, made_at: int) -> Rows:
    """Return the rows of codes_shortcode: everybody can name one."""
    rows = Rows("codes_shortcode", people.count)
    rows.number("id", people.ids, size=8)
    rows.moment("created_at", made_at)
    rows.moment("updated_at", made_at)
    rows.block("code", short_codes_of(people.ids))
    rows.block("qid", np.char.mod("%d", people.qid).astype("S18"))
    rows.nothing("revoked_at")
    return rows


def _text(people: Residents, papers: Papers, position: int, signer: Signer) -> str:
    head = PersonalHead(
        document_number=papers.main_number(position),
        full_name=people.names[people.name[position]],
        birth_on=date.fromordinal(int(people.born[position]) + EPOCH_DAY),
        declared_kind=DeclaredKind.SELF,
        qid=str(people.qid[position]),
        gender=GenderDigit.FEMALE if people.female[position] else GenderDigit.MALE,
        bhyt=papers.bhyt[position].decode(),
        phone=papers.phone[position].decode(),
    )
    return sign(
        head,
        key_number=signer.key_number,
        key=signer.key,
        issued_on=signer.issued_on,
        expires_on=signer.expires_on,
    )


def short_codes_of(ids: Array) -> Array:
    """Return nine symbols a person, all different, each with a check symbol that can be said."""
    chosen = np.full(len(ids), -1, np.int64)
    for attempt in range(_DRAWS):
        drawn = ids * _DRAWS + attempt
        # 32 bits that never repeat, and 8 that look like chance.
        value = one_to_one(drawn % (1 << 32), 1 << 32) << 8 | scattered(drawn, 256)
        fits = np.isin(value % 37, np.flatnonzero(~np.isin(_CHECK_SYMBOLS, np.frombuffer(b"*~$=", np.uint8))))
        chosen = np.where((chosen < 0) & fits, value, chosen)
    check = _CHECK_SYMBOLS[chosen % 37].view("S1")
    return np.char.add(crockford(chosen, _SHORT_LETTERS), check)
