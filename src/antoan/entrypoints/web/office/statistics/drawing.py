"""Charts of a picture, each with its table: the same numbers twice, once to see and once to read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from antoan.domains.statistics.looked import Both, Picture
from antoan.domains.statistics.measures import Measure
from antoan.entrypoints.web.office.statistics.words import colour_word, kind_of
from antoan.entrypoints.web.shared.bars import Pair, bars, part_bars, single_bars


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart and its table. `legend` names what is filled and what is outlined; one name when there is one bar."""

    key: str
    title: str
    legend: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chart: SafeString


def drawings(seen: Picture) -> list[Drawn]:
    """Return what is worth drawing: whatever was counted at all."""
    both = (_("Vào"), _("Ra"))
    visits: list[tuple[str, str, str, Sequence[tuple[str, Pair]]]] = [
        ("days", _("Lượt ra vào theo ngày"), _("Ngày"), [(f"{day:%d/%m}", totals) for day, totals in seen.days]),
        ("times", _("Lượt ra vào theo giờ trong ngày"), _("Giờ"), _every_half_hour(seen.times)),
        ("kinds", _("Lượt ra vào theo loại địa điểm"), _("Loại"), [(kind_of(Measure.CAME, kind), count) for kind, count in seen.kinds]),
        ("colours", _("Lượt ra vào theo màu lúc vào"), _("Màu"), [(colour_word(number), count) for number, count in seen.colours]),
    ]  # fmt: skip
    drawn = [
        Drawn(
            key, title, both, (column, *both),
            tuple((label, str(row.came), str(row.left)) for label, row in rows), bars(rows, title=title),
        )
        for key, title, column, rows in visits
        if any(row.came or row.left for _label, row in rows)
    ]  # fmt: skip
    return [*drawn, *_days(seen)]


def _days(seen: Picture) -> list[Drawn]:
    days = [(f"{day:%d/%m}", totals) for day, totals in seen.days]
    found = [
        _parts(
            "declared", _("Tờ khai theo ngày"), (_("Tất cả"), _("Có nguy cơ")),
            [(day, one.declared, one.risky, one.risky_percent) for day, one in days],
        ),
        _parts(
            "tests", _("Xét nghiệm theo ngày lấy mẫu"), (_("Tất cả"), _("Dương tính")),
            [(day, one.tests, one.positive, one.positive_percent) for day, one in days],
        ),
        _single("cases", _("Ca mắc theo ngày xác định"), [(day, one.cases) for day, one in days]),
        _single("doses", _("Mũi tiêm theo ngày tiêm"), [(day, one.doses) for day, one in days]),
        _single("codes", _("Mã QR cấp theo ngày"), [(day, one.codes) for day, one in days]),
        _single("messages", _("Tin nhắn gửi theo ngày"), [(day, one.messages) for day, one in days]),
        _single("people", _("Số người khác nhau đã vào (ngày đã chốt)"), [(f"{day:%d/%m}", people) for day, people in seen.people_came]),
    ]  # fmt: skip
    return [one for one in found if one is not None]


def _parts(
    key: str, title: str, legend: tuple[str, str], rows: Sequence[tuple[str, int, int, float | None]]
) -> Drawn | None:
    if not any(whole for _day, whole, _part, _share in rows):
        return None
    table = tuple((day, str(whole), str(part), shown(share)) for day, whole, part, share in rows)
    chart = part_bars([(day, whole, part) for day, whole, part, _share in rows], title=title)
    return Drawn(key, title, legend, (_("Ngày"), *legend, _("Tỷ lệ")), table, chart)


def _single(key: str, title: str, rows: Sequence[tuple[str, int]]) -> Drawn | None:
    if not any(amount for _day, amount in rows):
        return None
    table = tuple((day, str(amount)) for day, amount in rows)
    return Drawn(key, title, (), (_("Ngày"), _("Số đếm")), table, single_bars(rows, title=title))


def _every_half_hour(times: Sequence[tuple[str, Both]]) -> list[tuple[str, Both]]:
    """Return also the half hours between the first and the last in which nobody came: a gap is to be seen."""
    known = dict(times)
    every = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 30)]
    return [
        (time, known.get(time, Both(0, 0))) for time in every if times and times[0][0] <= time <= times[-1][0]
    ]


def decimal(rate: float | None) -> str:
    """Return a rate as people write it: "1.234,5", in English "1,234.5"."""
    return "–" if rate is None else number_format(rate, decimal_pos=1, force_grouping=True)


def shown(share: float | None) -> str:
    """Return a share as people write it here: "3,5 %"."""
    return "–" if share is None else f"{decimal(share)} %"
