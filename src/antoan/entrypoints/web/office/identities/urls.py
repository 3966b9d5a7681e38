"""Addresses of the identity desk."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.identities import activating, confirming, deciding, queue

urlpatterns: list[URLPattern] = [
    path("", queue.cases, name="desk_identities"),
    path("activation/", activating.activation, name="desk_activation"),
    path("invitation/", confirming.invitation, name="desk_invitation"),
    path("<str:case_number>/", deciding.case, name="desk_identity"),
]
