"""Addresses of the desk for safety levels."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.safety import desk

urlpatterns: list[URLPattern] = [
    path("", desk.places, name="desk_safety"),
    path("<uuid:assessment_id>/", desk.one, name="desk_assessment"),
    path("<uuid:assessment_id>/photos/<uuid:evidence_id>", desk.photo, name="desk_assessment_photo"),
]
