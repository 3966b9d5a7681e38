"""Addresses of a citizen's records."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.citizen.records import messages, pages, slips

urlpatterns: list[URLPattern] = [
    path("", pages.overview, name="my_records"),
    path("messages", messages.my_messages, name="my_messages"),
    path("tests/<int:test_id>", slips.slip, name="my_slip"),
    path("tests/<int:test_id>/slip.pdf", slips.slip_pdf, name="my_slip_pdf"),
    path("<slug:section>", pages.section, name="my_records_of"),
]
