"""Addresses of the offices' desks; each desk has its own list."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("antoan.entrypoints.web.office.correcting.urls")),
    path("", include("antoan.entrypoints.web.office.messaging.urls")),
    path("", include("antoan.entrypoints.web.office.registering.urls")),
    path("", include("antoan.entrypoints.web.office.spoken.urls")),
    path("", include("antoan.entrypoints.web.office.people.urls")),
    path("field/", include("antoan.entrypoints.web.office.fieldwork.urls")),
    path("workers/", include("antoan.entrypoints.web.office.workers.urls")),
    path("", include("antoan.entrypoints.web.office.tracing.urls")),
    path("", include("antoan.entrypoints.web.office.cases.urls")),
    path("", include("antoan.entrypoints.web.office.isolation.urls")),
    path("", include("antoan.entrypoints.web.office.privacy.urls")),
    path("", include("antoan.entrypoints.web.office.posters.urls")),
    path("silence/", include("antoan.entrypoints.web.office.silence.urls")),
    path("safety/", include("antoan.entrypoints.web.office.safety.urls")),
    path("", include("antoan.entrypoints.web.office.tasks.urls")),
    path("statistics/", include("antoan.entrypoints.web.office.statistics.urls")),
    path("care/", include("antoan.entrypoints.web.office.caring.urls")),
    path("units/", include("antoan.entrypoints.web.office.units.urls")),
    path("identities/", include("antoan.entrypoints.web.office.identities.urls")),
]
