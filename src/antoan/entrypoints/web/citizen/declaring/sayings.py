"""What is wrong with a declaration, in plain words."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antoan.kit.errors import AntoanError

_FAULTS: Final = {
    "declarations:declaration:out_of_time": gettext_lazy(
        "Giờ của máy bị sai, hoặc tờ khai đã quá 7 ngày. Hãy chỉnh giờ rồi khai lại."
    ),
    "declarations:person:full": gettext_lazy("Hôm nay đã khai quá nhiều lần cho người này. Mai khai tiếp."),
    "declarations:account:full": gettext_lazy(
        "Hôm nay bạn đã khai hộ quá nhiều người. Hãy nhờ phường, xã giúp, hoặc mai khai tiếp."
    ),
    "declarations:code:unreadable": gettext_lazy(
        "Mã này chưa đúng. Xem lại 9 ký tự trên thẻ hoặc trên trang mã của người đó."
    ),
    "declarations:questionnaire:not_found": gettext_lazy("Mẫu tờ khai này đã được thay. Hãy mở lại trang."),
}


def saying(error: AntoanError) -> str:
    """Return plain words for an error."""
    return str(_FAULTS.get(error.code) or _("Chưa gửi được tờ khai. Hãy xem lại rồi thử lần nữa."))
