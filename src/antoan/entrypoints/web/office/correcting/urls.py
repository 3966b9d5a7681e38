"""Addresses of the correction desk."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.correcting import appeals, deciding, queue, several

urlpatterns: list[URLPattern] = [
    path("corrections/", queue.tickets, name="desk_corrections"),
    path("corrections/several", several.several, name="desk_corrections_several"),
    path("corrections/<str:number>/", deciding.ticket, name="desk_correction"),
    path("corrections/<str:number>/photos/<uuid:file_id>", deciding.photo, name="desk_correction_photo"),
    path("appeals/", appeals.appeals, name="desk_appeals"),
    path("appeals/<str:appeal_number>/", appeals.appeal, name="desk_appeal"),
]
