"""Understands what people write: in any case, with marks or without, with spaces or without. Pure."""

import re
import unicodedata
from typing import Final

from antoan.domains.textline.values import Asked, Keyword
from antoan.kit.text import fold, squeeze

WORDS: Final[dict[Keyword, tuple[str, ...]]] = {
    Keyword.REGISTER: ("dk", "dang ky", "dangky"),
    Keyword.CODE: ("ma", "code", "qr"),
    Keyword.COLOUR: ("mau", "colour", "color"),
    Keyword.DECLARE: ("kb", "khai bao", "khaibao"),
    Keyword.ENTER: ("vao", "in"),
    Keyword.LEAVE: ("ra", "out"),
    Keyword.CONFIRM: ("xn", "xac nhan", "xacnhan"),
    Keyword.ANNUL: ("sai",),
    Keyword.CORRECTION: ("sua",),
    Keyword.STOP: ("dung", "stop", "huy", "ngung"),
    Keyword.START: ("tiep", "start"),
    Keyword.HELP: ("tg", "tro giup", "trogiup", "help", "giup"),
    Keyword.ENGLISH: ("en", "english"),
    Keyword.VIETNAMESE: ("vn", "vi"),
}
_KEYWORDS: Final = {word: keyword for keyword, words in WORDS.items() for word in words}
# "đúng" (right) and "dừng" (stop) are one word without marks. Whoever writes the marks means the first.
_RIGHT: Final = "đúng"
# What may follow a keyword without a space: XN123456, MAU2, KBOK, KB37,5.
_GLUED: Final = re.compile(r"(xn|sai|mau|kb)(\d+(?:[.,]\d)?|ok)", re.ASCII)
_HOUR: Final = re.compile(r"(\d{1,2}) ?(?::|h|\.|gio) ?(\d{2})?", re.ASCII)
_AROUND: Final = " \t\r\n.,;:!*#\"'“”()[]<>-"

_FINE: Final = frozenset(
    {"ok", "oke", "okay", "o k", "khoe", "khoe manh", "binh thuong", "bt", "tot", "on", "khong", "khong co",
     "khong co gi", "khong trieu chung", "khong co trieu chung", "fine", "well"}
)  # fmt: skip
# Not "hong": without marks it is the south's "no" and everybody's throat.
_NOT: Final = frozenset({"khong", "ko", "k", "kg", "chang", "no", "not"})


def read(text: str) -> Asked:
    """Return what a message asks for; UNKNOWN when that cannot be told."""
    said = squeeze(unicodedata.normalize("NFC", text).translate(_CONTROLS)).strip(_AROUND)
    first, _, rest = said.partition(" ")
    if first.strip(_AROUND).lower() == _RIGHT:
        return Asked(Keyword.UNKNOWN)
    if glued := _GLUED.fullmatch(fold(first)):
        return Asked(_KEYWORDS[glued[1]], squeeze(f"{glued[2]} {rest}"))
    second, _, after = rest.partition(" ")
    for words, left in ((f"{first} {second}", after), (first, rest)):
        keyword = _KEYWORDS.get(fold(words).strip(_AROUND))
        if keyword is not None:
            return Asked(keyword, left.strip(_AROUND))
    return Asked(Keyword.UNKNOWN)


def read_choice(rest: str, people: int) -> tuple[int | None, str]:
    """Return which of the people on a number is meant, counted from 0, and the words that are left.

    With one there is nothing to choose. With more, a single digit in front chooses; None when there is none.
    """
    if people == 1:
        return 0, rest.removeprefix("1 ").strip() if rest.startswith("1 ") else ("" if rest == "1" else rest)
    first, _, left = rest.partition(" ")
    if len(first) == 1 and first.isascii() and first.isdigit() and 1 <= int(first) <= people:
        return int(first) - 1, left.strip(_AROUND)
    return None, rest


def read_hour(words: str) -> tuple[int, int] | None:
    """Return the hour and minute that somebody means by "10:30", "10h30" or "10 giờ"; None for anything else."""
    found = _HOUR.fullmatch(fold(words))
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return (hour, minute) if hour < 24 and minute < 60 else None


def is_fine(words: str) -> bool | None:
    """Tell whether somebody says they are well; None when that is not sure, so that nothing wrong is recorded.

    "OK" and the like are well. A sentence with a "no" in it may mean either. Anything else names what is wrong.
    """
    said = fold(words).strip(_AROUND)
    if said in _FINE:
        return True
    if not said or any(word.strip(_AROUND) in _NOT for word in said.split(" ")):
        return None
    return False


# A plus, too, is a space: our own help says "KB + triệu chứng".
_CONTROLS: Final = dict.fromkeys((*range(32), ord("+"), 127, 160, 8203, 65279), " ")
