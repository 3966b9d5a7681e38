"""Addresses that only gateways know."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.sms import incoming, reports

urlpatterns: list[URLPattern] = [
    path("incoming", incoming.incoming, name="sms_incoming"),
    path("reports/<uuid:ref>/<str:proof>", reports.report, name="sms_report"),
]
