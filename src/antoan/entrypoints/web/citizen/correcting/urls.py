"""Addresses of a citizen's corrections and appeals."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.citizen.correcting import appeals, mine, photos, wizard

urlpatterns: list[URLPattern] = [
    path("corrections/", mine.tickets, name="my_corrections"),
    path("corrections/new/", wizard.new, name="my_new_correction"),
    path(
        "corrections/new/<uuid:ticket_id>/photos/<uuid:file_id>",
        photos.waiting,
        name="my_waiting_photo",
    ),
    path("corrections/<str:number>/", mine.ticket, name="my_correction"),
    path("corrections/<str:number>/answer", mine.answer, name="my_correction_answer"),
    path("corrections/<str:number>/withdraw", mine.withdraw, name="my_correction_withdraw"),
    path("corrections/<str:number>/photos/<uuid:file_id>", photos.evidence, name="my_correction_photo"),
    path("appeals/new/", appeals.new, name="my_new_appeal"),
    path("appeals/<str:appeal_number>/", appeals.appeal, name="my_appeal"),
]
