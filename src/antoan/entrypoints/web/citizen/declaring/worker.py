"""The worker that keeps the forms for the time without a network."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from antoan.domains.declarations.queries import questionnaires
from antoan.entrypoints.web.shared.workers import worker
from antoan.kit import clock


@require_safe
def declare_worker(request: HttpRequest) -> HttpResponse:
    """Answer with the worker's script."""
    forms = [reverse("declare_form", args=[form.key]) for form in questionnaires().asked_at(clock.now())]
    files = ["citizen/build/declare.js", "citizen/build/outbox.js", "citizen/build/declaring.css"]
    return worker("citizen/build/declare_worker.js", pages=[reverse("declare"), *forms], files=files)
