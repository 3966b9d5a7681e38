"""Addresses of the offices' desks; each desk has its own list."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("antoan.entrypoints.web.office.correcting.urls")),
]
