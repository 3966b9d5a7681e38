"""Addresses of the gate."""

from django.urls import URLPattern, path

from antoan.entrypoints.web.gate import enrolment, pages, workers

urlpatterns: list[URLPattern] = [
    path("", pages.gate, name="gate"),
    path("enrol", pages.enrol, name="gate_enrol"),
    path("enrol/redeem", enrolment.redeem, name="gate_redeem"),
    path("manifest.webmanifest", pages.manifest, name="gate_manifest"),
    path("worker.js", workers.gate_worker, name="gate_worker"),
]
