"""The papers of isolation: the order, and the certificate that it is over."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.isolation.errors import OrderNotFound
from antoan.domains.isolation.permissions import GIVE
from antoan.domains.isolation.queries.orders import order_for
from antoan.domains.isolation.values import OrderState, OrderView
from antoan.domains.people.queries import identity_of, require_over_person
from antoan.domains.people.values import PersonView
from antoan.domains.printing.services import print_sheet
from antoan.domains.printing.values import Line, Sheet
from antoan.entrypoints.web.office.isolation import words
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.downloads import download
from antoan.foundation.accounts.actor import already_allowed
from antoan.kit import clock, spoken
from antoan.kit.text import mask_head


@login_required
@never_cache
@require_safe
def order_paper(request: HttpRequest, order_number: str) -> HttpResponse:
    """Hand out the order; a proposal has no paper."""
    view, person = _order_and_person(request, order_number)
    if view.state not in {OrderState.GIVEN, OrderState.ENDED}:
        raise OrderNotFound
    until = date_format(view.ends_on, "d/m/Y")
    sheet = Sheet(
        title=_("Lệnh cách ly y tế"),
        subtitle=_subtitle(view),
        name=person.full_name,
        lines=(*_who(person), *_terms(view)),
        qr=_address(request, view),
        caption=_("Cán bộ y tế quét để đối chiếu"),
        statement=_("Ở riêng đến hết ngày %(until)s, %(where)s")
        % {"until": until, "where": words.PLACES[view.where]},
        notes=(
            _("Khó thở, đau ngực, lơ mơ: gọi 115 ngay."),
            _("Thấy không đúng, bạn có quyền khiếu nại: trong trang của bạn, ở phường xã, hoặc gọi 1022."),
        ),
    )
    return download(print_sheet(sheet, at=clock.now()), f"lenh-cach-ly-{view.number}.pdf", "application/pdf")


@login_required
@never_cache
@require_safe
def release_paper(request: HttpRequest, order_number: str) -> HttpResponse:
    """Hand out the certificate of an order that has ended, by its day or before."""
    view, person = _order_and_person(request, order_number)
    ended_on = clock.local_date(view.ended_at) if view.ended_at else view.ends_on
    is_over = view.state is OrderState.ENDED or (
        view.state is OrderState.GIVEN and view.ends_on < clock.today()
    )
    if not is_over:
        raise OrderNotFound
    sheet = Sheet(
        title=_("Giấy xác nhận kết thúc cách ly"),
        subtitle=_subtitle(view),
        name=person.full_name,
        lines=(
            *_who(person),
            Line(_("Cách ly từ"), date_format(view.starts_on, "d/m/Y")),
            Line(_("Kết thúc"), date_format(min(ended_on, view.ends_on), "d/m/Y")),
        ),
        qr=_address(request, view),
        caption=_("Cán bộ y tế quét để đối chiếu"),
        statement=_("Đã kết thúc cách ly"),
        notes=(_("Giấy này không thay giấy xác nhận khỏi bệnh."),),
    )
    return download(print_sheet(sheet, at=clock.now()), f"het-cach-ly-{view.number}.pdf", "application/pdf")


def _order_and_person(request: HttpRequest, order_number: str) -> tuple[OrderView, PersonView]:
    actor = actor_of(request)
    view = order_for(actor, order_number)
    require_over_person(actor, GIVE, view.person_id)
    return view, identity_of(already_allowed(actor), view.person_id, purpose="isolation order")


def _subtitle(view: OrderView) -> str:
    return _("Số %(number)s · %(ward)s · căn cứ: %(basis)s") % {
        "number": spoken.show(view.number),
        "ward": view.ward_name or "–",
        "basis": view.basis,
    }


def _who(person: PersonView) -> tuple[Line, ...]:
    return (
        Line(_("Số giấy tờ"), mask_head(person.identity_number) or "–"),
        Line(_("Năm sinh"), str(person.birth.on.year)),
        Line(_("Nơi ở"), person.address or "–"),
    )


def _terms(view: OrderView) -> tuple[Line, ...]:
    tests = ", ".join(date_format(day, "d/m/Y") for day in view.test_days) or "–"
    watch = [Line(_("Tự theo dõi đến"), date_format(view.watch_until, "d/m/Y"))] if view.watch_until else []
    return (
        Line(_("Vì sao"), str(words.KINDS[view.kind])),
        Line(_("Từ ngày"), date_format(view.starts_on, "d/m/Y")),
        Line(_("Ngày xét nghiệm"), tests),
        *watch,
    )


def _address(request: HttpRequest, view: OrderView) -> str:
    return request.build_absolute_uri(reverse("desk_isolation_order", args=[view.number]))
