"""The units that list the person as a worker: seen, left, contested."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.workers.queries.with_person import job_with_person, jobs_with_person
from antoan.domains.workers.services import leave_list_with_person
from antoan.domains.workers.values import Ended
from antoan.entrypoints.web.office.assisting.presence import Helped, with_person


@require_safe
@with_person
def jobs(request: HttpRequest, one: Helped) -> HttpResponse:
    """Show the lists the person is and was on."""
    found = jobs_with_person(one.actor, one.person_id, assistance=one.assistance)
    context = one.framed() | {
        "now": [job for job in found if job.ended_at is None],
        "over": [job for job in found if job.ended_at is not None],
    }
    return render(request, "office/with/jobs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_person
def leave(request: HttpRequest, one: Helped, job_id: int) -> HttpResponse:
    """Ask first which of both it is, then take the person off."""
    job = job_with_person(one.actor, one.person_id, job_id, assistance=one.assistance)
    if request.method != "POST":
        return render(request, "office/with/leave.html", one.framed() | {"job": job})
    because = Ended.CONTESTED if request.POST.get("because") == "contested" else Ended.LEFT
    leave_list_with_person(
        actor=one.actor, person_id=one.person_id, worker_id=job_id, because=because, assistance=one.assistance
    )
    messages.success(request, _("Đã rút tên. Đơn vị này không thấy màu của người này nữa."))
    return redirect("desk_with_work", one.person_id)
