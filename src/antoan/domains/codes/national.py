"""The personal string of Decision 1405/QĐ-BTTTT, v1.1 (domain.md §1.2): read tolerantly, written exactly.

``SoGiayTo|HoTen|NgaySinh|LoaiDinhDanh|QID|EXT``, where EXT is
``<QID of the helper><<gender><<BHYT card><<phone>`` and perhaps more, separated by ``<``.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from antoan.domains.codes.values import CODE_CHARS_MAX
from antoan.kit import text as texts
from antoan.kit.errors import BadInput

FIELD: Final = "|"
ELEMENT: Final = "<"
_EXT_ELEMENTS: Final = 4
_BIRTH: Final = re.compile(r"[0-9*]{4}-[0-9*]{2}-[0-9*]{2}")
_QID: Final = re.compile(r"[0-9A-Za-z._-]{1,32}")
_SEPARATORS: Final = re.compile(r"[|<]")
_UNFIT: Final = re.compile(r"[|<\x00-\x1f\x7f\ud800-\udfff]")
_UNFIT_IN_EXT: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


class HeadUnfit(BadInput):
    """A personal code cannot hold this value: it contains a separator or a control character."""

    code = "codes:personal:unfit"


class DeclaredKind(StrEnum):
    """Who declared the person (LoaiDinhDanh)."""

    SELF = "0"
    HELPER = "1"


class GenderDigit(StrEnum):
    """Gender as EXT counts it."""

    UNKNOWN = "0"
    MALE = "1"
    FEMALE = "2"

    @classmethod
    def of(cls, word: str) -> "GenderDigit":
        """Return the digit of ``male``, ``female`` or anything else."""
        return {"male": cls.MALE, "female": cls.FEMALE}.get(word, cls.UNKNOWN)

    @property
    def word(self) -> str:
        """``unknown``, ``male`` or ``female``."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class PersonalHead:
    """What a personal code says of its bearer. Identity only, never health."""

    document_number: str  # CMND, CCCD or passport; first six characters may be stars.
    full_name: str
    birth_on: date | str  # A text when day and month are stars.
    declared_kind: DeclaredKind
    qid: str
    helper_qid: str = ""  # QID of the person who declared for them.
    gender: GenderDigit = GenderDigit.UNKNOWN
    bhyt: str = ""  # Health-insurance card; other platforms write ``00`` for none.
    phone: str = ""
    more: tuple[str, ...] = ()  # Further elements that another platform appended.

    @property
    def birth_text(self) -> str:
        """The birth date as the string holds it."""
        return self.birth_on.isoformat() if isinstance(self.birth_on, date) else self.birth_on

    @property
    def birth_year(self) -> int | None:
        """The birth year; None when it is masked."""
        year = self.birth_text[:4]
        return int(year) if year.isdecimal() else None

    def masked(self) -> "PersonalHead":
        """Return the form for printed cards: ``******004567``, no phone, no insurance number."""
        number = texts.mask_head(self.document_number)
        return replace(self, document_number=number, bhyt="", phone="")


def emit(head: PersonalHead) -> str:
    """Write the string with all four EXT elements; HeadUnfit when a value cannot be written."""
    name = texts.ascii_upper(_SEPARATORS.sub(" ", head.full_name))
    fields = [head.document_number, name, head.birth_text, head.declared_kind, head.qid]
    elements = [head.helper_qid, head.gender, head.bhyt, head.phone, *head.more]
    for value in (*fields, *elements):
        if _UNFIT.search(value):
            raise HeadUnfit(
                f"A personal code cannot hold {value!r}: remove the separator or control character."
            )
    if not name or not _QID.fullmatch(head.qid) or not _BIRTH.fullmatch(head.birth_text):
        raise HeadUnfit("A personal code needs a name, a birth date (YYYY-MM-DD) and a QID.")
    return FIELD.join([*fields, ELEMENT.join(elements)])


def parse_national(text: str) -> PersonalHead | None:
    """Read a national string, signed or not; None when it is none. A signature stays in `more`."""
    if len(text) > CODE_CHARS_MAX:
        return None
    fields = text.split(FIELD)
    if len(fields) not in (5, 6):
        return None
    number, name, birth, declared, qid = fields[:5]
    if declared not in ("0", "1") or not _BIRTH.fullmatch(birth) or not _QID.fullmatch(qid):
        return None
    if not name.strip() or any(map(_UNFIT.search, fields[:5])) or any(map(_UNFIT_IN_EXT.search, fields[5:])):
        return None
    birth_on = _birth(birth)
    if birth_on is None:
        return None
    elements = _aligned(fields[5].split(ELEMENT) if len(fields) == 6 else [])
    helper_qid, gender, bhyt, phone = elements[:_EXT_ELEMENTS]
    return PersonalHead(
        document_number=number,
        full_name=name,
        birth_on=birth_on,
        declared_kind=DeclaredKind(declared),
        qid=qid,
        helper_qid=helper_qid,
        gender=GenderDigit(gender) if gender in ("1", "2") else GenderDigit.UNKNOWN,
        bhyt=bhyt,
        phone=phone,
        more=tuple(elements[_EXT_ELEMENTS:]),
    )


def _birth(text: str) -> date | str | None:
    if "*" in text:
        return text
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _aligned(elements: list[str]) -> list[str]:
    """Return at least four elements, with the first put back where a platform leaves it out."""
    # ``1<GD4877…<0943…`` was published without the helper's element: a lone gender digit stands first.
    if elements and elements[0] in ("0", "1", "2") and elements[1:2] not in (["0"], ["1"], ["2"]):
        elements = ["", *elements]
    return elements + [""] * (_EXT_ELEMENTS - len(elements))
