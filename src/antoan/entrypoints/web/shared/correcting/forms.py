"""Forms that ask what would be right, by subject. The citizen fills one in; the office mends it."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from antoan.domains.corrections.claims import needs_claim
from antoan.domains.corrections.rules import WORDS_LETTERS_MAX
from antoan.domains.corrections.values import Fault, Subject
from antoan.domains.records.vaccines import find_vaccine, vaccines
from antoan.domains.records.values import IsolationKind, RecoveryProof, TestKind, TestOutcome
from antoan.entrypoints.web.shared.correcting.words import ISOLATIONS, OUTCOMES, PROOFS, TEST_KINDS
from antoan.entrypoints.web.shared.fields import dress
from antoan.kit.clock import CITY_ZONE, local, parse_moment


class ClaimForm(forms.Form):
    """Asks for one claim. Names of fields are those of the claim."""

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        """Dress the fields."""
        super().__init__(data, label_suffix="")
        for field in self.fields.values():
            dress(field)

    def claim(self) -> dict[str, Any]:
        """Return what was filled in, as corrections.claims reads it."""
        return {name: _written(value) for name, value in self.cleaned_data.items()}

    @classmethod
    def filled_with(cls, claim: Mapping[str, Any]) -> "ClaimForm":
        """Return the form filled with a claim, as if it had been sent."""
        return cls(data=cls.fields_of(claim))

    @classmethod
    def fields_of(cls, claim: Mapping[str, Any]) -> dict[str, Any]:
        """Return a claim as the fields of the form."""
        return dict(claim)


class DoseForm(ClaimForm):
    """A dose."""

    product = forms.ChoiceField(label=_("Vắc xin"), choices=lambda: _vaccine_choices())
    given_on = forms.DateField(label=_("Ngày tiêm"))
    dose_number = forms.TypedChoiceField(
        label=_("Mũi số"), coerce=int, choices=[(number, str(number)) for number in range(1, 6)]
    )
    lot = forms.CharField(label=_("Số lô (nếu có)"), max_length=40, required=False)
    given_at = forms.CharField(label=_("Nơi tiêm"), max_length=150, required=False)

    @classmethod
    def fields_of(cls, claim: Mapping[str, Any]) -> dict[str, Any]:
        """Return a claim as the fields of the form, whatever the vaccine was called."""
        found = find_vaccine(str(claim.get("product", "")))
        return dict(claim) | ({"product": found.key} if found else {})


class TestForm(ClaimForm):
    """A test."""

    __test__ = False  # Not a test class, whatever pytest thinks of the name.

    kind = forms.ChoiceField(label=_("Loại xét nghiệm"), choices=[(k.value, TEST_KINDS[k]) for k in TestKind])
    outcome = forms.ChoiceField(
        label=_("Kết quả ghi trên phiếu"),
        choices=[(o.value, OUTCOMES[o]) for o in (TestOutcome.NEGATIVE, TestOutcome.POSITIVE)],
    )
    sampled_on = forms.DateField(label=_("Ngày lấy mẫu"))
    sampled_time = forms.TimeField(label=_("Giờ lấy mẫu (nếu có ghi)"), required=False)
    place = forms.CharField(label=_("Nơi xét nghiệm"), max_length=150, required=False)

    def claim(self) -> dict[str, Any]:
        """Return the claim; without an hour the day's first moment, so that a result never lasts longer than it may."""
        fields = dict(self.cleaned_data)
        day, hour = fields.pop("sampled_on"), fields.pop("sampled_time") or time.min
        return fields | {"sampled_at": datetime.combine(day, hour, tzinfo=CITY_ZONE).isoformat()}

    @classmethod
    def fields_of(cls, claim: Mapping[str, Any]) -> dict[str, Any]:
        """Return a claim as the fields of the form."""
        fields = dict(claim)
        if "sampled_at" in fields:
            at = local(parse_moment(fields.pop("sampled_at")))
            fields |= {"sampled_on": at.date().isoformat(), "sampled_time": f"{at:%H:%M}"}
        return fields


class RecoveryForm(ClaimForm):
    """A recovery."""

    confirmed_on = forms.DateField(label=_("Ngày xác định mắc bệnh"))
    recovered_on = forms.DateField(label=_("Ngày khỏi bệnh"))
    proof = forms.ChoiceField(
        label=_("Giấy chứng minh"), choices=[(p.value, PROOFS[p]) for p in RecoveryProof]
    )
    reference = forms.CharField(label=_("Số giấy (nếu có)"), max_length=40, required=False)


class IsolationForm(ClaimForm):
    """An isolation order."""

    kind = forms.ChoiceField(
        label=_("Vì sao phải cách ly"), choices=[(k.value, ISOLATIONS[k]) for k in IsolationKind]
    )
    starts_on = forms.DateField(label=_("Từ ngày"))
    ends_on = forms.DateField(label=_("Đến hết ngày"))


class IdentityForm(ClaimForm):
    """What of an identity would be right."""

    full_name = forms.CharField(label=_("Họ và tên đúng"), max_length=150, required=False)
    birth = forms.CharField(
        label=_("Ngày sinh đúng"),
        max_length=10,
        required=False,
        help_text=_("Ví dụ 31/12/1990, hoặc chỉ năm"),
    )
    gender = forms.ChoiceField(
        label=_("Giới tính đúng"),
        required=False,
        choices=[("", _("Không đổi")), ("male", _("Nam")), ("female", _("Nữ"))],
    )
    address = forms.CharField(label=_("Địa chỉ đúng"), max_length=200, required=False)


class NothingClaimed(ClaimForm):
    """For what is not one's own: it just goes."""


class WordsForm(forms.Form):
    """Free words beside a claim, an answer, or a decision."""

    words = forms.CharField(
        label=_("Nói thêm (không bắt buộc)"),
        required=False,
        max_length=WORDS_LETTERS_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, label: Any = None) -> None:
        """Dress the field; a `label` asks for something that must be said."""
        super().__init__(data, label_suffix="")
        if label is not None:
            self.fields["words"].label = label
            self.fields["words"].required = True
        dress(self.fields["words"])


_FORMS: Final[Mapping[Subject, type[ClaimForm]]] = {
    Subject.VACCINATION: DoseForm,
    Subject.TEST: TestForm,
    Subject.RECOVERY: RecoveryForm,
    Subject.ISOLATION: IsolationForm,
    Subject.IDENTITY: IdentityForm,
}


def claim_form(subject: Subject, fault: Fault) -> type[ClaimForm]:
    """Return the form that asks what would be right."""
    return _FORMS[subject] if needs_claim(subject, fault) else NothingClaimed


def _vaccine_choices() -> list[tuple[str, str]]:
    return [(one.key, one.name) for one in sorted(vaccines(), key=lambda one: one.name)]


def _written(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
