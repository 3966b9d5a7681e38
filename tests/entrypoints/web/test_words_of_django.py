"""What Django itself says about a field is Vietnamese too."""

from collections.abc import Iterator

from django import forms
from django.core import validators
from django.utils import translation

from antoan.entrypoints.web.shared.identity.forms import PlainForm


def said() -> Iterator[str]:
    """Yield every text that a field or a validator of Django may answer with, in the language of now."""
    for field in vars(forms.fields).values():
        if isinstance(field, type) and issubclass(field, forms.Field):
            yield from filter(None, map(str, field.default_error_messages.values()))
    for validator in vars(validators).values():
        message = getattr(validator, "message", None)
        if message and not isinstance(message, str | property):
            yield str(message)
    yield str(validators.validate_slug.message)
    yield str(validators.validate_unicode_slug.message)


class OneField(PlainForm):
    """Any of our forms with a text."""

    name = forms.CharField()


def test_a_zero_byte_in_a_text_is_refused_in_vietnamese():
    form = OneField({"name": "Nguyễn\x00Văn An"})
    assert form.errors["name"] == ["Ô này có ký tự không dùng được. Hãy xóa đi và gõ lại."]


def test_a_zero_byte_in_a_text_is_refused_in_english_to_who_reads_english():
    with translation.override("en"):
        form = OneField({"name": "Nguyễn\x00Văn An"})
        assert form.errors["name"] == ["Null characters are not allowed."]


def test_nothing_django_says_about_a_field_stays_english():
    with translation.override("en"):
        english = {*said()}
    with translation.override("vi"):
        vietnamese = {*said()}
    assert len(english) > 20
    assert english & vietnamese - {""} == set()
