"""Reads of certificates. They are public to whoever knows the number: no value of a person is in them."""

from antoan.domains.privacy.errors import CertificateNotFound
from antoan.domains.privacy.models import ErasureCertificate
from antoan.domains.privacy.values import CertificateView
from antoan.kit import spoken


def certificate(number: str) -> CertificateView:
    """Return the certificate of a number as people type it; CertificateNotFound."""
    row = ErasureCertificate.objects.filter(number=spoken.read(number)).first()
    if row is None:
        raise CertificateNotFound
    return CertificateView(row.number, row.issued_at, row.document, row.signed)


def certificates_count() -> int:
    """Return how many people were erased on their own request, for the public page."""
    return ErasureCertificate.objects.count()
