"""Addresses of the desk of records."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.clinic.records import lane

urlpatterns: list[URLPattern] = [
    path("", lane.lane, name="record_lane"),
    path("<str:record_kind>/<int:record_id>/", lane.record, name="record_kept"),
]
