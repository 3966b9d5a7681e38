"""Addresses of the privacy desk."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.office.privacy import deciding, queue, retention

urlpatterns: list[URLPattern] = [
    path("privacy/", queue.requests, name="desk_privacy"),
    path("privacy/<str:rights_number>/", deciding.request_page, name="desk_request"),
    path("retention/", retention.report, name="desk_retention"),
]
