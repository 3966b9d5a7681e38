"""Where somebody is listed as a worker: seen, left, contested."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.workers.queries.own import jobs_of, own_job
from antoan.domains.workers.services import leave_list
from antoan.domains.workers.values import Ended, OwnJob
from antoan.entrypoints.web.citizen.correcting.whom import looked_at, query_of
from antoan.entrypoints.web.citizen.frame import framed
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.working import words


@login_required
@require_safe
@never_cache
def jobs(request: HttpRequest) -> HttpResponse:
    """Show the lists one is and was on. An account that is nobody's (staff) is told so."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    found = [_entry(job) for job in jobs_of(actor_of(request), person_id)]
    context = framed(request, person_id) | {
        "now": [entry for entry in found if entry["job"].ended_at is None],
        "over": [entry for entry in found if entry["job"].ended_at is not None],
    }
    return render(request, "citizen/work/jobs.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def leave(request: HttpRequest, job_id: int) -> HttpResponse:
    """Ask first which of both it is, then take oneself off."""
    actor = actor_of(request)
    job = own_job(actor, job_id)
    if request.method != "POST":
        return render(request, "citizen/work/leave.html", framed(request, job.person_id) | {"job": job})
    because = Ended.CONTESTED if request.POST.get("because") == "contested" else Ended.LEFT
    leave_list(actor=actor, worker_id=job_id, because=because)
    messages.success(request, _("Đã rút tên. Đơn vị này không thấy màu của bạn nữa."))
    return redirect(reverse("my_work") + query_of(request, job.person_id))


def _entry(job: OwnJob) -> dict[str, Any]:
    return {"job": job, "ended": words.ENDINGS[job.ended_because] if job.ended_because else ""}
