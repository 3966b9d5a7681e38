"""Pictures that go straight into a page."""

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from antoan.domains.codes.images import qr_svg


def qr_picture(text: str, *, label: str) -> SafeString:
    """Return the QR of a text as SVG; `label` is what a screen reader says of it."""
    drawn = qr_svg(text).replace('role="img"', f'role="img" aria-label="{escape(label)}"')
    return mark_safe(drawn)  # noqa: S308 - our own drawing of squares; the label is escaped.
