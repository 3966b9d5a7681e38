"""The first page."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# What to write to us by SMS; all of it: docs/reference/textline.md.
SMS_WORDS: Final[tuple[tuple[str, Promise], ...]] = (
    ("DK …", _("đăng ký: họ tên, năm sinh, phường")),
    ("MA", _("lấy mã ngắn")),
    ("MAU", _("xem màu")),
    ("KB OK", _("khai báo đang khỏe; nếu không khỏe: KB và triệu chứng")),
    ("TG", _("xem hướng dẫn")),
)


def landing(request: HttpRequest) -> HttpResponse:
    """Say what An Toàn is and show its doors; where people can answer our number, what to write to it."""
    number = settings.SMS_SENDER if settings.SMS_SENDER.lstrip("+").isdigit() else ""
    return render(request, "public/landing.html", {"sms_number": number, "sms_words": SMS_WORDS})
