"""What the form's script needs: the document it branches and judges by, and its words."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from antoan.domains.declarations.questionnaires.values import Questionnaire


def page_data(form: Questionnaire, *, account: int | None) -> dict[str, Any]:
    """Return it as JSON holds it."""
    return {
        "document": dict(form.source),
        "account": account,
        "worker": reverse("declare_worker"),
        "scope": reverse("declare"),
        "texts": {
            "missing": _("Hãy trả lời câu này."),
            "invalid": _("Câu trả lời này chưa đúng. Hãy xem lại."),
            "yes": _("Có"),
            "no": _("Không"),
            "waiting": _("Chưa có mạng. Tờ khai đã giữ trên máy này và tự gửi khi có mạng."),
            "signed_out": _("Bạn đã đăng xuất. Hãy đăng nhập lại, tờ khai giữ trên máy sẽ tự gửi."),
            "refused": _("Tờ khai chưa gửi được. Hãy xem lại câu trả lời."),
            "full": _("Máy đang giữ quá nhiều tờ khai chưa gửi. Hãy tìm nơi có mạng trước."),
        },
    }
