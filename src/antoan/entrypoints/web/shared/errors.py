"""Says what went wrong: a page in plain words for people, problem+json (RFC 9457) for programs. Never a traceback."""

import json
import sys
from typing import Final, NamedTuple

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from antoan.kit.errors import AntoanError

PROBLEM: Final = "application/problem+json"


class Saying(NamedTuple):
    """The heading of an error page, and what the reader can do."""

    title: Promise
    advice: Promise


_BY_STATUS: Final[dict[int, Saying]] = {
    400: Saying(
        _("Yêu cầu không hợp lệ"), _("Trang không hiểu được yêu cầu này. Hãy quay lại và thử lần nữa.")
    ),
    403: Saying(
        _("Bạn không có quyền xem trang này"),
        _("Nếu công việc của bạn cần trang này, hãy nhờ quản trị đơn vị cấp quyền, rồi đăng nhập lại."),
    ),
    404: Saying(
        _("Không tìm thấy trang"),
        _("Địa chỉ có thể bị gõ sai, hoặc trang không còn nữa. Hãy bắt đầu lại từ trang đầu."),
    ),
    409: Saying(
        _("Việc này trái với dữ liệu đang có"),
        _(
            "Có thể người khác vừa thay đổi, hoặc việc đã làm rồi. Hãy tải lại trang để xem tình trạng mới nhất."
        ),
    ),
    422: Saying(_("Dữ liệu chưa đúng"), _("Hãy quay lại, xem kỹ những gì đã nhập và thử lần nữa.")),
    429: Saying(_("Quá nhiều lần thử"), _("Hãy đợi vài phút rồi thử lại.")),
    500: Saying(
        _("Hệ thống gặp lỗi"),
        _("Lỗi đã được ghi lại, không phải do bạn. Hãy thử lại sau ít phút; nếu vẫn lỗi, gọi tổng đài 1022."),
    ),
    503: Saying(
        _("Hệ thống tạm thời chưa phục vụ được"),
        _("Hãy thử lại sau ít phút. Cổng quét mã và mã của bạn vẫn dùng được khi không có mạng."),
    ),
}
_BY_CODE: Final[dict[str, Saying]] = {
    "request:csrf": Saying(
        _("Trang đã mở quá lâu"),
        _("Vì an toàn, biểu mẫu này không còn dùng được. Hãy quay lại, tải lại trang rồi gửi lần nữa."),
    ),
}


def answer(request: HttpRequest, *, status: int, code: str, detail: str = "") -> HttpResponse:
    """Answer a request that failed; `code` is stable and shown small, so that the help desk can ask for it."""
    saying = _BY_CODE.get(code) or _BY_STATUS.get(status) or _BY_STATUS[500 if status >= 500 else 400]
    if wants_problem(request):
        response = _problem(saying, status=status, code=code, detail=detail)
    else:
        response = _page(request, saying, status=status, code=code)
    if status == 503:
        response["Retry-After"] = "10"
    return response


def of(request: HttpRequest, error: AntoanError) -> HttpResponse:
    """Answer for an error one of our domains raised."""
    return answer(request, status=error.status, code=error.code, detail=error.message)


def wants_problem(request: HttpRequest) -> bool:
    """Tell whether a program asks: it sends or accepts JSON, and does not ask for a page first."""
    accepts = request.headers.get("Accept", "")
    if "text/html" in accepts:
        return False
    return "json" in accepts or "json" in request.headers.get("Content-Type", "")


def _problem(saying: Saying, *, status: int, code: str, detail: str) -> HttpResponse:
    body = {
        "type": "about:blank",
        "title": str(saying.title),
        "status": status,
        "code": code,
        "detail": detail or str(saying.advice),
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False), content_type=PROBLEM, status=status)


def _page(request: HttpRequest, saying: Saying, *, status: int, code: str) -> HttpResponse:
    context = {"saying": saying, "status": status, "code": code, "is_ours": status >= 500}
    return render(request, "shared/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for Django's 400."""
    return answer(request, status=400, code="request:bad")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for Django's 403."""
    return answer(request, status=403, code="permission:denied")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for Django's 404."""
    return answer(request, status=404, code="object:not_found")


def failed(request: HttpRequest) -> HttpResponse:
    """Answer for an exception no view caught; Django has logged it and is still handling it."""
    match sys.exc_info()[1]:
        case AntoanError() as error:  # From a middleware, which ErrorPages does not see.
            return of(request, error)
        case OperationalError() | InterfaceError():
            return answer(request, status=503, code="system:database_away")
    return answer(request, status=500, code="system:failed")


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer for a form whose guard has expired."""
    return answer(request, status=403, code="request:csrf")
