"""Addresses of the desk for people who registered by SMS."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.registering import completing, waiting

urlpatterns: list[URLPattern] = [
    path("registrations/", waiting.registrations, name="desk_registrations"),
    path("registrations/<int:application_id>/", completing.registration, name="desk_registration"),
]
