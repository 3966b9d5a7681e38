"""Addresses of clinics."""

from django.urls import URLPattern, URLResolver, include, path

from antoan.entrypoints.web.clinic import home

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="clinic_home"),
    path("reception/", include("antoan.entrypoints.web.clinic.receiving.urls")),
    path("vaccination/", include("antoan.entrypoints.web.clinic.vaccinating.urls")),
    path("samples/", include("antoan.entrypoints.web.clinic.sampling.urls")),
    path("imports/", include("antoan.entrypoints.web.clinic.importing.urls")),
    path("records/", include("antoan.entrypoints.web.clinic.records.urls")),
]
