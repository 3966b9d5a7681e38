"""Words for papers, doubts, kinship, states and likeness."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from antoan.domains.identity.values import KINSHIP_WORDS, CaseState, InvitationState, Kinship
from antoan.domains.people.matching import BirthLikeness, Confidence
from antoan.domains.people.names import NameLikeness
from antoan.domains.people.values import DocumentDoubt, DocumentKind, Gender
from antoan.kit import clock

PAPERS: Final[dict[DocumentKind, Promise]] = {
    DocumentKind.CCCD: _("Căn cước, CCCD (12 số)"),
    DocumentKind.CMND: _("CMND cũ (9 số)"),
    DocumentKind.PASSPORT: _("Hộ chiếu"),
    DocumentKind.BHYT: _("Thẻ BHYT"),
}
GENDERS: Final[dict[Gender, Promise]] = {
    Gender.MALE: _("Nam"),
    Gender.FEMALE: _("Nữ"),
    Gender.UNKNOWN: _("Khác, hoặc không muốn nói"),
}
DOUBTS: Final[dict[DocumentDoubt, Promise]] = {
    DocumentDoubt.UNKNOWN_PROVINCE: _("Ba số đầu không phải mã tỉnh, thành phố nào."),
    DocumentDoubt.OTHER_GENDER: _("Số này thường cấp cho người có giới tính khác."),
    DocumentDoubt.OTHER_BIRTH_YEAR: _("Số này thường cấp cho người sinh năm khác."),
    DocumentDoubt.UNUSUAL_SHAPE: _("Số này có dạng lạ."),
}
KINSHIPS: Final[dict[Kinship, Promise]] = {
    Kinship.CHILD: _("Con"),
    Kinship.FATHER: _("Cha"),
    Kinship.MOTHER: _("Mẹ"),
    Kinship.GRANDPARENT: _("Ông, bà"),
    Kinship.GRANDCHILD: _("Cháu"),
    Kinship.SPOUSE: _("Vợ, chồng"),
    Kinship.SIBLING: _("Anh, chị, em"),
    Kinship.OTHER: _("Người thân khác"),
}
INVITATIONS: Final[dict[InvitationState, Promise]] = {
    InvitationState.WAITING: _("Chờ người đó đồng ý"),
    InvitationState.ACCEPTED: _("Đã đồng ý"),
    InvitationState.REFUSED: _("Người đó không đồng ý"),
    InvitationState.LAPSED: _("Quá hạn trả lời"),
}
CASES: Final[dict[CaseState, Promise]] = {
    CaseState.CHECKING: _("Đang đối chiếu"),
    CaseState.ASKED: _("Chờ mang giấy tờ"),
    CaseState.SAME: _("Đã gắn với dữ liệu có sẵn"),
    CaseState.DIFFERENT: _("Đã đối chiếu xong"),
    CaseState.LAPSED: _("Chưa mang giấy tờ"),
    CaseState.SETTLED: _("Đã đối chiếu xong"),
}
CONFIDENCES: Final[dict[Confidence, Promise]] = {
    Confidence.CERTAIN: _("Rất giống: cùng giấy tờ"),
    Confidence.STRONG: _("Rất giống"),
    Confidence.LIKELY: _("Khá giống"),
    Confidence.POSSIBLE: _("Hơi giống"),
    Confidence.CONFLICT: _("Mâu thuẫn: cùng số giấy tờ, khác người"),
    Confidence.NONE: _("Không giống"),
}
NAMES: Final[dict[NameLikeness, Promise]] = {
    NameLikeness.SAME: _("giống hệt"),
    NameLikeness.WITHOUT_MARKS: _("chỉ khác dấu"),
    NameLikeness.JOINED: _("viết liền"),
    NameLikeness.OTHER_ORDER: _("khác thứ tự"),
    NameLikeness.TYPO: _("sai một chữ cái"),
    NameLikeness.MISSING_MIDDLE: _("thiếu tên đệm"),
    NameLikeness.FORGOTTEN_MARKS: _("thiếu dấu ở họ hoặc tên đệm"),
    NameLikeness.OTHER_LETTER: _("khác một chữ cái"),
    NameLikeness.OTHER_MARKS: _("khác dấu"),
    NameLikeness.DIFFERENT: _("khác"),
}
BIRTHS: Final[dict[BirthLikeness, Promise]] = {
    BirthLikeness.SAME: _("giống hệt"),
    BirthLikeness.SWAPPED: _("đảo ngày và tháng"),
    BirthLikeness.YEAR_ONLY: _("cùng năm"),
    BirthLikeness.ONE_DIGIT: _("khác một chữ số"),
    BirthLikeness.DIFFERENT: _("khác"),
}

_BY_WORD: Final = {word: KINSHIPS[kinship] for kinship, word in KINSHIP_WORDS.items()}


def kinship_word(kept: str) -> str:
    """Return the word for a kinship as people.Dependant keeps it; one that a desk wrote stays as it is."""
    return str(_BY_WORD.get(kept, kept))


def last_day(due_at: datetime) -> str:
    """Return the last day on which something is in time: it is due at the midnight that ends this day."""
    return f"{clock.local_date(due_at - timedelta(seconds=1)):%d/%m/%Y}"
