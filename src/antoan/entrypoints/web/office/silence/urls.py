"""Addresses of the list of silent places."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.silence import desk

urlpatterns: list[URLPattern] = [
    path("", desk.silence, name="desk_silence"),
    path("<int:silence_id>/", desk.handle, name="desk_silence_handle"),
]
