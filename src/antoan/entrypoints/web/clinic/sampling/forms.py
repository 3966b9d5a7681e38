"""What is asked to open a tube, and to send a laboratory's batch."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from antoan.domains.laboratory.permissions import COLLECT
from antoan.domains.laboratory.rules import FINAL, rules_of
from antoan.domains.records.values import TestKind, TestOutcome
from antoan.entrypoints.web.clinic.forms import ClinicForm, unit_choices
from antoan.entrypoints.web.shared.correcting.words import OUTCOMES, TEST_KINDS
from antoan.foundation.accounts.actor import Actor

OUTCOME_CHOICES: Final = [
    (one.value, OUTCOMES[one]) for one in (TestOutcome.NEGATIVE, TestOutcome.POSITIVE, TestOutcome.DOUBTFUL)
]
assert {TestOutcome(value) for value, _word in OUTCOME_CHOICES} == FINAL
_POOL_MAX: Final = max(rules_of(kind).people_max for kind in TestKind)


class UnitForm(ClinicForm):
    """Something done for one of the actor's units, chosen once and kept on the page."""

    unit_id = forms.TypedChoiceField(label=_("Nơi lấy mẫu"), coerce=int)

    def __init__(self, actor: Actor, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        """Offer the actor's units."""
        super().__init__(data, **options)
        self.fields["unit_id"].choices = unit_choices(actor, COLLECT)  # type: ignore[attr-defined]


class TubeForm(UnitForm):
    """A tube, opened by its barcode."""

    kind = forms.TypedChoiceField(
        label=_("Loại xét nghiệm"),
        coerce=TestKind,
        choices=[(kind.value, TEST_KINDS[kind]) for kind in TestKind],
    )
    people_max = forms.IntegerField(
        label=_("Số người trong một ống"), min_value=1, max_value=_POOL_MAX, initial=1
    )
    barcode = forms.CharField(
        label=_("Quét mã vạch trên ống"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autofocus": True,
                "class": "at-scanbox__field",
                "spellcheck": "false",
            }
        ),
    )


class RapidForm(UnitForm):
    """A rapid test read at the desk: the outcome first, then the person's code."""

    outcome = forms.TypedChoiceField(
        label=_("Que thử cho thấy"), coerce=TestOutcome, choices=OUTCOME_CHOICES, widget=forms.RadioSelect
    )
    code = forms.CharField(
        label=_("Quét mã của người được xét nghiệm"),
        max_length=2000,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "class": "at-scanbox__field", "spellcheck": "false"}
        ),
    )


class AnswerForm(ClinicForm):
    """The result of one tube."""

    barcode = forms.CharField(
        label=_("Quét mã vạch trên ống"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "class": "at-scanbox__field", "spellcheck": "false"}
        ),
    )
    outcome = forms.TypedChoiceField(
        label=_("Kết quả"), coerce=TestOutcome, choices=OUTCOME_CHOICES, widget=forms.RadioSelect
    )
