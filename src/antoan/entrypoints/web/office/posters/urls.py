"""Addresses of the desk of false posters."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.posters import desk

urlpatterns: list[URLPattern] = [
    path("posters/", desk.reports, name="desk_posters"),
    path("posters/<int:report_id>/", desk.report, name="desk_poster"),
    path("posters/<int:report_id>/photos/<uuid:photo_id>", desk.photo, name="desk_poster_photo"),
]
