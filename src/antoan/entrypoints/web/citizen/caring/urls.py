"""Addresses of one's own care at home."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.citizen.caring import mine

urlpatterns: list[URLPattern] = [
    path("", mine.care, name="my_care"),
    path("<int:release_id>/certificate.pdf", mine.certificate, name="my_care_certificate"),
]
