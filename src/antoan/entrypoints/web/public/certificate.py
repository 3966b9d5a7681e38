"""The certificate of an erasure: a page and a signed file, for whoever knows its number. No value of a person is in it."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.privacy.queries import certificate as certificate_of
from antoan.entrypoints.web.shared.rights.tables import table_words
from antoan.kit import spoken
from antoan.kit.clock import parse_moment


@require_safe
@never_cache
def page(request: HttpRequest, certificate: str) -> HttpResponse:
    """Show what was erased where, what stays and why."""
    found = certificate_of(certificate)
    document, language = found.document, get_language()
    context = {
        "shown": spoken.show(found.number),
        "number": found.number,
        "asked_at": parse_moment(document["asked_at"]),
        "erased_at": parse_moment(document["erased_at"]),
        "rows": [(table_words(table), table, count) for table, count in document["erased"].items()],
        "total": document["erased_total"],
        "kept": [one["en" if language == "en" else "vi"] for one in document["kept"]],
        "left": sum(document["left"].values()),
    }
    return render(request, "public/certificate.html", context)


@require_safe
@never_cache
def signed(request: HttpRequest, certificate: str) -> HttpResponse:
    """Answer with the certificate as JSON: the document, and the same as a compact JWS."""
    found = certificate_of(certificate)
    told = {"certificate": found.document, "signed": found.signed}
    text = json.dumps(told, ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="xoa-{found.number}.json"'
    return response
