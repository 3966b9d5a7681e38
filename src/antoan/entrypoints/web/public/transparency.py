"""How the city protects people's data: generated from purposes, periods and roles, so that it cannot say otherwise."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from antoan.domains.messaging.permissions import TEST, WATCH
from antoan.domains.privacy.law import deadline_for, reply_working_days
from antoan.domains.privacy.purposes import controller_words, ground_text, purposes
from antoan.domains.privacy.queries.certificates import certificates_count
from antoan.domains.privacy.queries.retention import last_sweeps
from antoan.domains.privacy.retention import periods
from antoan.domains.privacy.values import RequestKind
from antoan.entrypoints.web.shared.rights import words
from antoan.foundation.accounts.checks import declared_permissions
from antoan.foundation.accounts.roles import Role, roles
from antoan.kit import clock

# Kinds of data by the domain that keeps them: what stands before a permission's first colon.
DATA: Final = {
    "people": _("Tên, giấy tờ, số điện thoại"),
    "records": _("Mũi tiêm, xét nghiệm, ca bệnh, cách ly"),
    "declarations": _("Tờ khai y tế"),
    "monitoring": _("Việc gọi hỏi thăm của y tế phường, xã"),
    "care": _("Theo dõi sức khỏe tại nhà"),
    "identity": _("Đăng ký, gia đình"),
    "passes": _("Màu và dữ kiện tính màu"),
    "visits": _("Nơi đã đến"),
    "workers": _("Danh sách người lao động"),
    "gates": _("Khách, xe và việc ở cổng"),
    "vaccination": _("Buổi tiêm, danh sách mời tiêm"),
    "laboratory": _("Mẫu xét nghiệm"),
    "reception": _("Tiếp đón ở cơ sở y tế"),
    "tracing": _("Truy vết tiếp xúc"),
    "cases": _("Sổ ca mắc, ổ dịch"),
    "isolation": _("Lệnh cách ly, nơi cách ly"),
    "codes": _("Mã QR"),
    "cards": _("Thẻ in mã QR"),
    "fieldwork": _("Phiếu ghi tại nhà dân khi không có mạng"),
    "corrections": _("Yêu cầu sửa dữ liệu, khiếu nại"),
    "messaging": _("Tin nhắn"),
    "textline": _("Đăng ký qua tin nhắn"),
    "privacy": _("Đồng ý và yêu cầu về dữ liệu"),
    "audit": _("Nhật ký truy cập"),
}
# The operator counts messages and sends tests: numbers are masked, texts never shown.
_ABOUT_NOBODY: Final = frozenset({WATCH, TEST})
# A permission that only lets its holder see.
_SEEING: Final = frozenset({"read", "read_own", "find", "list", "show", "oversee"})
SEES, ACTS, NOTHING = "sees", "acts", "nothing"
WORDS: Final = {SEES: _("xem"), ACTS: _("xem và làm"), NOTHING: _("không")}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show what data are used for, how long they are kept, and who can see what."""
    today = clock.today()
    sweeps = last_sweeps()
    context = {
        "purposes": [
            {
                "title": words.say(version.title),
                "data": words.say(version.data),
                "why": words.say(version.why),
                "shared": words.say(version.shared),
                "controller": words.say(controller_words(one.controller)),
                "ground": words.say(ground_text(one.ground).words),
                "basis": ground_text(one.ground).basis,
                "is_confirmed": ground_text(one.ground).is_confirmed,
                "by_consent": one.by_consent,
            }
            for one in purposes()
            if (version := one.on(today)) is not None
        ],
        "periods": [
            {
                "what": words.say(one.words),
                "days": one.days,
                "since": words.say(one.from_) if one.from_ else "",
                "why": words.say(one.why) if one.why else "",
                "swept": sweeps.get(one.key),
            }
            for one in periods()
        ],
        "roles": [_name(role) for role in roles().values()],
        "matrix": matrix(),
        "deadlines": [(words.KINDS[kind], deadline_for(kind).working_days) for kind in RequestKind],
        "reply_days": reply_working_days(),
        "erased": certificates_count(),
    }
    return render(request, "public/transparency.html", context)


def matrix() -> list[dict[str, Any]]:
    """Return a row for every kind of data: what each role may do with it, worked out from the permissions."""
    known = {permission.partition(":")[0] for permission in declared_permissions()}
    return [
        {
            "what": str(DATA[domain]),
            "cells": [
                {"role": _name(role), "may": level, "word": str(WORDS[level])}
                for role in roles().values()
                for level in (level_of(role.permissions, domain),)
            ],
        }
        for domain in DATA
        if domain in known
    ]


def level_of(permissions: frozenset[str], domain: str) -> str:
    """Return whether somebody with these permissions sees a domain's data, acts on them, or neither."""
    verbs = {
        permission.rpartition(":")[2]
        for permission in permissions - _ABOUT_NOBODY
        if permission.startswith(f"{domain}:")
    }
    if not verbs:
        return NOTHING
    return SEES if verbs <= _SEEING else ACTS


def _name(role: Role) -> str:
    return role.en if get_language() == "en" else role.vi
