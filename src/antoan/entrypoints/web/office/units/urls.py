"""Addresses of the desk for registrations of units."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.units import desk

urlpatterns: list[URLPattern] = [
    path("", desk.queue, name="desk_units"),
    path("<str:registration_number>/", desk.one, name="desk_unit"),
]
