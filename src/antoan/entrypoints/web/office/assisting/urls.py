"""Addresses of what staff do with a person; below that person's page at the ward's desk."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.assisting import appealing, correcting, hub, rights, slips, visits, working

urlpatterns: list[URLPattern] = [
    path("", hub.hub, name="desk_with"),
    path("visits/", visits.visits, name="desk_with_visits"),
    path("work/", working.jobs, name="desk_with_work"),
    path("work/<int:job_id>/leave/", working.leave, name="desk_with_leave"),
    path("corrections/", correcting.asked, name="desk_with_corrections"),
    path("corrections/new/", correcting.new, name="desk_with_correction_new"),
    path("corrections/<str:number>/", correcting.ticket, name="desk_with_correction"),
    path("appeals/new/", appealing.new, name="desk_with_appeal_new"),
    path("appeals/<str:appeal_number>/", appealing.appeal, name="desk_with_appeal"),
    path("rights/", rights.overview, name="desk_with_rights"),
    path("rights/new/<str:kind>/", rights.new, name="desk_with_request_new"),
    path("rights/consents/<str:purpose>/", rights.withdraw, name="desk_with_withdraw"),
    path("rights/<str:rights_number>/", slips.slip, name="desk_with_request"),
    path("rights/<str:rights_number>/page", slips.page, name="desk_with_copy_page"),
]
