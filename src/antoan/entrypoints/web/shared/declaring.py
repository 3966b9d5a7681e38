"""Declarations in words, for the person and for the desk: the form, questions and answers, what each is worth."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antoan.domains.declarations.errors import NoSuchQuestionnaire
from antoan.domains.declarations.queries import questionnaires
from antoan.domains.declarations.questionnaires.values import Answer, Item, ItemKind, Questionnaire
from antoan.domains.declarations.values import Channel, DeclarationView, Standing, Verification
from antoan.entrypoints.web.shared.languages import in_our_language

STANDINGS: Final = {
    Standing.COUNTS: gettext_lazy("Đang được tính"),
    Standing.WAITS: gettext_lazy("Chờ người được khai xác nhận"),
    Standing.DOUBTED: gettext_lazy("Tạm chưa tính, phường đang xem"),
    Standing.ANNULLED: gettext_lazy("Đã hủy"),
}
CHANNELS: Final = {
    Channel.WEB: gettext_lazy("khai trên mạng"),
    Channel.GATE: gettext_lazy("khai tại cổng"),
    Channel.SMS: gettext_lazy("khai qua tin nhắn"),
    Channel.STAFF: gettext_lazy("cán bộ khai giúp"),
}
VERIFICATIONS: Final = {
    Verification.OTP: gettext_lazy("đăng nhập bằng mã gửi đến điện thoại"),
    Verification.PASSWORD: gettext_lazy("đăng nhập bằng mật khẩu"),
    Verification.STAFF: gettext_lazy("cán bộ y tế hoặc phường, xã"),
    Verification.HELPER: gettext_lazy("tình nguyện viên"),
    Verification.GATE: gettext_lazy("nhân viên cổng"),
    Verification.NUMBER: gettext_lazy("số điện thoại đã xác nhận"),
}


def form_of(view: DeclarationView) -> Questionnaire | None:
    """Return the form a declaration was made with; None for one this installation does not know."""
    try:
        return questionnaires().find(view.questionnaire, view.version)
    except NoSuchQuestionnaire:
        return None


def form_title(view: DeclarationView) -> str:
    """Return what a declaration is called."""
    form = form_of(view)
    return _("Tờ khai y tế") if form is None else in_our_language(form.title)


def answered(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> list[tuple[str, str]]:
    """Return questions and answers in words, in the order of the form; what was not answered is left out."""
    found = []
    for item in questionnaire.all_items():
        if item.link_id in answers:
            found.append((in_our_language(item.text), said(item, answers[item.link_id])))
    return found


def said(item: Item, answer: Answer) -> str:
    """Return one answer in words."""
    match item.kind:
        case ItemKind.BOOLEAN:
            return _("Có") if answer is True else _("Không")
        case ItemKind.CHOICE:
            chosen = (option for option in item.options if option.code == answer)
            return next((in_our_language(option.text) for option in chosen), str(answer))
        case ItemKind.DATE:
            return date_format(date.fromisoformat(str(answer)), "d/m/Y")
    return str(answer)
