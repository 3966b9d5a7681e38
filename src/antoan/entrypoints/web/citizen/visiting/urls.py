"""Addresses of checking in and out, and of the history."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.citizen.visiting import checks, history, leaving, scanning

urlpatterns: list[URLPattern] = [
    path("scan/", scanning.scan, name="my_scan"),
    path("visits/", history.visits, name="my_visits"),
    path("visits/left", leaving.left, name="my_left"),
    path("visits/checks/<uuid:check_id>/", checks.check, name="my_check"),
]
