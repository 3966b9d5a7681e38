"""Forms of staff lists, in the look of the design system."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from antoan.domains.people.values import Gender
from antoan.domains.workers.importing.columns import (
    BIRTH,
    COHORT,
    COLUMNS,
    GENDER,
    JOB,
    NAME,
    PAPER,
    PHONE,
    STAFF_CODE,
)
from antoan.domains.workers.importing.rows import read_worker
from antoan.domains.workers.list_values import Conditions, PlanKind, QuotaView
from antoan.domains.workers.rules.approval import PLAN_LETTERS_MAX, REASON_LETTERS_MAX
from antoan.domains.workers.rules.groups import CONTACT_LETTERS_MAX, NAME_LETTERS_MAX, TEST_DAYS_MAX
from antoan.domains.workers.values import CohortView, Contact, NewCohort, NewWorker
from antoan.entrypoints.web.shared import kinds
from antoan.entrypoints.web.shared.fields import dress
from antoan.entrypoints.web.shared.working import words
from antoan.entrypoints.web.shared.working.faults import said
from antoan.foundation.imports.values import ReadRow
from antoan.kit import clock
from antoan.kit.phones import national_phone

_WHOLE_NUMBER = {"inputmode": "numeric", "class": "nhsuk-input--width-5"}


def _whole_number(**known: Any) -> forms.IntegerField:
    """Return a field for a number of a few digits, with the keyboard of digits."""
    return forms.IntegerField(widget=forms.TextInput(attrs=dict(_WHOLE_NUMBER)), **known)


class WorkForm(forms.Form):
    """A form whose fields are dressed."""

    def __init__(self, data: Mapping[str, Any] | None = None, **more: Any) -> None:
        """Dress the fields."""
        super().__init__(data, label_suffix="", **more)
        for field in self.fields.values():
            dress(field)


class WorkerForm(WorkForm):
    """One worker, read as a row of a file is: one reader, the same words for what is wrong."""

    name = forms.CharField(label=_("Họ và tên"), max_length=150)
    birth = forms.CharField(
        label=_("Ngày sinh"), max_length=20, help_text=_("Ví dụ 25/12/1990, hoặc chỉ năm")
    )
    gender = forms.ChoiceField(
        label=_("Giới tính"),
        required=False,
        choices=[("", _("Không ghi")), ("nam", _("Nam")), ("nu", _("Nữ"))],
    )
    paper = forms.CharField(
        label=_("Số CCCD, CMND hoặc hộ chiếu"),
        max_length=30,
        help_text=_("Như in trên giấy, kể cả số 0 ở đầu"),
    )
    phone = forms.CharField(label=_("Số điện thoại (nếu có)"), max_length=20, required=False)
    staff_code = forms.CharField(label=_("Mã nhân viên (nếu có)"), max_length=30, required=False)
    job = forms.CharField(label=_("Bộ phận, công việc (nếu có)"), max_length=100, required=False)
    cohort = forms.CharField(label=_("Tổ, ca (nếu có)"), max_length=NAME_LETTERS_MAX, required=False)

    worker: NewWorker | None = None

    def clean(self) -> dict[str, Any]:
        """Read the fields as a row; what is wrong is said at its field."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        row = ReadRow(1, {column.key: str(cleaned.get(column.key, "")) for column in COLUMNS})
        read = read_worker(row, today=clock.today(), wards={}, notes={})
        for fault in read.faults:
            if not fault.is_warning or fault.code == "phone_ignored":
                self.add_error(fault.column, said(fault))
        self.worker = read.worker
        return cleaned

    @classmethod
    def filled_with(cls, worker: NewWorker) -> "WorkerForm":
        """Return the form filled with what is written."""
        birth = f"{worker.birth.on:%d/%m/%Y}" if worker.birth.is_day_known else str(worker.birth.on.year)
        genders = {Gender.MALE: "nam", Gender.FEMALE: "nu"}
        return cls(
            initial={
                NAME: worker.full_name, BIRTH: birth, GENDER: genders.get(worker.gender, ""), PAPER: worker.paper.number,
                PHONE: national_phone(worker.phone) if worker.phone else "", STAFF_CODE: worker.staff_code,
                JOB: worker.job, COHORT: worker.cohort,
            }
        )  # fmt: skip


class CohortForm(WorkForm):
    """A group."""

    name = forms.CharField(label=_("Tên tổ, ca"), max_length=NAME_LETTERS_MAX)
    shift_starts = forms.TimeField(label=_("Giờ vào ca (nếu có)"), required=False)
    shift_ends = forms.TimeField(
        label=_("Giờ hết ca (nếu có)"), required=False, help_text=_("Ca đêm: giờ hết ca là sáng hôm sau")
    )
    test_every_days = _whole_number(
        label=_("Xét nghiệm mấy ngày một lần (nếu có)"), required=False, min_value=1, max_value=TEST_DAYS_MAX,
    )  # fmt: skip
    stays_on_site = forms.ChoiceField(
        label=_("Ăn, nghỉ"), required=False,
        choices=[("", _("Về nhà sau ca")), ("yes", _("“3 tại chỗ”: làm, ăn, nghỉ tại chỗ"))],
    )  # fmt: skip

    def cohort(self) -> NewCohort:
        """Return the group as it was filled in."""
        return NewCohort(**self.cleaned_data | {"stays_on_site": bool(self.cleaned_data["stays_on_site"])})

    @classmethod
    def filled_with(cls, cohort: CohortView) -> "CohortForm":
        """Return the form filled with a group."""
        return cls(
            initial={
                "name": cohort.name, "shift_starts": cohort.shift_starts, "shift_ends": cohort.shift_ends,
                "test_every_days": cohort.test_every_days, "stays_on_site": "yes" if cohort.stays_on_site else "",
            }
        )  # fmt: skip


class SubmitForm(WorkForm):
    """Whom we tell, and how the unit wants to work."""

    contact_name = forms.CharField(label=_("Người nhận tin của đơn vị"), max_length=CONTACT_LETTERS_MAX)
    contact_number = forms.CharField(
        label=_("Số điện thoại của người nhận tin"),
        max_length=20,
        help_text=_("Nhận tin nhắn khi danh sách được duyệt, và khi có cảnh báo"),
    )
    plan_kind = forms.ChoiceField(
        label=_("Cách làm việc"), choices=[(kind.value, words.PLANS[kind]) for kind in PlanKind]
    )
    plan_note = forms.CharField(
        label=_("Phương án, kế hoạch (nếu có)"), required=False, max_length=PLAN_LETTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    @classmethod
    def filled_with(cls, contact: Contact | None) -> "SubmitForm":
        """Return the form filled with the contact that is known."""
        known = (
            {}
            if contact is None
            else {"contact_name": contact.name, "contact_number": national_phone(contact.number)}
        )
        return cls(initial=known)


class DecideForm(WorkForm):
    """Until when a list holds, and why."""

    valid_until = forms.DateField(label=_("Có hiệu lực đến hết ngày"), required=False)
    words = forms.CharField(
        label=_("Lý do (đơn vị đọc được; bắt buộc khi không duyệt, thu hồi, hoặc duyệt khi chưa đủ điều kiện)"),
        required=False, max_length=REASON_LETTERS_MAX, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class QuotaForm(WorkForm):
    """How many may work, under which conditions, from when on."""

    area = forms.TypedChoiceField(label=_("Khu vực"), coerce=int)
    sector = forms.ChoiceField(label=_("Ngành"), required=False)
    unit = forms.CharField(
        label=_("Chỉ cho một đơn vị: số của đơn vị (để trống: mọi đơn vị của ngành)"), required=False, max_length=12,
        widget=forms.TextInput(attrs=dict(_WHOLE_NUMBER)),
    )  # fmt: skip
    unit_workers_max = _whole_number(
        label=_("Mỗi đơn vị nhiều nhất bao nhiêu người"),
        required=False,
        min_value=0,
    )
    total_workers_max = _whole_number(
        label=_("Tất cả đơn vị cộng lại nhiều nhất bao nhiêu người"),
        required=False,
        min_value=0,
    )
    protected_percent_min = _whole_number(
        label=_("Ít nhất bao nhiêu phần trăm đã tiêm hoặc đã khỏi bệnh"),
        required=False,
        min_value=0,
        max_value=100,
    )
    doses_min = _whole_number(
        label=_("Tính là đã tiêm khi có ít nhất mấy mũi"),
        initial=1,
        min_value=1,
        max_value=9,
    )
    dose_days_min = _whole_number(
        label=_("… và đủ bao nhiêu ngày"),
        initial=14,
        min_value=0,
        max_value=365,
    )
    tested_percent_min = _whole_number(
        label=_("Ít nhất bao nhiêu phần trăm có xét nghiệm âm tính"),
        required=False,
        min_value=0,
        max_value=100,
    )
    tested_days_max = _whole_number(
        label=_("… trong bao nhiêu ngày"),
        initial=7,
        min_value=1,
        max_value=365,
    )
    valid_from = forms.DateField(label=_("Từ ngày"))
    valid_until = forms.DateField(label=_("Đến trước ngày (để trống: chưa định)"), required=False)
    basis = forms.CharField(label=_("Căn cứ (số văn bản)"), required=False, max_length=200)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, areas: Sequence[tuple[int, str]], **more: Any
    ) -> None:
        """Offer the areas in whose name the office acts."""
        super().__init__(data, **more)
        sectors = [(kind.value, word) for kind, word in kinds.WORDS.items()]
        for name, choices in (("area", areas), ("sector", [("", _("Mọi ngành")), *sectors])):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def conditions(self) -> Conditions:
        """Return the conditions as they were filled in."""
        names = (
            "protected_percent_min",
            "doses_min",
            "dose_days_min",
            "tested_percent_min",
            "tested_days_max",
        )
        return Conditions(**{name: self.cleaned_data[name] for name in names})

    @staticmethod
    def fields_of(quota: QuotaView) -> dict[str, Any]:
        """Return a quota as fields, to set the next one from it."""
        asked = quota.conditions
        return {
            "area": quota.area_id, "sector": quota.sector.value if quota.sector else "", "unit": quota.unit_id or "",
            "unit_workers_max": quota.unit_workers_max, "total_workers_max": quota.total_workers_max,
            "protected_percent_min": asked.protected_percent_min, "doses_min": asked.doses_min,
            "dose_days_min": asked.dose_days_min, "tested_percent_min": asked.tested_percent_min,
            "tested_days_max": asked.tested_days_max, "basis": quota.basis,
        }  # fmt: skip
