"""Puts a nightly report into words and onto paper."""

from datetime import timedelta
from typing import Final

from django.utils.translation import gettext as _

from antoan.domains.printing.values import Bars, FigureSheet, Line, Section
from antoan.domains.statistics.frozen import Frozen
from antoan.domains.statistics.measures import Measure
from antoan.domains.statistics.queries.reports import ReportView
from antoan.domains.statistics.totals import per_100k, percent
from antoan.entrypoints.web.office.statistics.drawing import decimal, shown
from antoan.entrypoints.web.office.statistics.words import colour_word, kind_of
from antoan.kit.clock import local

_NAMES_MAX: Final = 20  # Of silent wards in one note; the table has them all.


def sheet_of(report: ReportView) -> FigureSheet:
    """Return a report as it is printed."""
    figures = report.figures
    return FigureSheet(
        title=_("Số liệu trong ngày"),
        subtitle=f"{report.day:%d/%m/%Y}",
        name=report.area.name,
        numbers=_numbers(figures),
        charts=_charts(figures),
        sections=_sections(figures, report),
        notes=_notes(figures),
        footer=_("Lập lúc %(time)s · SHA-256 %(digest)s")
        % {"time": f"{local(report.made_at):%H:%M %d/%m/%Y}", "digest": report.sha256[:16]},
    )


def _numbers(figures: Frozen) -> tuple[Line, ...]:
    totals = figures.totals
    rows = [
        (_("Lượt vào"), totals.came),
        (_("Tờ khai y tế"), totals.declared),
        (_("Xét nghiệm"), totals.tests),
        (_("Số ca mắc"), totals.cases),
        (_("Mũi tiêm"), totals.doses),
        (_("Mã QR đã cấp"), totals.codes),
        (_("Tin nhắn đã gửi"), totals.messages),
        (_("Địa điểm có lượt quét"), figures.used),
    ]
    return tuple(Line(name, f"{amount:,}".replace(",", ".")) for name, amount in rows)


def _charts(figures: Frozen) -> tuple[Bars, ...]:
    return (Bars(_("Lượt vào theo giờ"), figures.times),) if figures.times else ()


def _sections(figures: Frozen, report: ReportView) -> tuple[Section, ...]:
    totals, before = figures.totals, figures.day_before
    day, yesterday = f"{report.day:%d/%m}", f"{report.day - timedelta(days=1):%d/%m}"
    pairs: list[tuple[str, str, str]] = [
        (_("Lượt vào"), str(totals.came), str(before.came)),
        (_("Lượt ra"), str(totals.left), str(before.left)),
        (_("Tờ khai y tế"), str(totals.declared), str(before.declared)),
        (_("Tờ khai có nguy cơ"), shown(totals.risky_percent), shown(before.risky_percent)),
        (_("Xét nghiệm"), str(totals.tests), str(before.tests)),
        (_("Xét nghiệm dương tính"), shown(totals.positive_percent), shown(before.positive_percent)),
        (_("Số ca mắc"), str(totals.cases), str(before.cases)),
        (_("Ca mắc trên 100.000 dân"), _rate(totals.cases, figures), _rate(before.cases, figures)),
        (_("Mũi tiêm"), str(totals.doses), str(before.doses)),
        (_("Mã QR đã cấp"), str(totals.codes), str(before.codes)),
        (_("Tin nhắn đã gửi"), str(totals.messages), str(before.messages)),
    ]
    sections = [Section(_("So với ngày trước"), ((_("Số liệu"), day, yesterday), *pairs), (3, 1, 1))]
    if figures.kinds:
        kinds = tuple(
            (kind_of(Measure.CAME, kind), str(came), str(left)) for kind, came, left in figures.kinds
        )
        sections.append(Section(_("Theo loại địa điểm"), ((_("Loại"), _("Vào"), _("Ra")), *kinds), (3, 1, 1)))
    if figures.colours:
        colours = tuple((colour_word(number), str(came)) for number, came in figures.colours)
        sections.append(Section(_("Theo màu lúc vào"), ((_("Màu"), _("Lượt vào")), *colours), (3, 1)))
    if len(figures.wards) > 1:
        sections.append(
            Section(_("Phường, xã"), (_ward_header(), *_wards(figures)), (4, 2, 2, 2, 2, 2, 2, 3))
        )
    return tuple(sections)


def _ward_header() -> tuple[str, ...]:
    return (
        _("Địa bàn"), _("Dân số"), _("Lượt vào"), _("Tờ khai"), _("Xét nghiệm"), _("Số ca mắc"), _("/100.000 dân"), _("Địa điểm có quét"),
    )  # fmt: skip


def _wards(figures: Frozen) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            ward.name, str(ward.people), str(ward.totals.came), str(ward.totals.declared), str(ward.totals.tests),
            str(ward.totals.cases), decimal(per_100k(ward.totals.cases, ward.people)),
            f"{ward.used}/{ward.places} ({shown(percent(ward.used, ward.places))})" if ward.places else "–",
        )
        for ward in figures.wards
    )  # fmt: skip


def _notes(figures: Frozen) -> tuple[str, ...]:
    notes = [
        _("Dân số là số người đã đăng ký: %(people)s.") % {"people": figures.people},
        _(
            "Số liệu như lúc lập báo cáo. Điều đến muộn được tính vào ngày của nó, nên trang số liệu có thể cho số khác."
        ),
        _("Chỉ dùng trong công việc: số dưới 5 có thể làm lộ một người, đừng công bố."),
    ]
    if figures.silent:
        names = ", ".join(figures.silent[:_NAMES_MAX]) + (" …" if len(figures.silent) > _NAMES_MAX else "")
        notes.insert(0, _("Nơi có địa điểm mà không có lượt quét nào: %(names)s.") % {"names": names})
    return tuple(notes)


def _rate(amount: int, figures: Frozen) -> str:
    return decimal(per_100k(amount, figures.people))
